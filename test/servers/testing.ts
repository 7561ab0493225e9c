// What specs on real servers begin with: where the servers are, and names that no other spec uses.
import { randomUUID } from 'node:crypto';

/** For topics, groups, transactional ids and databases: specs run side by side on the same servers. */
export function freshName(name: string): string {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

export const kafkaBrokers = (): string[] => given('KAFKA_BROKERS').split(',');

export const mongodbUrl = (): string => given('MONGODB_URL');

/** The same server at a database of one's own. */
export function databaseUrl(database: string): string {
  const url = new URL(mongodbUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: is this spec named *.servers.spec.ts?`);
  return value;
}
