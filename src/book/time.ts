import { UsageError } from '../text/errors.ts';
import { isIsoDate } from '../text/iso-date.ts';
import { slice } from '../text/span.ts';
import type { Entry } from './entries.ts';
import type { EntryClaim } from './entry-claim.ts';
import { daysBetween, isBy, toldOn } from './moment.ts';
import type { BookClaim, Report } from './record.ts';
import { compare, inOrder, reportOf } from './scene.ts';
import { within } from './taxonomy.ts';
import { directionOf, isFulfilled, type Step } from './undertaking.ts';

/** The two clocks: what had been published by `asOf`, what the book had learned by `knownOn`. ISO dates or instants, inclusive. */
export interface Clocks {
  readonly asOf?: string;
  readonly knownOn?: string;
}

/**
 * The reports and claims that stood in the book at that time. What has no date of publication counts from when it was learned.
 * @throws UsageError `usage/date` where a date is none.
 */
export function bookAt(
  book: { readonly claims: readonly BookClaim[]; readonly reports: readonly Report[] },
  { asOf, knownOn }: Clocks,
): { readonly claims: readonly BookClaim[]; readonly reports: readonly Report[] } {
  for (const date of [asOf, knownOn]) if (date !== undefined) dateFrom(date);
  const reports = book.reports.filter(
    (report) =>
      (asOf === undefined || isBy(toldOn(report), asOf)) &&
      (knownOn === undefined || isBy(report.learned, knownOn)),
  );
  const ids = new Set(reports.map((r) => r.id));
  return { reports, claims: book.claims.filter((c) => ids.has(c.report)) };
}

/** @throws UsageError `usage/date` */
export function dateFrom(word: string): string {
  if (isIsoDate(word)) return word;
  throw new UsageError('usage/date', `"${word}" is no date; write 2025-09-04, 2025-09 or 2025-09-04T18:40Z`);
}

/**
 * What came between two states of the book. `opposed`: others reject it or threaten its actor over it. `E` is what is held of the claims
 * of entries, `O` of what stands against them, `C` of those that brought it.
 */
export interface EntryChange<E extends EntryClaim = BookClaim, C = E, O = E> {
  readonly kind: 'new' | Exclude<Step, 'same' | 'differs'> | 'opposed' | 'gone';
  readonly entry: string;
  readonly before: Entry<O, E> | null;
  readonly after: Entry<O, E> | null;
  /** What brought it; for `gone` (a report was removed), what went. */
  readonly claims: readonly C[];
}

/** Changes by entry. In an entry that was there, the first undertaking and the first stand of its kind are `new` too. */
export function diff<C extends EntryClaim = BookClaim, O extends Identified = C>(
  before: readonly Entry<O, C>[],
  after: readonly Entry<O, C>[],
): readonly EntryChange<C, C | O, O>[] {
  const earlier = new Map(before.map((entry) => [entry.id, entry]));
  const later = new Map(after.map((entry) => [entry.id, entry]));
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .sort(compare)
    .flatMap((id) => changesOf(id, earlier.get(id) ?? null, later.get(id) ?? null));
}

type Identified = Pick<BookClaim, 'id'>;

function changesOf<C extends EntryClaim, O extends Identified>(
  id: string,
  before: Entry<O, C> | null,
  after: Entry<O, C> | null,
): readonly EntryChange<C, C | O, O>[] {
  const change = (kind: EntryChange['kind'], claims: readonly (C | O)[]): EntryChange<C, C | O, O>[] =>
    claims.length === 0 ? [] : [{ kind, entry: id, before, after, claims }];
  if (after === null) return change('gone', before?.claims ?? []);
  if (before === null) return change('new', after.claims);
  const undertaken = before.state === null ? after.history.map((t) => t.claim) : [];
  const acts = new Set(before.stands.map((c) => c.act));
  const stands = missing(before.stands, after.stands).filter((c) => !acts.has(c.act));
  return [
    ...change('new', [...undertaken, ...stands]),
    ...steps(before, after).flatMap(([step, claims]) => change(step, claims)),
    ...change('opposed', missing(before.against, after.against)),
    ...change('gone', missing(after.claims, before.claims)),
  ];
}

