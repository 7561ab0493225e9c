import { sources } from './sources.js';

type Ban = {
  readonly name: string;
  readonly files: RegExp;
  readonly banned: RegExp;
  /** Each must be caught, so that the expression can't go blind. */
  readonly planted: readonly string[];
  readonly allowed: readonly string[];
};

const bans: readonly Ban[] = [
  {
    name: 'what decides or folds reads no clock and rolls no dice',
    files: /\.(decider|projection|events)\.ts$/,
    banned:
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bprocess\./,
    planted: [
      'Date.now()',
      'new Date( )',
      'Math.random()',
      'crypto.randomUUID()',
      'process.env.TZ',
    ],
    allowed: ['new Date(`${day}T00:00:00Z`)', 'moment.now'],
  },
  {
    name: 'no test is left out',
    files: /\.(spec|contract)\.ts$/,
    banned: /\b(describe|it|test)(\.each)?\.(only|skip|todo|failing)\b|\b(x|f)(describe|it|test)\(/,
    planted: ["it.only('", "describe.skip('", "test.todo('", "xit('", "fdescribe('"],
    allowed: ['it.each(', 'only.skip', 'exit('],
  },
  {
    name: 'nothing is half done',
    files: /\.ts$/,
    banned: /\b(TODO|FIXME)\b/,
    planted: ['// TODO: later', '/* FIXME */'],
    allowed: ['todoist'],
  },
  {
    name: 'a rule is switched off with a reason or not at all',
    files: /\.ts$/,
    banned: /@ts-(ignore|nocheck)|@ts-expect-error\s*$|eslint-disable(?!.* -- \S)|prettier-ignore/m,
    planted: ['// @ts-ignore', '// @ts-expect-error', '// eslint-disable-next-line no-console'],
    allowed: [
      '// @ts-expect-error: a missing text must not compile',
      'eslint-disable-line x -- why',
    ],
  },
  {
    name: 'a spec awaits an event, it does not sleep',
    files: /\.(spec|contract)\.ts$/,
    banned: /\bsetTimeout\(\s*(resolve|done|r)\b|timers\/promises/,
    planted: ['setTimeout(resolve, 100)', "from 'node:timers/promises'"],
    allowed: ['setTimeout(() => controller.abort(), timeoutMs)'],
  },
];

const files = sources();
const places = (ban: Ban, text: string): readonly string[] =>
  text.split('\n').filter((line) => ban.banned.test(line));

describe.each(bans)('$name', (ban) => {
  it('everywhere', () => {
    const looked = files.filter(({ path }) => ban.files.test(path));
    expect(looked.length).toBeGreaterThan(0);
    expect(
      looked.flatMap(({ path, text }) => places(ban, text).map((line) => `${path}: ${line}`)),
    ).toEqual([]);
  });

  it.each(ban.planted)('%s is caught', (line) => {
    expect(places(ban, line)).toEqual([line]);
  });

  it.each(ban.allowed)('%s is not', (line) => {
    expect(places(ban, line)).toEqual([]);
  });
});

describe('names', () => {
  const bannedFolders =
    /(^|\/)(common|shared|core|utils?|helpers?|services?|domain|application|infrastructure|misc|lib)\//;

  it('of folders say what is in them', () => {
    expect(files.map(({ path }) => path).filter((path) => bannedFolders.test(path))).toEqual([]);
  });

  it.each(['libs/core/src/x.ts', 'libs/sales/src/utils/x.ts', 'apps/cli/src/common/x.ts'])(
    '%s is caught',
    (path) => {
      expect(path).toMatch(bannedFolders);
    },
  );

  it('are lower case with dashes, and dots before the layer', () => {
    const misnamed = files.filter(
      ({ path }) => !/^[a-z0-9-]+(\/[a-z0-9-]+)*(\.[a-z0-9-]+)*\.ts$/.test(path),
    );
    expect(misnamed.map(({ path }) => path)).toEqual([]);
  });

  it('of layers appear only where a slice is', () => {
    const layers = /\.(events|decider|projection|commands|queries|policy|rejections)\.ts$/;
    const outside = files.filter(
      ({ path }) =>
        layers.test(path) && !/^libs\/(sales|connectors|runtime)\/src\/[a-z-]+\//.test(path),
    );
    expect(outside.map(({ path }) => path)).toEqual([]);
  });
});
