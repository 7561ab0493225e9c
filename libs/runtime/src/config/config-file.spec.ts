import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../start-error.js';
import { describeConfig, readConfig } from './config.js';
import { languageInFile } from './language-in-file.js';

const folder = mkdtempSync(join(tmpdir(), 'settings-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string | Buffer): string {
  const file = join(folder, 'ledger.env');
  writeFileSync(file, text);
  return file;
}

const reading = (text: string) =>
  readConfig({ environment: {}, flags: { configFile: fileOf(text) } });

function refusalOf(run: () => unknown): { code: string; en: string; zh: string } | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { code: error.code, en: error.say('en'), zh: error.say('zh') };
  }
}

describe('a settings file', () => {
  it('wins over the default, the environment over it, and a flag over both', () => {
    const configFile = fileOf(
      ['HOST=one', 'PORT=1', 'LANGUAGE=zh'].map((line) => `SALES_LEDGER_${line}\n`).join(''),
    );
    const environment = {
      SALES_LEDGER_CONFIG: configFile,
      SALES_LEDGER_PORT: '2',
      SALES_LEDGER_HOST: 'two',
    };
    const read = readConfig({ environment, flags: { host: 'three' } });
    expect(read.config).toMatchObject({ host: 'three', port: 2, language: 'zh', queueMax: 10_000 });
    expect(read.origins).toMatchObject({
      configFile: 'environment',
      host: 'flag',
      port: 'environment',
      language: 'file',
      queueMax: 'default',
    });
  });

  it('is the one that the flag names, where the environment names another', () => {
    const environment = { SALES_LEDGER_CONFIG: join(folder, 'nowhere') };
    const flags = { configFile: fileOf('SALES_LEDGER_PORT=1') };
    expect(readConfig({ environment, flags }).config).toMatchObject({ port: 1, ...flags });
    expect(readConfig({ environment, flags: { configFile: '' } }).config.port).toBe(7420);
  });

  it.each([
    ['plain', 'mongodb://a,b/c?d=e&f#g', 'mongodb://a,b/c?d=e&f#g'],
    ['plain, with spaces inside and behind', 'a b  \t', 'a b'],
    ['empty', '', ''],
    ['empty, in quotes', "''", ''],
    ['in double quotes', '" it\'s #1 "', " it's #1 "],
    ['in single quotes', `'a"\\ $b \`c\` #d'`, 'a"\\ $b `c` #d'],
  ])('takes a value that is %s', (_, written, value) => {
    const line = `  SALES_LEDGER_KAFKA_SASL_USERNAME=${written}`;
    for (const text of [line, `\uFEFF${line}\r\n`, `# a remark\n\n${line}\n#`]) {
      expect(reading(text).config.kafkaSaslUsername).toBe(value);
    }
  });

  it.each([
    'SALES_LEDGER_HOST',
    'SALES_LEDGER_HOST = secret',
    'SALES_LEDGER_HOST= secret',
    'export SALES_LEDGER_HOST=secret',
    '; secret',
    'SALES_LEDGER_HOST=secret # remark',
    'SALES_LEDGER_HOST=# remark',
    'SALES_LEDGER_HOST=se"cret',
    'SALES_LEDGER_HOST="secret',
    'SALES_LEDGER_HOST="secret\nof two lines"',
    `SALES_LEDGER_HOST='secret' # remark`,
    'SALES_LEDGER_HOST=$secret',
    'SALES_LEDGER_HOST="$secret"',
    'SALES_LEDGER_HOST=se\\cret',
    'SALES_LEDGER_HOST=`secret`',
  ])('is refused by its line, and without what may be a secret, where it says %j', (line) => {
    const refusal = refusalOf(() => reading(`# remark\n${line}\n`));
    expect(refusal?.code).toBe('config-malformed');
    const where = `${join(folder, 'ledger.env')}:2 `;
    expect([refusal?.en, refusal?.zh]).toEqual(Array(2).fill(expect.stringContaining(where)));
    expect(`${refusal?.en}${refusal?.zh}`).not.toContain('secret');
  });

  it('is refused where it sets something twice, with both lines', () => {
    const refusal = refusalOf(() => reading('SALES_LEDGER_PORT=1\n\nSALES_LEDGER_PORT=1\n'));
    expect(refusal).toMatchObject({ code: 'setting-twice', zh: expect.stringContaining('env:3') });
    expect(refusal?.en).toMatch(/^SALES_LEDGER_PORT is set twice: \S+env:1 and \S+env:3\. Remove/);
  });

  it('is refused where it names a setting that there is not, with the most similar one', () => {
    const refusal = refusalOf(() => reading('#\nSALES_LEDGER_KAFKA_BROKER=a:1'));
    expect(refusal?.code).toBe('setting-unknown');
    expect(refusal?.en).toMatch(
      /env:2: SALES_LEDGER_KAFKA_BROKER is no .+_KAFKA_BROKERS: .+line\.$/,
    );
    expect(refusal?.zh).toMatch(/env:2：SALES_LEDGER_KAFKA_BROKER 不是.+_KAFKA_BROKERS：.+该行。$/);
    // In the environment it is the command line's own; no server reads it.
    expect(refusalOf(() => reading('SALES_LEDGER_API_KEY=x'))?.code).toBe('setting-unknown');
  });

  it('may hold what others read from it', () => {
    const { config } = reading(
      "NODE_OPTIONS='--max-old-space-size=512'\nSALES_LEDGER_PORT=1\nTZ=UTC",
    );
    expect(config.port).toBe(1);
  });

  it('is refused where it names another one', () => {
    const refusal = refusalOf(() => reading('SALES_LEDGER_CONFIG=other.env'));
    expect(refusal).toMatchObject({ code: 'config-nested', zh: expect.stringContaining('env:1') });
    expect(refusal?.en).toMatch(/env:1: a settings file names no other one\. Remove the line\.$/);
  });

  it('is refused with variable and line where a value is wrong, and a secret is not told', () => {
    const port = refusalOf(() => reading('\nSALES_LEDGER_PORT=x'));
    expect(port?.code).toBe('setting-wrong');
    expect(port?.en).toMatch(/^SALES_LEDGER_PORT \(\S+env:2\) is set to "x"; it must be a whole/);
    expect(port?.zh).toMatch(/^SALES_LEDGER_PORT \(\S+env:2\) 的值是“x”；/);
    const url = refusalOf(() => reading('SALES_LEDGER_MONGODB_URL=mongo:secret'));
    expect(url?.en).toMatch(/^SALES_LEDGER_MONGODB_URL \(\S+env:1\) is not usable/);
    expect(`${url?.en}${url?.zh}`).not.toContain('secret');
  });

  it.each([
    ['does not exist', () => join(folder, 'nowhere'), 'ENOENT'],
    ['is a folder', () => folder, 'it is not a regular file'],
    ['is not UTF-8', () => fileOf(Buffer.from([0xff, 0xfe, 0x41, 0])), 'utf-8'],
  ])('is refused by its name, and by who named it, where it %s', (_, file, reason) => {
    const configFile = file();
    const typed = refusalOf(() => readConfig({ environment: {}, flags: { configFile } }));
    const set = refusalOf(() => readConfig({ environment: { SALES_LEDGER_CONFIG: configFile } }));
    expect([typed?.code, set?.code]).toEqual(['config-unreadable', 'config-unreadable']);
    expect(typed?.en).toContain(`The settings file ${configFile}, which --config names, cannot`);
    expect(set?.zh).toContain(`无法读取 SALES_LEDGER_CONFIG 指定的配置文件 ${configFile}：`);
    expect(typed?.en).toContain(reason);
  });

  it('is told as the origin, and its passwords are not shown', () => {
    const read = reading(
      'SALES_LEDGER_PORT=1\nSALES_LEDGER_MONGODB_URL=mongodb://a:secret@b/c\nSALES_LEDGER_KAFKA_SASL_PASSWORD=secret',
    );
    const lines = describeConfig(read, 'en');
    const of = (name: string) => lines.find((line) => line.name === name);
    expect(of('port')).toMatchObject({ value: '1', origin: 'file' });
    expect(of('mongodbUrl')).toMatchObject({ value: '***', origin: 'file' });
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('says which language is spoken before it is read as a whole, and nothing where it is wrong', () => {
    expect(languageInFile(fileOf('SALES_LEDGER_LANGUAGE=zh\nSALES_LEDGER_PORT=x'))).toBe('zh');
    for (const text of ['', 'SALES_LEDGER_LANGUAGE=de', 'SALES_LEDGER_LANGUAGE=zh\nwrong']) {
      expect(languageInFile(fileOf(text))).toBeUndefined();
    }
    expect(languageInFile(join(folder, 'nowhere'))).toBeUndefined();
  });
});
