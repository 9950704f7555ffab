import { fold } from '../../actors/words.ts';
import { isIn, toldOn } from '../moment.ts';
import type { Report } from '../record.ts';
import type { ActorDecision, TakenOnActors } from './decision.ts';

/** How a report names somebody. */
export interface Named {
  /** Party id as read; null where the words mean nobody whom the book knows. */
  readonly party: string | null;
  /** The words themselves, and whom they mean there. */
  readonly words: readonly string[];
}

/** Who that is by decisions, and by which of them. */
export interface Meant {
  readonly party: string;
  readonly decisions: readonly string[];
}

/** Null where that is whoever was read. */
export type WhoIs = (named: Named, report: Report) => Meant | null;

/** One decision as a rule that leads from words, or from one actor, to another. */
interface Rule {
  readonly id: string;
  readonly to: string;
  /** By the words alone. */
  readonly matches: (words: readonly string[]) => boolean;
  /** Whose claims it leads away; null: anybody's. */
  readonly of: ((party: string | null) => boolean) | null;
  readonly holdsIn: (report: Report) => boolean;
}

/**
 * Whom words of a report mean by these decisions. Names, offices and splits are gone through in the order in which they were
 * taken, the last one counts; then what was merged is one, whichever was decided first.
 */
export function whoIs(taken: readonly TakenOnActors[]): WhoIs {
  const merges = mergesOf(taken);
  const rules = taken.flatMap(({ id, decision }) => ruleFrom(id, decision, merges));
  // A book has far more claims than names; most of them no decision touches.
  const known = new Map<string, readonly Rule[] | null>();
  const rulesFor = (party: string | null, words: readonly string[]): readonly Rule[] | null => {
    const key = `${party}\n${words.join('\n')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const normal = words.map(normalForm);
    const own = rules.filter((rule) => rule.matches(normal));
    const stays = own.every(({ of }) => of !== null && !of(party)) && !merges.absorbed.has(party ?? '');
    known.set(key, stays ? null : own);
    return stays ? null : own;
  };
  return ({ party, words }, report) => {
    const own = rulesFor(party, words);
    if (own === null) return null;
    let now = party;
    const decisions: string[] = [];
    for (const { id, to, of, holdsIn } of own) {
      if (now === to || (of !== null && !of(now)) || !holdsIn(report)) continue;
      now = to;
      decisions.push(id);
    }
    if (now === null) return null;
    const end = merges.survivor(now);
    return end.party === party ? null : { party: end.party, decisions: [...decisions, ...end.decisions] };
  };
}

/** Which actors are one. */
export interface Merges {
  /** Ids that answer with another one. */
  readonly absorbed: ReadonlySet<string>;
  /** The id that answers for this one, and the decisions that led there; itself by none where it was not merged. */
  survivor(party: string): { readonly party: string; readonly decisions: readonly string[] };
}

export function mergesOf(taken: readonly TakenOnActors[]): Merges {
  const into = new Map<string, { readonly party: string; readonly id: string }>();
  const survivor: Merges['survivor'] = (party) => {
    const decisions: string[] = [];
    let now = party;
    for (let step = into.get(now); step !== undefined; step = into.get(now)) {
      now = step.party;
      decisions.push(step.id);
    }
    return { party: now, decisions };
  };
  for (const { id, decision } of taken) {
    if (decision.kind !== 'merge-actors') continue;
    const [first = '', ...others] = decision.actors;
    for (const other of others) {
      const [party, end] = [survivor(first).party, survivor(other).party];
      // An undoing that is undone may bring back two merges that lead to each other: the one taken first holds.
      if (party !== end) into.set(end, { party, id });
    }
  }
  return { absorbed: new Set(into.keys()), survivor };
}

function ruleFrom(id: string, decision: ActorDecision, merges: Merges): readonly Rule[] {
  const told = (report: Report) =>
    !('from' in decision || 'until' in decision) || isIn(toldOn(report), decision);
  switch (decision.kind) {
    case 'merge-actors':
      return [];
    case 'split-actor': {
      const { actor, to, words, reports } = decision;
      const same = (party: string | null) =>
        party !== null && merges.survivor(party).party === merges.survivor(actor).party;
      const isThere = (report: Report) => (reports?.includes(report.id) ?? true) && told(report);
      return [{ id, to, matches: words ? isOneOf(words) : () => true, of: same, holdsIn: isThere }];
    }
    case 'office': {
      const isPerson = isOneOf([decision.person]);
      const title = ` ${normalForm(decision.office)} `;
      const matches = (words: readonly string[]) =>
        isPerson(words) || words.some((said) => ` ${said} `.includes(title));
      return [{ id, to: decision.actor, matches, of: null, holdsIn: told }];
    }
    case 'alias':
      return [{ id, to: decision.actor, matches: isOneOf([decision.name]), of: null, holdsIn: told }];
    case 'coalition':
      return [{ id, to: decision.actor, matches: isOneOf(decision.names), of: null, holdsIn: () => true }];
  }
}

function isOneOf(names: readonly string[]): (words: readonly string[]) => boolean {
  const wanted = new Set(names.map(normalForm));
  return (words) => words.some((said) => wanted.has(said));
}

/** Without article, possessive, case, accents and marks. */
export const normalForm = (words: string): string =>
  fold(words)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+&'-]+/gu, ' ')
    .trim()
    .replace(/^the /, '')
    .replace(/'s?$/, '');
