import { isDeepStrictEqual } from 'node:util';
import type { BookClaim, Report } from '../../book/record.ts';
import { featuresOf } from '../../book/stories/features.ts';
import type { KeptClaim, Stamp, Store, Writes } from '../../store/index.ts';
import { UsageError } from '../../text/errors.ts';
import { overlap, overlaps } from '../../text/span.ts';
import type { Reading } from '../reading.ts';
import { toRecord } from '../to-record.ts';
import { keysOf, missedIn } from './add.ts';
import { overrides } from './decisions/change.ts';
import { append, checkStamp, keptPrefix } from './decisions/decision.ts';
import { placed } from './decisions/fields.ts';
import { type Inherited, inherit } from './decisions/inherit.ts';
import { reportNamed } from './decisions/lookup.ts';

/** What another reading made of a report. Ids of former claims answer with those that took their place. */
export interface Reread {
  readonly report: string;
  readonly decision: string;
  /** Versions of the reader. */
  readonly reader: { readonly from: string; readonly to: string };
  /** Claims that are read otherwise than before, whatever was decided on them. */
  readonly changed: readonly {
    readonly before: string;
    readonly after: string;
    readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  }[];
  /** Claims that were not read before. */
  readonly found: readonly string[];
  /** Former claims that are not read any more, and on which nobody had decided. */
  readonly gone: readonly string[];
  /** Claims that stand as a person decided; those among them that are not read any more stand as if added by hand. */
  readonly kept: readonly string[];
  /** Decisions that claims which are read now have from copies of their passages. */
  readonly carried: readonly Inherited[];
}

/**
 * Puts another reading of a report in the place of the former one. Claims are matched by their predicates, which overlap;
 * what was decided on the former claim holds for the new one: its state, and each field that was mended.
 * @throws UsageError `usage/report`; `usage/reading` where the reading is of another text
 */
export async function reread(
  store: Store,
  id: string,
  reading: Reading,
  reader: string,
  stamp: Stamp,
): Promise<Reread> {
  checkStamp(stamp);
  const record = toRecord(reading, stamp.at);
  return store.write(async (book) => {
    const { report, reader: from } = await reportNamed(book, id);
    if (report.text !== record.report.text)
      throw new UsageError('usage/reading', `this reading is of another text than the report ${id}`);
    const former = await book.claims({ reports: [id], versions: 'all' });
    const nth = (await book.readings(id)).length + 1;
    const claims = record.claims.map((claim) => ({
      ...claim,
      id: `${id}#${nth}.${claim.id.slice(claim.id.indexOf('#') + 1)}`,
      report: id,
    }));
    const { signatures, features } = keysOf(record, featuresOf(record));
    await book.reread({
      report: id,
      at: stamp.at,
      reader,
      reading: JSON.stringify(reading),
      perhapsMissed: missedIn(reading),
      sentences: record.report.sentences,
      parties: [...record.parties, ...(await namedByHand(book, former))],
      claims,
      signatures,
      features,
    });
    const pairs = matched(former, claims);
    const places: Record<string, string | null> = {};
    const kept: string[] = [];
    const gone: string[] = [];
    const now = { ...report, sentences: record.report.sentences };
    for (const [i, old] of former.entries()) {
      if (old.asRead === null) continue;
      const next = pairs.get(old.claim.id);
      const place = await carryOver(
        book,
        old,
        next && standingAs(old, next, now),
        `${keptPrefix(id, stamp)}${i + 1}`,
        stamp,
      );
      places[old.claim.id] = place;
      if (place === null) gone.push(old.claim.id);
      else if (isDecided(old) && old.state !== 'gone') kept.push(place);
    }
    const taken = new Set([...pairs.values()].map((claim) => claim.id));
    const found = claims.filter((claim) => !taken.has(claim.id));
    const byHand = await standingByHand(book, former);
    for (const claim of found) await yieldTo(book, byHand, claim, stamp);
    await append(
      book,
      { subject: id, report: id },
      { said: { kind: 'reread' }, changes: [], matched: places },
      stamp,
    );
    const { carried } = await inherit(book, now, signatures, stamp.at);
    return {
      report: id,
      decision: stamp.id,
      reader: { from, to: reader },
      changed: former.flatMap(({ asRead, claim: { id: before } }) => {
        const after = pairs.get(before);
        const fields = asRead && after ? differences(asRead, after) : [];
        return after && fields.length > 0 ? [{ before, after: after.id, fields }] : [];
      }),
      found: found.map((claim) => claim.id),
      gone,
      kept: [...kept, ...byHand.flatMap(({ claim, state }) => (state === 'gone' ? [] : claim.id))],
      carried,
    };
  });
}

