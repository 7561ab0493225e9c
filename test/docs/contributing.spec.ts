// The worked example of CONTRIBUTING.md must compile against the product as it is today.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'libs/sales/src/market');
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const blocks = [...page.matchAll(/`(market\/[a-z.]+\.ts)`:\n\n```ts\n(.*?)```/gs)];
const example = new Map(
  blocks.map(([, path = '', text = '']) => [join(root, 'libs/sales/src', path), text]),
);

function complaints(): readonly string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  );
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const { fileExists, readFile } = host;
  host.fileExists = (path) => example.has(path) || fileExists(path);
  host.readFile = (path) => example.get(path) ?? readFile(path);
  host.directoryExists = (path) => path === folder || ts.sys.directoryExists(path);
  const program = ts.createProgram([...example.keys()], { ...options, noEmit: true }, host);
  return [...example.keys()]
    .map((path) => program.getSourceFile(path))
    .flatMap((file) => (file === undefined ? ['not read'] : messagesOf(program, file)));
}

function messagesOf(program: ts.Program, file: ts.SourceFile): readonly string[] {
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ messageText }) => `${file.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
}

describe('the worked example of CONTRIBUTING.md', () => {
  it('is a whole slice', () => {
    const suffixes = [...example.keys()]
      .map((path) => path.slice(path.lastIndexOf('/') + 1))
      .sort();
    expect(suffixes).toEqual([
      'index.ts',
      'market.commands.ts',
      'market.decider.spec.ts',
      'market.decider.ts',
      'market.events.ts',
      'market.rejections.ts',
    ]);
  });

  it('compiles', () => {
    expect(complaints()).toEqual([]);
  }, 60_000);
});
