// Writes dist/ as `npm run build` does, but types are only taken away, not checked, which takes a tenth of the time: for
// whatever runs the program at once. `npm run lint` and `npm run build` check them.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { transformFile } from '@swc/core';

const json = async (file) => JSON.parse(await readFile(file, 'utf8'));
const { target, outDir, paths } = (await json('tsconfig.json')).compilerOptions;
const { include } = await json('tsconfig.build.json');
/** As tsconfig.build.json excludes them. */
const excluded = /\.(spec|contract)\.ts$|\btesting\.ts$/;

async function sources(folder) {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith('.ts') && !excluded.test(file))
    .map((file) => join(folder, file));
}

async function transpile(file) {
  const output = join(outDir, file.replace(/\.ts$/, '.js'));
  const { code, map } = await transformFile(file, {
    sourceMaps: true,
    sourceFileName: relative(dirname(output), file),
    module: { type: 'nodenext', resolveFully: true },
    jsc: {
      target,
      baseUrl: resolve('.'),
      paths,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  });
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, `${code}//# sourceMappingURL=${basename(output)}.map\n`);
  await writeFile(`${output}.map`, map);
}

const files = (await Promise.all(include.map(sources))).flat();
await Promise.all(files.map(transpile));
