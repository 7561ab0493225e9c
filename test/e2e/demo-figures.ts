// Counts from the demo's entries alone what every measure of the KPI catalogue comes to, and what it is said about.
export type DemoEntry = {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly occurredon: string;
  readonly data: DemoData;
};

type Place = { readonly salesperson: string; readonly teams: readonly string[] };
type DemoData = {
  readonly [field: string]: unknown;
  readonly amountMinor?: number;
  readonly cycleDays?: number;
  readonly customer?: string;
  readonly owner?: Place;
  readonly attribution?: Place;
  readonly primary?: readonly Place[];
  readonly overlay?: readonly (Place & { readonly amountMinor: number })[];
  readonly lines?: readonly {
    readonly quantity: number;
    readonly amountMinor: number;
    readonly listPriceMinor?: number;
  }[];
  readonly score?: { readonly scale: string; readonly value: number };
};

export function demoEntries(jsonl: string): readonly DemoEntry[] {
  const lines = jsonl.trimEnd().split('\n');
  return lines.map((line) => {
    const wire = JSON.parse(line) as DemoEntry; // what the product exported
    return { ...wire, type: wire.type.split('.')[1] ?? '' };
  });
}

/** `2025-Q3` */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** True where the entry is about this salesperson, or somebody of this team. */
export function isAbout(scope: string, { data }: DemoEntry): boolean {
  const places = [data.owner, data.attribution, ...(data.primary ?? [])];
  return places.some(
    (place) =>
      place !== undefined &&
      [`salesperson/${place.salesperson}`, ...place.teams.map((id) => `team/${id}`)].includes(
        scope,
      ),
  );
}

type Sum = (entries: readonly DemoEntry[], year: string) => number;

const summed =
  (type: string, value: (data: DemoData) => number): Sum =>
  (entries, year) =>
    of(entries, type, year).reduce((sum, { data }) => sum + value(data), 0);
const counted = (type: string, when: (data: DemoData) => boolean = () => true): Sum =>
  summed(type, (data) => (when(data) ? 1 : 0));
const scored = (scale: string, from: number, to: number): Sum =>
  counted('FeedbackReceived', ({ score }) => {
    return score?.scale === scale && from <= score.value && score.value <= to;
  });
const overlays = ({ overlay = [] }: DemoData): number =>
  overlay.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
const listed = ({ lines = [] }: DemoData): number =>
  lines.reduce((sum, { quantity, listPriceMinor = 0 }) => sum + quantity * listPriceMinor, 0);

/** By the name of the measure. */
export const measured: { readonly [measure: string]: Sum } = {
  wonAmount: summed('DealWon', ({ amountMinor = 0 }) => amountMinor),
  reversedAmount: summed('DealReversed', ({ amountMinor = 0 }) => amountMinor),
  overlayWonAmount: summed('DealWon', overlays),
  overlayReversedAmount: summed('DealReversed', overlays),
  wonDeals: counted('DealWon'),
  wonUnits: summed('DealWon', ({ lines = [] }) =>
    lines.reduce((sum, one) => sum + one.quantity, 0),
  ),
  lostDeals: counted('DealLost'),
  openedDeals: counted('DealOpened'),
  cycleDays: summed('DealWon', ({ cycleDays = 0 }) => cycleDays),
  cycles: counted('DealWon', ({ cycleDays }) => cycleDays !== undefined),
  listAmount: summed('DealWon', listed),
  discountAmount: summed('DealWon', (data) => listed(data) - (data.amountMinor ?? 0)),
  buyingCustomers: (entries, year) => buyers(entries, year).size,
  newCustomers: (entries, year) => {
    const before = new Set(yearsTo(year).flatMap((one) => [...buyers(entries, one)]));
    return [...buyers(entries, year)].filter((id) => !before.has(id)).length;
  },
  repeatCustomers: (entries, year) => {
    const all = of(entries, 'DealWon', year).map(({ data }) => data.customer);
    return new Set(all.filter((id, place) => all.indexOf(id) !== place)).size;
  },
  retainedCustomers: (entries, year) => {
    const before = buyers(entries, String(Number(year) - 1));
    return [...buyers(entries, year)].filter((id) => before.has(id)).length;
  },
  pipelineAmount: (entries, year) =>
    stillOpen(entries, year).reduce((sum, { data }) => sum + (data.amountMinor ?? 0), 0),
  pipelineDeals: (entries, year) => stillOpen(entries, year).length,
  activeSalespeople: (entries, year) => {
    const has = (type: string): number =>
      entries.filter((one) => one.type === type && one.occurredon.slice(0, 4) <= year).length;
    return has('SalespersonAdded') - has('SalespersonDeactivated');
  },
  receivedLeads: counted('LeadReceived'),
  qualifiedLeads: counted('LeadQualified'),
  convertedLeads: counted('LeadConverted'),
  csatCount: scored('csat', 1, 5),
  csatSatisfied: scored('csat', 4, 5),
  npsCount: scored('nps', 0, 10),
  npsPromoters: scored('nps', 9, 10),
  npsDetractors: scored('nps', 0, 6),
  cesCount: scored('ces', 1, 7),
  cesSum: summed('FeedbackReceived', ({ score }) => (score?.scale === 'ces' ? score.value : 0)),
};

function of(entries: readonly DemoEntry[], type: string, year: string): readonly DemoEntry[] {
  return entries.filter((one) => one.type === type && one.occurredon.startsWith(year));
}

function buyers(entries: readonly DemoEntry[], year: string): ReadonlySet<string | undefined> {
  return new Set(of(entries, 'DealWon', year).map(({ data }) => data.customer));
}

function yearsTo(year: string): readonly string[] {
  const years = [];
  for (let one = 2023; one < Number(year); one += 1) years.push(String(one));
  return years;
}

/** Opened by the end of that year, and not won or lost by then. */
function stillOpen(entries: readonly DemoEntry[], year: string): readonly DemoEntry[] {
  const by = entries.filter((one) => one.occurredon.slice(0, 4) <= year);
  const ended = by.filter(({ type }) => type === 'DealWon' || type === 'DealLost');
  const subjects = new Set(ended.map(({ subject }) => subject));
  return by.filter(({ type, subject }) => type === 'DealOpened' && !subjects.has(subject));
}
