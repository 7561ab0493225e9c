// Feedback by the command line of the built program: received, listed, answered, dismissed.
import { cli, cliJson } from '../cli.js';
import { inFolder, whileServed } from './testing.js';

type Listed = {
  readonly feedback: readonly { readonly feedback: string; readonly status: string }[];
};

describe('feedback on the command line', () => {
  it(
    'is received, listed while it is a complaint, answered and dismissed',
    () =>
      inFolder('feedback', (_, options) =>
        whileServed(options, async () => {
          await cliJson(options, 'init', 'acme', '--first-day', '2025-01-01');
          const run = async (...words: readonly string[]): Promise<string> => {
            const { code, stdout, stderr } = await cli(options, 'feedback', ...words);
            expect([words.join(' '), code, stderr]).toEqual([words.join(' '), 0, '']);
            return stdout;
          };
          const received = [
            'receive',
            'F-1',
            '--on',
            '2025-03-30',
            '--csat',
            '2',
            '--comment',
            'Late twice',
          ];
          expect(await run(...received)).toBe('Feedback F-1: recorded as entry 2.\n');
          expect(await run(...received)).toMatch(/nothing recorded/);
          await run('receive', 'F-2', '--on', '2025-03-31', '--kind', 'call', '--nps', '10');
          expect(await run('list')).toMatch(/2025-03-30 +CSAT 2 +open +Late twice +F-1/);
          const open = await cliJson<Listed>(options, 'feedback', 'list', '--open');
          expect(open.feedback).toMatchObject([{ feedback: 'F-1', status: 'open' }]);

          await run('answer', 'F-1', '--on', '2025-04-01', '--comment', 'Delivered');
          await run('dismiss', 'F-2', '--on', '2025-04-01', '--reason', 'A test call');
          expect((await cliJson<Listed>(options, 'feedback', 'list', '--open')).feedback).toEqual(
            [],
          );
          expect(await run('list')).toMatch(/NPS 10 +dismissed/);

          const refused = await cli(
            options,
            'feedback',
            'receive',
            'F-3',
            '--on',
            '2025-04-01',
            '--csat',
            '9',
          );
          expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('9')]);
          const both = await cli(
            options,
            'feedback',
            'receive',
            'F-3',
            '--on',
            '2025-04-01',
            '--csat',
            '4',
            '--nps',
            '9',
          );
          expect(both.code).toBe(2);
        }),
      ),
    120_000,
  );
});
