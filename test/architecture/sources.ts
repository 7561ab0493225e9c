// The project's own TypeScript files and the sentences in them, for rules that no linter has.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const folders = ['apps', 'libs', 'bench', 'scripts', 'test'];

export type Source = {
  /** From the project's root, with slashes. */ readonly path: string;
  readonly text: string;
};

/** Everything that is ours but this folder, which quotes what it forbids. */
export function sources(): readonly Source[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile() && file.name.endsWith('.ts'))
    .map((file) => relative(root, join(file.parentPath, file.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('test/architecture/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export const isSpec = ({ path }: Source): boolean =>
  /\.(spec|contract)\.ts$|(^|\/)testing\.ts$/.test(path);

export type TextFound = {
  readonly path: string;
  /** The name under which it stands: a refusal's code, a text's key. */
  readonly key: string;
  /** As they stand in the source, with quotes. */
  readonly en: string;
  readonly zh: string;
  /** As it stands in the source; only refusals have one. */
  readonly status: string | undefined;
};

/** Every object literal with a written-out `en` and `zh`, wherever it stands. */
export function textsIn({ path, text }: Source): readonly TextFound[] {
  const found: TextFound[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const values = valuesOf(node);
      const en = values.get('en');
      const zh = values.get('zh');
      if (en !== undefined && zh !== undefined && isSentence(en) && isSentence(zh)) {
        const key = ts.isPropertyAssignment(node.parent) ? nameOf(node.parent.name) : '';
        const status = values.get('status')?.getText();
        found.push({ path, key, en: en.getText(), zh: zh.getText(), status });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

function valuesOf(object: ts.ObjectLiteralExpression): ReadonlyMap<string, ts.Expression> {
  return new Map(
    object.properties
      .filter(ts.isPropertyAssignment)
      .map((property) => [nameOf(property.name), property.initializer]),
  );
}

/** Literals, also joined by +; a sentence that is put together at run time is made of texts of their own. */
function isSentence(value: ts.Expression): boolean {
  if (ts.isBinaryExpression(value)) return isSentence(value.left) && isSentence(value.right);
  return ts.isStringLiteralLike(value);
}

function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();
}
