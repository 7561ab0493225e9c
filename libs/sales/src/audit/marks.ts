// What an entry can be found by besides its subject, from the entry alone: its actor and type, and the people in it.
import { type Entry } from '@ledger/ledger';

/** `actor/user/u-7`, `person/sp-7`. No id and no actor holds the `|` that ends a mark in the ids of rows. */
export type Mark = string;

export const marks = {
  person: (salesperson: string): Mark => `person/${salesperson}`,
  actor: (actor: string): Mark => `actor/${actor}`,
  type: (type: string): Mark => `type/${type}`,
};

export function marksOf(entry: Entry): readonly Mark[] {
  const { actor, type, data } = entry;
  const people = new Set<string>();
  addPeople(people, data);
  for (const person of alsoAbout(entry)) people.add(person);
  const found = [marks.actor(actor), marks.type(type)];
  for (const person of people) found.push(marks.person(person));
  return found;
}

/** The sequence of the entry that this one corrects. */
export function correctedIn({ data }: Entry): number | undefined {
  return 'corrects' in data && typeof data.corrects === 'number' ? data.corrects : undefined;
}

const salespersonSubjects = 'salesperson/';

/** Who stands there under another name than `salesperson`: the subject itself, who led a team, who had the deal before. */
function alsoAbout({ subject, type, data }: Entry): readonly string[] {
  if (subject.startsWith(salespersonSubjects)) return [subject.slice(salespersonSubjects.length)];
  if (type === 'ManagerAssigned') return textIn(data, 'manager');
  return type === 'DealReassigned' ? textIn(data, 'was') : [];
}

function textIn(data: object, field: string): readonly string[] {
  const value: unknown = Object.entries(data).find(([name]) => name === field)?.[1];
  return typeof value === 'string' ? [value] : [];
}

/** Whoever is named by a field `salesperson` at any depth: owners and credits, and those of slices to come. */
function addPeople(people: Set<string>, within: object): void {
  const fields = within as { readonly [field: string]: unknown }; // an entry's data is JSON
  for (const field in fields) {
    const value = fields[field];
    if (typeof value === 'string') {
      if (field === 'salesperson') people.add(value);
    } else if (typeof value === 'object' && value !== null) addPeople(people, value);
  }
}
