import type {
  ActorDecision,
  CoalitionDecision,
  TakenOnActors,
} from '../../../book/actor-decisions/decision.ts';
import { mergesOf, normalForm } from '../../../book/actor-decisions/who-is.ts';
import { isFrom } from '../../../book/moment.ts';
import type { Party, Term } from '../../../book/record.ts';
import type { DecisionFilter, Reads } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { isIsoDate } from '../../../text/iso-date.ts';
import { bodyOf, type Plan, undoneAmong } from './decision.ts';
import { reportNamed } from './lookup.ts';

const KINDS = ['alias', 'office', 'merge-actors', 'split-actor', 'coalition'] as const;

export const isOnActors = (decision: { readonly kind: string }): decision is ActorDecision =>
  KINDS.some((kind) => kind === decision.kind);

/** Those that hold now, or as the book knew them, in the order in which they were taken. */
export async function actorDecisions(
  book: Reads,
  known: Pick<DecisionFilter, 'knownOn'> = {},
): Promise<readonly TakenOnActors[]> {
  const taken = await book.decisions({ ...known, kinds: [...KINDS, 'undo'] });
  const undone = undoneAmong(taken);
  return taken.flatMap((one) => {
    const said = bodyOf(one)?.said;
    return said && isOnActors(said) && !undone.has(one.id) ? [{ id: one.id, decision: said }] : [];
  });
}

/**
 * What a decision on actors comes to, with everybody whom it names. Nothing that is stored changes: answers are taken from the
 * claims as the decisions that hold leave them.
 * @throws UsageError `usage/actor`, `usage/term`, `usage/report`
 */
export async function planOnActors(
  book: Reads,
  decision: ActorDecision,
): Promise<Plan & { readonly said: ActorDecision }> {
  const taken = await actorDecisions(book);
  check(decision, taken);
  if (decision.kind === 'split-actor') for (const id of decision.reports ?? []) await reportNamed(book, id);
  const ids = partiesOf(decision);
  const stored = await book.parties();
  const known = new Map(
    [...(decision.parties ?? []), ...decidedParties(taken), ...stored].map((party) => [party.id, party]),
  );
  if (decision.kind === 'coalition' && /^coalition:\S+$/.test(decision.actor)) {
    const {
      actor: id,
      names: [name = ''],
    } = decision;
    if (!stored.some((party) => party.id === id))
      known.set(id, { id, kind: 'coalition', name, state: null, size: null });
  }
  const parties = ids.map((id) => {
    const party = known.get(id);
    if (party === undefined)
      throw new UsageError('usage/actor', `the book knows nobody by the id "${id}"; say who it is`);
    return party;
  });
  const said = { ...decision, parties };
  const [subject = ''] = ids;
  return {
    subject,
    report: null,
    changes: [{ on: 'actor', actor: subject, before: null, after: said }],
    said,
  };
}

/** Parties that decisions on actors name. */
export const decidedParties = (taken: readonly TakenOnActors[]): readonly Party[] =>
  taken.flatMap(({ decision }) => decision.parties ?? []);

/** Ids, first the one that it is about. */
function partiesOf(decision: ActorDecision): readonly string[] {
  switch (decision.kind) {
    case 'merge-actors':
      return decision.actors;
    case 'split-actor':
      return [decision.actor, decision.to];
    case 'coalition':
      return [decision.actor, ...new Set(decision.members.map(({ party }) => party))];
    default:
      return [decision.actor];
  }
}

function check(decision: ActorDecision, taken: readonly TakenOnActors[]): void {
  const wrong = (what: string) => new UsageError('usage/actor', what);
  for (const words of wordsOf(decision))
    if (normalForm(words) === '') throw wrong(`"${words}" has no words by which anybody is named`);
  const terms =
    decision.kind === 'coalition' ? decision.members : decision.kind === 'merge-actors' ? [] : [decision];
  for (const term of terms) checkTerm(term);
  const now = (id: string) => mergesOf(taken).survivor(id).party;
  switch (decision.kind) {
    case 'merge-actors': {
      const ends = new Set(decision.actors.map(now));
      if (ends.size < 2) throw wrong('name two actors at least to merge, who are not one already');
      if (ends.size < decision.actors.length)
        throw wrong(`of ${decision.actors.join(', ')} some are one already`);
      return;
    }
    case 'split-actor': {
      const { actor, to, reports, words, from, until } = decision;
      if (now(actor) === now(to)) throw wrong(`${actor} and ${to} are one; undo what merged them first`);
      if (!reports?.length && !words?.length && from === undefined && until === undefined)
        throw wrong(`say which claims of ${actor} are of ${to}: by report, by words or by date`);
      return;
    }
    case 'coalition':
      if (decision.names.length === 0) throw wrong('a coalition needs a name');
      if (decision.members.some(({ party }) => now(party) === now(decision.actor)))
        throw wrong(`${decision.actor} cannot be a member of itself`);
      checkSize(decision, wrong);
  }
}

/** Those who left may have made room for others. */
function checkSize({ size, members }: CoalitionDecision, wrong: (what: string) => UsageError): void {
  if (size === undefined) return;
  if (!Number.isSafeInteger(size) || size < 1)
    throw wrong(`"${size}" is no number of members; write size=30`);
  const stayed = new Set(members.flatMap(({ party, until }) => (until === undefined ? [party] : [])));
  if (size < stayed.size)
    throw wrong(
      `${stayed.size} members are named, which are more than its size, ${size}; leave the size out`,
    );
}

function wordsOf(decision: ActorDecision): readonly string[] {
  switch (decision.kind) {
    case 'alias':
      return [decision.name];
    case 'office':
      return [decision.person, decision.office];
    case 'split-actor':
      return decision.words ?? [];
    case 'coalition':
      return decision.names;
    default:
      return [];
  }
}

function checkTerm({ from, until }: Term): void {
  for (const date of [from, until])
    if (date !== undefined && !isIsoDate(date))
      throw new UsageError('usage/term', `"${date}" is no date; write 2024-10-01, 2024-10 or 2024`);
  if (from !== undefined && until !== undefined && !isFrom(until, from))
    throw new UsageError('usage/term', `${until} is before ${from}`);
}
