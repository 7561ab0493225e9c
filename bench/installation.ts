// One installation on Kafka and MongoDB for a benchmark: services as processes of their own, and what they leave behind.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { deleteTopics } from './raw-kafka.js';
import { type Server, start, stop } from './server.js';

export type Role = 'command' | 'projection' | 'query';

export class Installation {
  readonly name = `bench-${randomUUID().slice(0, 8)}`;
  private readonly folder = mkdtempSync(join(tmpdir(), 'sales-ledger-bench-'));
  private readonly services: Server[] = [];
  private readonly databaseUrl: string;

  constructor(
    private readonly brokers: readonly string[],
    mongodbUrl: string,
    private readonly partitions: number,
  ) {
    const url = new URL(mongodbUrl);
    url.pathname = `/${this.name}`;
    this.databaseUrl = url.href;
  }

  async start(role: Role): Promise<Server> {
    const service = await start(`apps/${role}-service/src/main.js`, {
      SALES_LEDGER_DATA: join(this.folder, String(this.services.length)),
      SALES_LEDGER_PORT: '0',
      SALES_LEDGER_LOG_LEVEL: 'fatal',
      SALES_LEDGER_KAFKA_BROKERS: this.brokers.join(','),
      SALES_LEDGER_KAFKA_TOPIC_PREFIX: `${this.name}.`,
      SALES_LEDGER_KAFKA_PARTITIONS: String(this.partitions),
      SALES_LEDGER_INSTALLATION: this.name,
      SALES_LEDGER_MASTER_KEY_FILE: join(this.folder, 'master.key'),
      SALES_LEDGER_MONGODB_URL: this.databaseUrl,
    });
    this.services.push(service);
    return service;
  }

  async end(): Promise<void> {
    await Promise.all(this.services.map(stop));
    rmSync(this.folder, { recursive: true });
    const client = new MongoClient(this.databaseUrl);
    await client.db().dropDatabase();
    await client.close();
    const topics = ['entries', 'commands', 'replies'];
    await deleteTopics(
      this.brokers,
      topics.map((topic) => `${this.name}.sales.${topic}`),
    );
  }
}
