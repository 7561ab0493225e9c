// An installation of separate services on the tests' Kafka and MongoDB: started, asked and killed one by one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUrl, freshName, kafkaBrokers } from '../servers/testing.js';
import { type Api, apiOf } from './testing.js';

export type Role = 'command' | 'projection' | 'query';

export type Service = {
  readonly role: Role;
  readonly api: Api;
  readonly child: ChildProcess;
  /** Its data folder. */
  readonly place: string;
};

/** Where its log and everything else are: servers that the tests share, or a spec's own. */
export type Servers = { readonly brokers: readonly string[]; readonly mongodbUrl: string };

const root = join(import.meta.dirname, '../..');
export const startMsMax = 60_000;
export const partitions = 2;

export class Installation {
  private readonly children: ChildProcess[] = [];
  private constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly servers: Servers,
  ) {}

  static async begin(servers?: Servers): Promise<Installation> {
    const name = freshName('services');
    const folder = await mkdtemp(join(tmpdir(), 'sales-ledger-services-'));
    const shared = (): Servers => ({ brokers: kafkaBrokers(), mongodbUrl: databaseUrl(name) });
    return new Installation(name, folder, servers ?? shared());
  }

  async start(role: Role, more: { readonly [name: string]: string } = {}): Promise<Service> {
    const place = more['SALES_LEDGER_DATA'] ?? join(this.folder, String(this.children.length));
    const child = spawn(process.execPath, [join(root, `dist/apps/${role}-service/src/main.js`)], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        SALES_LEDGER_DATA: place,
        SALES_LEDGER_PORT: '0',
        ...this.environment,
        ...more,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.children.push(child);
    return { role, api: apiOf({ url: await addressOf(child) }), child, place };
  }

  /** What all of its processes are set up by. */
  get environment(): { readonly [name: string]: string } {
    return {
      SALES_LEDGER_LOG_LEVEL: 'fatal',
      SALES_LEDGER_KAFKA_BROKERS: this.servers.brokers.join(','),
      SALES_LEDGER_KAFKA_TOPIC_PREFIX: `${this.name}.`,
      SALES_LEDGER_KAFKA_PARTITIONS: String(partitions),
      SALES_LEDGER_INSTALLATION: this.name,
      SALES_LEDGER_MASTER_KEY_FILE: join(this.folder, 'master.key'),
      SALES_LEDGER_MONGODB_URL: this.servers.mongodbUrl,
    };
  }

  /** What a service that does not come up says. */
  async refusal(role: Role): Promise<string> {
    await rm(join(this.folder, 'master.key'));
    const refused = await this.start(role).catch((error: unknown) => String(error));
    expect(existsSync(join(this.folder, 'master.key'))).toBe(false);
    return typeof refused === 'string' ? refused : 'it serves';
  }

  async end(): Promise<void> {
    await Promise.all(this.children.map((child) => killed(child)));
    await rm(this.folder, { recursive: true });
  }
}

/** The line that says where it serves. */
async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout?.setEncoding('utf8') ?? []) {
    said += String(chunk);
    const [address] = /^http:\S+(?=\n)/m.exec(said) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`the service ended before it served: ${said}`);
}

export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
