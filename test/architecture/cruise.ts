// Runs the project's import rules, as `npm run lint` does, over a tree of files and names what breaks them.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type ICruiseResult } from 'dependency-cruiser';

const root = join(import.meta.dirname, '../..');
const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const configPath = join(root, '.dependency-cruiser.cjs');
const config = createRequire(import.meta.url)(configPath) as {
  readonly forbidden: readonly { readonly name: string }[];
};

export const ruleNames = config.forbidden.map((rule) => rule.name);

/** `<rule>: <importing file> → <imported file or package>` for each violation under `folder`, sorted. */
export function violationsIn(folder: string): readonly string[] {
  const flags = ['--config', configPath, '--output-type', 'json', 'apps', 'libs'];
  const { stdout, stderr } = spawnSync(process.execPath, [command, ...flags], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser said: ${stderr}${stdout}`);
  const { summary } = JSON.parse(stdout) as ICruiseResult;
  return summary.violations
    .map(({ rule, from, to }) => `${rule.name}: ${from} → ${packageOf(to)}`)
    .sort();
}

function packageOf(path: string): string {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
}
