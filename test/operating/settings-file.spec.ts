// The settings file, as the program itself reads it: the one that docs/operating shows, and a start from one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cli, cliJson, started } from '../cli.js';
import { inFolder } from '../e2e/testing.js';

const root = join(import.meta.dirname, '../..');
const shownOn = (page: string): string =>
  /```ini\n(.+?)```/s.exec(readFileSync(join(root, 'docs/operating', page), 'utf8'))?.[1] ?? '';

type Told = {
  readonly settings: readonly Record<'variable' | 'value' | 'origin', string>[];
};

it('the one that docs/operating shows is taken as it stands, and its password is not shown', () =>
  inFolder('settings', async (folder, options) => {
    const text = shownOn('README.md');
    expect(shownOn('README.zh-CN.md')).toBe(text);
    await writeFile(join(folder, 'ledger.env'), text);
    const { settings } = await cliJson<Told>(options, '--config', 'ledger.env', 'doctor');
    const ofFile = settings.filter(({ origin }) => origin === 'file');
    expect(ofFile.map(({ variable, value }) => [variable, value])).toEqual([
      ['SALES_LEDGER_KAFKA_BROKERS', 'kafka-1:9092,kafka-2:9092'],
      ['SALES_LEDGER_MONGODB_URL', '***'],
      ['SALES_LEDGER_MASTER_KEY_FILE', '/etc/sales-ledger/master.key'],
    ]);
    expect(settings).toContainEqual(
      expect.objectContaining({ value: 'ledger.env', origin: 'flag' }),
    );
  }));

it('a server starts by it: in its language, logging what it asks for', () =>
  inFolder('settings', async (folder, options) => {
    const file = join(folder, 'ledger.env');
    await writeFile(file, 'SALES_LEDGER_LANGUAGE=zh\nSALES_LEDGER_LOG_LEVEL=info\n');
    const env = { SALES_LEDGER_CONFIG: file };
    const child = started({ ...options, env }, ['serve', '--port', '0']);
    let [printed, logged] = ['', ''];
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (logged += chunk));
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      if (printed.includes('Ctrl-C')) child.kill('SIGTERM');
    });
    const [code] = (await once(child, 'close')) as [number | null];
    expect([code, printed]).toEqual([0, expect.stringMatching(/^Sales Ledger 已就绪。/)]);
    expect(logged).toContain('"msg":"serving"');
    const doctor = await cli({ ...options, env }, 'doctor');
    expect(doctor.stdout).toMatch(/SALES_LEDGER_LANGUAGE +zh +配置文件 \(\S+ledger\.env\)\n/);
    expect(doctor.stdout).toMatch(/SALES_LEDGER_LOG_LEVEL +info +配置文件\n/);
  }));

it.each(['standalone', 'command-service', 'projection-service', 'query-service'])(
  '%s reads it, and says in its language which line is wrong',
  (name) =>
    inFolder('settings', async (folder) => {
      const file = join(folder, 'ledger.env');
      await writeFile(file, 'SALES_LEDGER_LANGUAGE=zh\nSALES_LEDGER_PORT=x\n');
      const env = { PATH: process.env['PATH'], LANG: 'C', SALES_LEDGER_CONFIG: 'nowhere' };
      const program = join(root, 'dist/apps', name, 'src/main.js');
      const child = spawn(process.execPath, [program, '--config', file], { env });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
      const [code] = (await once(child, 'close')) as [number | null];
      const said = `SALES_LEDGER_PORT (${file}:2) 的值是“x”；应为0 到 65535 的整数。 (setting-wrong)\n`;
      expect([code, stderr]).toEqual([1, said]);
    }),
);