/** What is in the second and not in the first. */
const missing = <C extends Identified>(from: readonly C[], claims: readonly C[]): readonly C[] => {
  const known = new Set(from.map((c) => c.id));
  return claims.filter((c) => !known.has(c.id));
};

/** Steps since the earlier state; an old report that is learned late stands before it and changes nothing now. */
function steps<C extends EntryClaim>(
  { state, claims }: Entry<unknown, C>,
  { history }: Entry<unknown, C>,
): readonly (readonly [EntryChange['kind'], readonly C[]])[] {
  if (state === null) return [];
  const known = new Set(claims.map((c) => c.id));
  const news = history
    .slice(history.findIndex((t) => t.claim.id === state.claim.id) + 1)
    .flatMap(({ claim, step }) =>
      step === null || step === 'same' || step === 'differs' || known.has(claim.id) ? [] : [{ claim, step }],
    );
  return [...Map.groupBy(news, (n) => n.step)].map(([step, of]) => [step, of.map((n) => n.claim)]);
}

/** A deadline of an entry that has passed without a word that it was kept. */
export interface Overdue {
  readonly entry: string;
  /** ISO date, the last day of it. */
  readonly deadline: string;
  readonly daysLate: number;
  /** Undertakings that name it. */
  readonly claims: readonly BookClaim[];
  /** A later word of the entry that names a later day. */
  readonly putOff: BookClaim | null;
}

/**
 * Deadlines before `date` (ISO day), longest passed first; none of what was refused later. Any deed told of since, by the
 * same actor for the same beneficiary within the measure, keeps a deadline; how much of it was done is another question.
 * `entries` and `reports` as they stood at `date`.
 */
export function overdue(
  entries: readonly Entry[],
  reports: readonly Report[],
  date: string,
): readonly Overdue[] {
  const scene = { reports: new Map(reports.map((r) => [r.id, r])) };
  const byParty = Map.groupBy(entries, party);
  const found = entries.flatMap((entry) => {
    const claims = entry.history.map((t) => t.claim);
    const deeds = (byParty.get(party(entry)) ?? [])
      .filter(({ measure }) => within(measure, entry.measure))
      .flatMap(({ history }) => history.map((t) => t.claim).filter(isFulfilled));
    return claims.flatMap((claim, i) => {
      const deadline = deadlineOf(claim, reportOf(claim, scene));
      if (deadline === null || daysBetween(deadline, date) <= 0) return [];
      const later = claims.slice(i + 1);
      const kept = deeds.some((deed) => inOrder([claim, deed], scene)[1] === deed);
      if (kept || later.some((c) => directionOf(c) === 'against')) return [];
      const putOff = later.findLast((c) => (c.when?.to ?? '') > deadline) ?? null;
      return [{ entry: entry.id, deadline, claim, putOff }];
    });
  });
  return [...Map.groupBy(found, ({ entry, deadline }) => `${deadline} ${entry}`)]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([, same]) =>
      same.slice(0, 1).map(({ entry, deadline }) => ({
        entry,
        deadline,
        daysLate: daysBetween(deadline, date),
        claims: same.map((s) => s.claim),
        putOff: same.findLast((s) => s.putOff !== null)?.putOff ?? null,
      })),
    );
}

const party = ({ actor, beneficiary }: Entry): string => `${actor}/${beneficiary ?? '-'}`;

/** `until June`, `through 2026`: how long it lasts, not by when it is done. */
const LASTS = /^(?:until|till|through|for|throughout|up to)\b/i;

/**
 * The day by which it is to be done: not of what is only considered, and not a day that had come when it was told, on which
 * it was said or signed.
 */
function deadlineOf(claim: BookClaim, report: Report): string | null {
  const { when } = claim;
  if (!when?.to || directionOf(claim) !== 'for' || isFulfilled(claim)) return null;
  if (claim.firmness === 'considered' || LASTS.test(slice(report.text, when))) return null;
  return when.from === null || daysBetween(toldOn(report), when.to) > 0 ? when.to : null;
}
