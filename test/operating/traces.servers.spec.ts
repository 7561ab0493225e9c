// One trace over services on real Kafka and MongoDB: nothing is carried from one to the next but the entries themselves.
import { Installation, startMsMax } from '../e2e/installation.js';
import { persistently } from '../e2e/persistently.js';
import { headersOf } from '../e2e/testing.js';
import { Collector, type Span } from './collector.js';

const isRecorded = ({ attributes }: Span): boolean =>
  attributes['sales_ledger.outcome'] === 'recorded';

it(
  'a command that another service decides, and its folds, are one trace with its request',
  async () => {
    const collector = await Collector.begin();
    const installation = await Installation.begin();
    try {
      const traced = { SALES_LEDGER_TRACES_URL: collector.url };
      const asked = await installation.start('command', traced);
      await installation.start('command', traced);
      await installation.start('projection', traced);
      let made = 0;
      const openAnother = async (): Promise<void> => {
        const [ledger, correlationId] = [`l-${(made += 1)}`, `c-${made}`];
        await persistently(async () => {
          const answer = await fetch(`${asked.api.url}/v1/ledgers`, {
            method: 'POST',
            headers: {
              ...headersOf(ledger),
              'Content-Type': 'application/json',
              'X-Correlation-Id': correlationId,
            },
            body: JSON.stringify({
              ...{ ledger, name: ledger, currency: 'GBP', timeZone: 'Europe/London' },
              firstDay: '2026-01-01',
            }),
          });
          const text = await answer.text();
          if (!answer.ok) throw new Error(text);
          return JSON.parse(text) as { readonly sequence: number };
        });
      };
      // Partitions fall to the second service some time after its start.
      const routed = await collector.until(
        (spans) => spans.find((one) => one.name === 'decide OpenLedger' && isRecorded(one)),
        openAnother,
      );
      const { traceId } = routed;
      const spans = await collector.until((all) => {
        const own = all.filter((one) => one.traceId === traceId);
        const names = own.map(({ name }) => name);
        const wanted = ['POST /v1/ledgers', 'command OpenLedger', 'append', 'fold audit'];
        return wanted.every((name) => names.includes(name)) ? own : undefined;
      });
      const named = (name: string) => spans.find((span) => span.name === name);
      const [request, command] = [named('POST /v1/ledgers'), named('command OpenLedger')];
      expect(command).toMatchObject({ instance: request?.instance, service: 'command-service' });
      expect(routed.instance).not.toBe(request?.instance);
      expect(routed).toMatchObject({ parentSpanId: command?.spanId, service: 'command-service' });
      expect(named('append')).toMatchObject({
        parentSpanId: command?.spanId,
        instance: routed.instance,
      });
      expect(named('fold audit')).toMatchObject({
        parentSpanId: command?.spanId,
        service: 'projection-service',
      });
    } finally {
      await installation.end();
      await collector.end();
    }
  },
  4 * startMsMax,
);
