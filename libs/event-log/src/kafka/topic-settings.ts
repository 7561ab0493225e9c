// What the settings of a topic must be, looked at on every start: a broker's defaults delete after a week.
import kafkajs, { type Admin } from 'kafkajs';
import { type Described } from './described.js';
import { misconfigured, topicTexts } from './topic.texts.js';

export type TopicSetting = {
  readonly name: string;
  /** What it is created with, and what is named as the fix. */
  readonly wanted: string;
  readonly isRight: (value: string) => boolean;
};

export const is = (name: string, wanted: string): TopicSetting => ({
  name,
  wanted,
  isRight: (value) => value === wanted,
});

export const atLeast = (name: string, least: number): TopicSetting => ({
  name,
  wanted: String(least),
  isRight: (value) => Number(value) >= least,
});

export const configEntriesOf = (
  settings: readonly TopicSetting[],
): { readonly name: string; readonly value: string }[] =>
  settings.map(({ name, wanted }) => ({ name, value: wanted }));

/** One may be away, and another be lost meanwhile. */
export const copiesMax = 3;

export const copiesOn = (brokers: number): number => Math.min(copiesMax, brokers);

/**
 * Of brokers that are up: one that is away asks for less, not for more.
 * @throws LogError `misconfigured` where a topic from before there were so many brokers keeps fewer copies than they could
 */
export function demandCopies(topic: string, { partitions, brokers }: Described): void {
  const wanted = copiesOn(brokers);
  const found = Math.min(...partitions.map(({ replicas }) => replicas.length));
  if (found < wanted) throw misconfigured(topicTexts.copiesFew, { topic, found, wanted, brokers });
}

/** @throws LogError `misconfigured`, with the command that mends it */
export async function demandSettings(
  admin: Admin,
  topic: string,
  settings: readonly TopicSetting[],
): Promise<void> {
  const asked = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic };
  const described = await admin.describeConfigs({ includeSynonyms: false, resources: [asked] });
  const entries = described.resources[0]?.configEntries ?? [];
  const values = new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
  const wrong = settings.filter(({ name, isRight }) => !isRight(values.get(name) ?? 'unknown'));
  if (wrong.length === 0) return;
  const found = wrong.map(({ name }) => `${name}=${values.get(name)}`).join(', ');
  const fix = wrong.map(({ name, wanted }) => `${name}=${wanted}`).join(',');
  throw misconfigured(topicTexts.settingsWrong, { topic, found, fix });
}
