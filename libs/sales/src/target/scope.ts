// Whom or what a target is for: the organisation, or one member of a dimension.
import { type Known, type Subject } from '@ledger/ledger';
import { attributionNeeds } from '../organization/organization.attribution.events.js';
import { salesperson, team, territory } from '../organization/organization.events.js';
import { product } from '../product/product.events.js';
import { reject } from './target.rejections.js';

/** The kinds whose members are recorded; segments and channels are words and need no record. */
const recorded: { readonly [kind: string]: Subject<unknown, never> } = {
  team,
  salesperson,
  product,
  territory,
};
const words: readonly string[] = ['segment', 'channel'];

export const scopeKinds: readonly string[] = [...Object.keys(recorded), ...words];
const wordCharactersMax = 64;
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export type Scope = { readonly kind: string; readonly member: string };

/** @returns undefined where the text is no scope; a scope's text has one form only */
function scopeIn(text: string): Scope | undefined {
  if (text === 'organization') return { kind: text, member: text };
  const slash = text.indexOf('/');
  const kind = text.slice(0, Math.max(slash, 0));
  const member = text.slice(slash + 1);
  if (Object.hasOwn(recorded, kind)) return idPattern.test(member) ? { kind, member } : undefined;
  const isWord = words.includes(kind) && member !== '' && member.length <= wordCharactersMax;
  return isWord && member.trim() === member ? { kind, member } : undefined;
}

/** What `checkMember` looks at, and where a salesperson stands. */
export function scopeNeeds(known: Known, text: string): readonly string[] {
  const scope = scopeIn(text);
  if (scope === undefined || !Object.hasOwn(recorded, scope.kind)) return [];
  if (scope.kind === salesperson.kind) return attributionNeeds(known, [scope.member]);
  return [text];
}

/** @throws Rejection where the text is no scope, or speaks of a member that nobody recorded */
export function checkedScope(known: Known, text: string): Scope {
  const scope = scopeNamed(text, '/scope');
  const { kind, member } = scope;
  const subject = Object.hasOwn(recorded, kind) ? recorded[kind] : undefined;
  if (subject === undefined || known.of(subject, member) !== undefined) return scope;
  throw reject('scope-not-found', { scope: text }, '/scope');
}

/** @throws Rejection where the text is no scope */
export function scopeNamed(text: string, pointer?: string): Scope {
  const scope = scopeIn(text);
  if (scope !== undefined) return scope;
  throw reject('scope-unknown', { scope: text, kinds: scopeKinds.join(', ') }, pointer);
}
