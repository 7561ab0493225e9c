import { kpiCatalogue, kpiMeasures, kpiNamed } from './kpi.events.js';

describe('The KPIs that ship', () => {
  test('each has a name of its own, and is found by it', () => {
    for (const definition of kpiCatalogue) expect(kpiNamed(definition.name)).toBe(definition);
    expect(kpiNamed('constructor')).toBeUndefined();
  });

  test('formulas name only measures that are counted and metrics that are KPIs', () => {
    const measures = kpiCatalogue.flatMap(({ formula }) =>
      [...formula.matchAll(/(?:\bm|\(m\))\.(\w+)/g)].map(([, measure]) => measure),
    );
    const targets = kpiCatalogue.flatMap(({ formula }) =>
      [...formula.matchAll(/target\("([^"]+)"\)/g)].map(([, metric]) => metric),
    );
    expect(measures).toEqual(measures.filter((name) => Object.hasOwn(kpiMeasures, name ?? '')));
    expect(targets).toEqual(targets.filter((name) => kpiNamed(name ?? '') !== undefined));
    expect(measures.length).toBeGreaterThan(kpiCatalogue.length);
  });
});
