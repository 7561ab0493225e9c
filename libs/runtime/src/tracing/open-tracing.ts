// Chooses whether there are spans. What sends them is loaded where they are wanted, and nowhere else.
import { type Config } from '../config/settings.js';
import { type Log } from '../logging/log.js';
import { roles } from '../role.js';
import { type Tracing, noTracing } from './tracing.js';

export async function openTracing(
  { tracesUrl, roles: own, installation }: Pick<Config, 'tracesUrl' | 'roles' | 'installation'>,
  { version, log }: { readonly version: string; readonly log: Log },
): Promise<Tracing> {
  if (tracesUrl === '') return noTracing;
  const { otlpTracing } = await import('./otlp.js');
  return otlpTracing({
    url: tracesUrl,
    service: own.length === roles.length ? 'sales-ledger' : `${own.join('-')}-service`,
    installation,
    version,
    onLost: (reason) => log.warn({ context: 'Traces', url: tracesUrl, reason }, 'traces are lost'),
    onBack: () => log.warn({ context: 'Traces', url: tracesUrl }, 'traces are taken again'),
  });
}
