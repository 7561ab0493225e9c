import { StartError } from '../start-error.js';
import { readConfig } from './config.js';
import { flagsIn } from './flags.js';
import { settingNames, settings } from './settings.js';

it('there is one for each setting, with its value behind it or behind an equals sign', () => {
  const words = settingNames.map((name) => settings[name].flag);
  const expected = Object.fromEntries(settingNames.map((name) => [name, 'x=1']));
  expect(flagsIn(words.flatMap((flag) => [flag, 'x=1']))).toEqual(expected);
  expect(flagsIn(words.map((flag) => `${flag}=x=1`))).toEqual(expected);
  expect(flagsIn([])).toEqual({});
});

it('the last one counts, and wins over the environment', () => {
  const flags = flagsIn(['--port', '1', '--port', '2']);
  expect(readConfig({ environment: { SALES_LEDGER_PORT: '3' }, flags }).config.port).toBe(2);
});

it.each([
  [['--kafka-broker', 'secret'], '--kafka-broker'],
  [['--kafka-broker=secret'], '--kafka-broker'],
  [['--port', '1', '--host'], '--host'],
  [['-p', '1'], '-p'],
  [['serve'], 'serve'],
  [['--', '--port', '1'], '--'],
])('%j is refused, and named without what may be its value', (words, word) => {
  let refusal: unknown;
  try {
    flagsIn(words);
  } catch (error) {
    refusal = error;
  }
  if (!(refusal instanceof StartError)) throw new Error('it was not refused');
  expect(refusal.told('en')).toBe(
    `${word} is no flag of a setting with a value behind it: correct it, or leave it out. (flag-unknown)`,
  );
  expect(refusal.say('zh')).toContain(`${word} 不是`);
});
