// Kafka clients of other makes, fetched once like the servers: kcat, and the Python client with librdkafka inside.
import { spawnSync } from 'node:child_process';
import { Unobtainable, type Wanted, obtained } from './obtained.js';

const kcatAdvice =
  'The tests read the topic of entries with kcat. Install it (on Debian: apt install kcat), or let the tests fetch it by ' +
  'apt-get and dpkg, with the network the first time.';
const pythonAdvice =
  'The tests run the Python consumer of docs/how-to/subscribe. Install Python 3.9 to 3.14 with pip (Linux only; on Debian: ' +
  'apt install python3-pip), with the network the first time; or install confluent-kafka for your Python.';

/**
 * @returns what to put before the path of programs; nothing where it is there
 * @throws Unobtainable
 */
export async function kcatPath(): Promise<string> {
  if (answers('kcat', '-V')) return '';
  const fetch: Wanted['fetch'] = (folder) => ['sh', 'test/servers/kcat.sh', folder];
  return `${await advised(kcatAdvice, { name: 'kcat', list: 'test/servers/kcat.sh', fetch })}:`;
}

/**
 * @returns where Python finds the client; nothing where it does by itself
 * @throws Unobtainable
 */
export async function pythonPath(): Promise<string> {
  if (answers('python3', '-c', 'import confluent_kafka')) return '';
  const version = spawnSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  const list = 'test/docs/requirements.txt';
  const fetch: Wanted['fetch'] = (folder) => [
    ...(['python3', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'] as const),
    ...['--no-deps', '--only-binary', ':all:', '--require-hashes'],
    ...['--requirement', list, '--target', folder],
  ];
  // Wheels are made for one Python.
  const name = `python-${String(version.stdout ?? '').trim()}`;
  return advised(pythonAdvice, { name, list, fetch });
}

function answers(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

async function advised(advice: string, wanted: Wanted): Promise<string> {
  try {
    return await obtained(wanted);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Unobtainable(`${why}\n${advice}`, { cause: error });
  }
}