/**
 * The claim of the new reading for each former one: of the same act rather than another, then the longest overlap with its
 * words as they were read or mended. What was rejected as one act is not rejected as another.
 */
function matched(former: readonly KeptClaim[], claims: readonly BookClaim[]): ReadonlyMap<string, BookClaim> {
  const candidates = former.flatMap(({ asRead, claim: old, state }) =>
    asRead === null
      ? []
      : claims.map((claim) => ({
          id: old.id,
          state,
          claim,
          sameAct: Number(asRead.act === claim.act || old.act === claim.act),
          shared: Math.max(
            overlap(asRead.predicate, claim.predicate),
            overlap(old.predicate, claim.predicate),
          ),
        })),
  );
  const pairs = new Map<string, BookClaim>();
  const taken = new Set<BookClaim>();
  for (const { id, state, claim, sameAct, shared } of candidates.sort(
    (a, b) => b.sameAct - a.sameAct || b.shared - a.shared,
  )) {
    if (shared === 0 || pairs.has(id) || taken.has(claim) || (state === 'rejected' && !sameAct)) continue;
    pairs.set(id, claim);
    taken.add(claim);
  }
  return pairs;
}

/** That a date moved with the mended one of the report is nobody's decision on the claim. */
const isDecided = (kept: KeptClaim): boolean =>
  kept.state !== 'unreviewed' || Object.keys(overrides(kept)).some((field) => field !== 'when');

/** The claim of the new reading as decisions on the former one leave it; who accepted one accepted its act, affirmed or denied. */
function standingAs(old: KeptClaim, next: BookClaim, report: Report): BookClaim {
  if (!isDecided(old)) return next;
  const { sentence: _, evidence: __, ...mended } = overrides(old);
  const { act, firmness, negated } = old.claim;
  const accepted = old.state === 'accepted' ? { negated, ...(act !== next.act && { act, firmness }) } : {};
  const claim = { ...next, ...accepted, ...mended };
  const moved = ['predicate', 'what', 'conditions'].some((field) => field in mended);
  return moved ? placed(claim, report) : claim;
}

/** @returns the claim that takes the place of the old one; null where none does */
async function carryOver(
  book: Writes,
  old: KeptClaim,
  next: BookClaim | undefined,
  newId: string,
  { at }: Stamp,
): Promise<string | null> {
  const ends = await book.successors(old.claim.id);
  const lives = ends.length === 1 && ends[0] === old.claim.id;
  const decided = isDecided(old);
  if (next === undefined && !decided) {
    if (lives) await book.succeed(old.claim.id, [], at);
    return null;
  }
  const claim = next ?? { ...old.claim, id: newId };
  if (decided) await book.settle({ claim, state: old.state, at });
  // What was merged or split before is followed by the same claims as it was.
  if (lives) await book.succeed(old.claim.id, [claim.id], at);
  else await book.succeed(claim.id, ends, at);
  return claim.id;
}

/** Claims that are there without the reader: those that were added, but for what was taken back, and those kept by readings. */
async function standingByHand(book: Writes, former: readonly KeptClaim[]): Promise<readonly KeptClaim[]> {
  const standing: KeptClaim[] = [];
  for (const kept of former)
    if (kept.asRead === null && (kept.state !== 'gone' || (await book.successors(kept.claim.id)).length > 0))
      standing.push(kept);
  return standing;
}

/** What a person had added by hand and the reader now finds as well is one claim, the person's. */
async function yieldTo(
  book: Writes,
  byHand: readonly KeptClaim[],
  claim: BookClaim,
  { at }: Stamp,
): Promise<void> {
  const own = byHand.find(
    (kept) => kept.claim.act === claim.act && overlaps(kept.claim.predicate, claim.predicate),
  );
  if (own === undefined) return;
  await book.settle({ claim, state: 'gone', at });
  await book.succeed(claim.id, [own.claim.id], at);
}

/** Whom only decisions name. */
async function namedByHand(book: Writes, former: readonly KeptClaim[]) {
  const ids = former.flatMap((kept) => {
    const { actors, targets, beneficiary, sources } =
      kept.asRead === null ? kept.claim : { ...NOBODY, ...overrides(kept) };
    return [...actors, ...targets, ...beneficiary, ...sources];
  });
  return book.parties([...new Set(ids)]);
}
const NOBODY = { actors: [], targets: [], beneficiary: [], sources: [] };

function differences(before: BookClaim, after: BookClaim): Reread['changed'][number]['fields'] {
  return Object.entries(after).flatMap(([field, value]) => {
    const former: unknown = Object.entries(before).find(([name]) => name === field)?.[1];
    // Which words name somebody follows from who is named.
    return field === 'id' || field === 'namings' || isDeepStrictEqual(former, value)
      ? []
      : [{ field, before: former, after: value }];
  });
}
