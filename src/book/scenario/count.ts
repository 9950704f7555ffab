import type { Member } from '../record.ts';
import { isGroup, type ScenarioBook } from './entry.ts';
import { type Covered, leadsTo, type Reach } from './reach.ts';
import type { Outlook } from './what-if.ts';

/** How many actors; null where a group without a number is among them. */
export interface Count {
  /** In force for certain: no group, and nothing that a laid condition may cover. */
  readonly low: number;
  /** In force, groups counted whole. */
  readonly high: number | null;
  /** `high` with those whose decision is due. */
  readonly withDecisions: number | null;
}

/** Whom an actor counts as: a parliament or minister as the state. */
export function countedAs({ parties }: ScenarioBook, actor: string): string {
  const party = parties.get(actor);
  const acts = party?.kind === 'body' || party?.kind === 'person';
  return acts && party.state !== null ? `state:${party.state}` : actor;
}

/** As how many an actor counts: a group of n as 0 to n, for the text does not say which of them are counted elsewhere. */
export function sizeOf(book: ScenarioBook, actor: string): { readonly low: number; readonly high: number } {
  if (!isGroup(book, actor)) return { low: 1, high: 1 };
  const party = book.parties.get(actor);
  return { low: 0, high: party?.size ?? membersOf(book, party?.members) ?? Number.POSITIVE_INFINITY };
}

/** How many were ever in a coalition by those who are named; null where nobody is, or one of them is several himself. */
function membersOf(book: ScenarioBook, members: readonly Member[] = []): number | null {
  const named = new Set(members.map(({ party }) => countedAs(book, party)));
  return named.size === 0 || [...named].some((id) => isGroup(book, id)) ? null : named.size;
}

export function countOf(
  book: ScenarioBook,
  outlooks: readonly (Covered & { readonly outlook: Outlook })[],
): Count {
  const sum = (reach: Reach, end: 'low' | 'high'): number => {
    const there = outlooks.filter(({ outlook }) => leadsTo(outlook, reach));
    const actors = new Set(there.map(({ entry }) => countedAs(book, entry.actor)));
    return [...actors].reduce((total, actor) => total + sizeOf(book, actor)[end], 0);
  };
  const bounded = (n: number): number | null => (Number.isFinite(n) ? n : null);
  return {
    low: sum('in-force', 'low'),
    high: bounded(sum('possibly-in-force', 'high')),
    withDecisions: bounded(sum('decision-due', 'high')),
  };
}
