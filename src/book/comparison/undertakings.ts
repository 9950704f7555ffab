import { ACTS, type Act, type Firmness } from '../../document/vocabulary.ts';
import { type Span, span } from '../../text/span.ts';
import type { BookClaim } from '../record.ts';
import { directionOf, HISTORY } from '../undertaking.ts';
import { groupOf, type Matter } from './matters.ts';
import { PARTICIPANTS } from './parties.ts';
import { type About, type DraftRow, reportsOf, rowsOf, type Statement } from './row.ts';
import type { ToldClaim } from './told.ts';
import { sharedStems, stemsOf } from './words.ts';

/** What a matter is about: its first holder, measure and beneficiary that any report names. */
export function aboutOf(matter: Matter): About {
  const first = (of: (claim: ToldClaim) => readonly string[]): string | null =>
    matter.flatMap((claim) => of(claim)).find((id) => id !== PARTICIPANTS) ?? null;
  return {
    actor: first(({ holders }) => holders),
    measure: first(({ claim }) => claim.measures),
    beneficiary: first(({ claim }) => claim.beneficiary),
  };
}

/** How a claim stands: an undertaking's firmness, or that it is refused, taken back or left open; of a stand, its act. */
export type Standing =
  | Firmness
  | Act
  | 'refused'
  | 'taken-back'
  | 'undecided'
  | 'not-done'
  | 'conditional'
  | 'denied';

export function standingOf(claim: BookClaim): Standing {
  const { act, firmness, negated } = claim;
  if (!HISTORY.has(act)) return negated ? 'denied' : act;
  const direction = directionOf(claim);
  if (act === 'refuse' && direction === 'against') return firmness === 'fulfilled' ? 'taken-back' : 'refused';
  if (direction === 'against') return 'denied';
  if (direction === 'open')
    return act === 'defer' ? 'undecided' : act === 'perform' ? 'not-done' : 'conditional';
  return firmness ?? act;
}

export const statement = <Value>(told: ToldClaim, value: Value, at: Span): Statement<Value> => ({
  in: told.in,
  at,
  value,
  sources: told.claim.sources,
  holders: told.holders,
});

/** Letters between a predicate and a content that stand together. */
const GAP = 30;

/** Predicate and content; the predicate alone where another clause stands between. */
export const wordsOf = ({ claim: { predicate, what } }: ToldClaim): Span =>
  what === null || what.start - predicate.end > GAP || predicate.start - what.end > GAP
    ? span(predicate.start, predicate.end)
    : span(Math.min(predicate.start, what.start), Math.max(predicate.end, what.end));

export function firmnessRows(matter: Matter): readonly DraftRow[] {
  const compared = matter.filter(({ claim }) => ['undertaking', 'stand'].includes(groupOf(claim.act)));
  const statements = compared.map((told) => ({
    ...statement(told, standingOf(told.claim), wordsOf(told)),
    isPart: tellsOfPart(told),
  }));
  return rowsOf({
    field: 'firmness',
    about: aboutOf(matter),
    statements,
    isSame: (a, b) => a === b,
    contradict,
  });
}

/**
 * What hangs on a condition is neither refused nor done; the condition has a row of its own. Acts of two kinds (`agreed`, `went
 * along`) stand beside each other, unless one denies the other.
 */
export const contradict = (a: Standing, b: Standing): boolean =>
  a !== 'conditional' && b !== 'conditional' && (isAct(a) === isAct(b) || a === 'denied' || b === 'denied');

const isAct = (standing: Standing): boolean => ACTS.some((act) => act === standing);

/** `a decision for 80 of its 120 million`: so far this is done of a part only. */
function tellsOfPart({ claim, in: told }: ToldClaim): boolean {
  const [part, whole] = claim.quantities;
  return (
    claim.act === 'perform' &&
    part !== undefined &&
    whole !== undefined &&
    part.unit === whole.unit &&
    /^\s*(?:\p{L}+ )?(?:of|out of)\b/u.test(told.report.text.slice(part.end, whole.start))
  );
}

export function conditionRows(matter: Matter): readonly DraftRow[] {
  const undertakings = matter.filter(
    ({ claim }) => groupOf(claim.act) === 'undertaking' || claim.conditions.length > 0,
  );
  const statements = undertakings.flatMap((told) =>
    told.claim.conditions.map((condition) => {
      const stems = stemsOf(told.in.report.text, condition);
      return statement(told, { kind: condition.kind, trigger: condition.trigger, stems }, condition);
    }),
  );
  if (statements.length === 0) return [];
  const telling = reportsOf(statements);
  const absent = [...new Set(undertakings.map((told) => told.in))].filter((told) => !telling.has(told));
  return rowsOf({
    field: 'condition',
    about: aboutOf(matter),
    statements,
    isSame: (a, b) =>
      (a.trigger !== null && JSON.stringify(a.trigger) === JSON.stringify(b.trigger)) ||
      sharedStems(a.stems, b.stems) * 2 > Math.min(a.stems.size, b.stems.size),
    ofOneHolder: true,
    absent,
  }).map((row) => ({
    ...row,
    values: row.values.map(({ value, statements: told }) => {
      const { kind, trigger } = value as { kind: string; trigger: unknown };
      return { value: { kind, trigger }, statements: told };
    }),
  }));
}

/** Who reached an agreement: joint actors that share some, but not all. */
export function actorRows(matter: Matter): readonly DraftRow[] {
  const statements = matter
    .filter(
      ({ claim, holders }) =>
        claim.act === 'agree' &&
        !claim.negated &&
        holders.some((id) => id.startsWith('state:') || id.startsWith('org:')),
    )
    .map((told) => statement(told, [...told.holders].sort(), wordsWithActors(told)));
  const isSame = (a: readonly string[], b: readonly string[]) => a.join() === b.join();
  const isWithin = (a: readonly string[], b: readonly string[]) => a.every((id) => b.includes(id));
  return rowsOf({
    field: 'actor',
    about: aboutOf(matter),
    statements,
    isSame,
    contradict: (a, b) => !isWithin(a, b) && !isWithin(b, a),
  });
}

/** From the first mention of an actor in front of the predicate to the claim's end. */
function wordsWithActors(told: ToldClaim): Span {
  const { claim, in: report } = told;
  const words = wordsOf(told);
  const mention = report.mentions.find(
    ({ start }) => start >= claim.sentence.start && start < claim.predicate.start,
  );
  return span(Math.min(mention?.start ?? words.start, words.start), words.end);
}
