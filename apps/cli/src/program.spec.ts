import { type Command, CommanderError } from 'commander';
import { settings } from '../../../libs/runtime/src/config/settings.js';
import { variables } from './environment.js';
import { speaker } from './language.js';
import { programOf } from './program.js';
import { usageMessage } from './usage.js';

const helpOf = (language: 'en' | 'zh', ...commands: readonly (string | undefined)[]): string => {
  const program = programOf({ language, origin: 'default' });
  const within = (command: Command, name: string | undefined): Command =>
    command.commands.find((one) => one.name() === name) ?? command;
  const asked = commands.reduce(within, program);
  let text = '';
  asked.configureOutput({ writeOut: (part) => (text += part) });
  asked.outputHelp();
  return text.replace(/\n {4,}/g, ' '); // long descriptions are wrapped
};

const complaint = (language: 'en' | 'zh', ...words: readonly string[]): string => {
  try {
    programOf({ language, origin: 'default' }).parse(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return usageMessage(error, speaker(language)) ?? '';
    throw error;
  }
  return '';
};

describe('a help', () => {
  it('names every variable there is', () => {
    expect(variables).toEqual(Object.values(settings).map(({ variable }) => variable));
    for (const language of ['en', 'zh'] as const) {
      for (const name of variables) expect(helpOf(language, 'serve')).toContain(`  ${name}\n`);
    }
  });

  it('has no English of the parser in Chinese', () => {
    for (const command of [
      undefined,
      ...programOf({ language: 'zh', origin: 'default' }).commands.map((one) => one.name()),
    ]) {
      expect(helpOf('zh', command)).not.toMatch(/default:|choices:|\[options\]|\[command\]/);
    }
    expect(helpOf('zh', 'import')).toContain('（默认：crm）');
    expect(helpOf('zh', 'import')).toContain('（可选：iso, mdy, dmy）');
    expect(helpOf('zh')).toContain('sales-ledger [选项] [命令]');
  });

  it('marks what must be given, and nothing else', () => {
    const answer = helpOf('en', 'feedback', 'answer');
    expect(answer).toMatch(/--on <date> .*\(must be given\)/);
    expect(answer).toMatch(/--comment <text> .*\(must be given\)/);
    expect(answer).not.toMatch(/--ledger <id> .*\(must be given\)/);
    expect(helpOf('zh', 'leaderboard')).toMatch(/--period <period> .*（必填）/);
  });

  it('tells defaults and choices in English, too, and none that says nothing', () => {
    expect(helpOf('en', 'import')).toContain('(default: crm)');
    expect(helpOf('en', 'import')).toContain('(choices: iso, mdy, dmy)');
    expect(helpOf('en', 'import')).not.toMatch(/default: (false|\[\])/);
  });
});

const wrong: readonly (readonly [readonly string[], string, string])[] = [
  [
    ['--actor', 'policy/x', 'doctor'],
    '--actor <actor> cannot be "policy/x": it must be',
    'user/ada',
  ],
  [['serve', '--port', '70000'], '--port <port> cannot be "70000": it must be', '65535'],
  [['--lang', 'fr', 'doctor'], '--lang <language> cannot be "fr": it must be', 'en, zh'],
  [
    ['import', 'x', '--preset', 'stars'],
    '--preset <kind> cannot be "stars": it must be',
    'pipeline',
  ],
  [['--url', 'x', 'doctor'], '--url <url> cannot be "x": it must be', 'http://'],
  [['audit', '--limit', '0'], '--limit <entries> cannot be "0": it must be', '1'],
  [['init', 'BAD'], 'ledger cannot be "BAD": it must be', 'acme'],
];
describe('a complaint', () => {
  it('about two scores says that exactly one may be given', () => {
    const words = ['feedback', 'receive', 'F-9', '--on', '2026-03-30', '--csat', '4', '--nps', '3'];
    expect(complaint('en', ...words)).toBe(
      '--csat <score> and --nps <score> exclude each other: give exactly one of them. See --help.',
    );
    expect(complaint('zh', ...words)).toContain('只能填写其中一项');
  });

  it('about too many words says of what, and how many it takes', () => {
    const words = ['kpi', 'foo', 'bar', 'baz'];
    expect(complaint('en', ...words)).toContain('after kpi: it takes 1, and 3 were given');
    expect(complaint('zh', ...words)).toContain('最多 1 个，实际 3 个');
  });

  it.each([
    [[]],
    [['--periods', '4']],
    [['--from', '2026-01-01', '--to', '2026-03-31']],
    [['--period', '2026', '--grain', 'month']],
  ])('about a KPI with %j speaks of the options, before any server is asked', async (words) => {
    const program = programOf({ language: 'en', origin: 'default' });
    const asked = program.parseAsync(['kpi', 'win-rate', ...words], { from: 'user' });
    await expect(asked).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/--period, such as .* or --from, --to and --grain/) as string,
    });
  });

  it.each(wrong)(
    'about %j says which value, and what it must look like',
    (words, said, example) => {
      const english = complaint('en', ...words);
      expect(english).toContain(said);
      expect(english).toContain(example);
      expect(english).not.toMatch(/\^\[|\$\//);
      expect(complaint('zh', ...words)).toMatch(/不能是“.*”：应为|不能是“.*”：应由/);
    },
  );
});
