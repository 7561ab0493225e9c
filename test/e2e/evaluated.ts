// What a process evaluated of what its program holds: a bundled module is a function that has the name of its file.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

type Coverage = {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
};

/**
 * @param folder the process's NODE_V8_COVERAGE
 * @returns files that were read, and modules of bundles that were called, with functions of any other name among them
 */
export function evaluatedIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Coverage; // Node's own
    return result.flatMap(({ url, functions }) => {
      const called = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
      return [url, ...called.map(({ functionName }) => functionName)];
    });
  });
}
