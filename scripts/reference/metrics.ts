// The metrics as a page: every one that the exposition tells.
import { type MetricText, metricTexts } from '@ledger/runtime';
import { type Page, code, table } from './markdown.js';
import { pagesOf } from './page.js';

export function metricsPages(): readonly Page[] {
  const metrics: readonly (readonly [string, MetricText])[] = Object.entries(metricTexts);
  return pagesOf('metrics', 'metricsTitle', (language, say) => [
    say('metricsAbout'),
    ...table(
      [say('metricName'), say('metricKind'), say('metricLabels'), say('meaning')],
      metrics.map(([name, { kind, labels, about }]) => [
        code(name),
        kind,
        labels.map(code).join(', '),
        about[language],
      ]),
    ),
  ]);
}
