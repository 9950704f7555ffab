import { isDeepStrictEqual } from 'node:util';
import { asDecided } from '../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../book/actor-decisions/decision.ts';
import { type Entry, entriesOf, entryId, entryKeysOf, whoseAct } from '../book/entries.ts';
import type { EntryClaim } from '../book/entry-claim.ts';
import { gistOf } from '../book/entry-gist.ts';
import { type EntryHead, headOf } from '../book/entry-head.ts';
import { toldOn } from '../book/moment.ts';
import type { BookClaim, Party, Report } from '../book/record.ts';
import { reportOf } from '../book/scene.ts';
import type { ClaimFilter } from './filters.ts';
import type { Reads, ShortClaim } from './store.ts';

/** An entry of which something else is kept than its claims say, in words. */
export interface WrongEntry {
  readonly entry: string;
  readonly what: string;
}

/** Claims, or entries, that are held at once: those of a large book need not fit into memory. */
const AT_ONCE = 5_000;

/**
 * Where what is kept of entries is otherwise than what they are by all claims of the book; empty where nothing is. Reads all of
 * it, some claims at a time. Of a book that is not caught up nothing is said.
 */
export async function wrongEntries(
  book: Reads,
  taken: readonly TakenOnActors[],
): Promise<readonly WrongEntry[]> {
  if (!(await book.isCaughtUp(taken.map(({ id }) => id)))) return [];
  const parties = await book.parties();
  const decided = decidedBy(book, taken, parties);
  const { own, expected } = await claimIds(decided);
  const wrong: WrongEntry[] = [];
  for (let after: string | undefined; ; ) {
    const heads = await book.entryHeads({ limit: AT_ONCE, ...(after !== undefined && { after }) });
    for (const { id } of heads)
      if (!own.has(id)) wrong.push({ entry: id, what: 'it is kept, and no claim is of it' });
    after = heads.at(-1)?.id;
    if (heads.length < AT_ONCE) break;
  }
  for (const ids of batches(own)) {
    const actors = new Set(ids.map((id) => own.get(id)?.actor ?? ''));
    const claims = [
      ...ids.flatMap((id) => own.get(id)?.claims ?? []),
      ...[...actors].flatMap((actor) => expected.get(actor) ?? []),
    ];
    const some = await decided({ claims: [...new Set(claims)] });
    const known = new Map(some.reports.map((report) => [report.id, report]));
    const kept = new Map((await book.entryHeads({ entries: ids })).map((head) => [head.id, head]));
    for (const entry of entriesOf(some.claims, some.reports, parties, { only: new Set(ids) })) {
      const fields = await differing(book, entry, kept.get(entry.id), known);
      if (fields.length === 0) continue;
      const what = `it is kept otherwise than its claims have it: ${fields.join(', ')}`;
      wrong.push({ entry: entry.id, what });
    }
  }
  return wrong;
}

type Decided = (
  filter: ClaimFilter,
) => Promise<{ readonly claims: readonly BookClaim[]; readonly reports: readonly Report[] }>;

/** Claims that count, as decisions on actors leave them. */
const decidedBy =
  (book: Reads, taken: readonly TakenOnActors[], parties: readonly Party[]): Decided =>
  async (filter) => {
    const kept = await book.claims({ states: ['accepted', 'unreviewed'], ...filter });
    const claims = kept.map(({ claim }) => claim);
    const reports = await book.texts([...new Set(claims.map(({ report }) => report))]);
    return { claims: asDecided({ claims, reports, parties }, taken, () => []).claims, reports };
  };

/** Of each entry its actor and the ids of its claims, and of each actor the ids of those that expect something of it. */
async function claimIds(decided: Decided) {
  const own = new Map<string, { readonly actor: string; readonly claims: string[] }>();
  const expected = new Map<string, string[]>();
  for (let after: string | undefined; ; ) {
    const { claims } = await decided({ limit: AT_ONCE, ...(after !== undefined && { after }) });
    for (const claim of claims) {
      for (const key of entryKeysOf(claim)) {
        const entry = own.get(entryId(key)) ?? { actor: key.actor, claims: [] };
        entry.claims.push(claim.id);
        own.set(entryId(key), entry);
      }
      if (claim.act !== 'expect') continue;
      for (const actor of whoseAct(claim)) {
        const some = expected.get(actor) ?? [];
        some.push(claim.id);
        expected.set(actor, some);
      }
    }
    after = claims.at(-1)?.id;
    if (claims.length < AT_ONCE) return { own, expected };
  }
}

/** Ids of entries, so many that their claims are held at once. */
function* batches(
  own: ReadonlyMap<string, { readonly claims: readonly string[] }>,
): Generator<readonly string[]> {
  let [ids, size]: [string[], number] = [[], 0];
  for (const [id, { claims }] of own) {
    ids.push(id);
    size += claims.length;
    if (size < AT_ONCE) continue;
    yield ids;
    [ids, size] = [[], 0];
  }
  if (ids.length > 0) yield ids;
}

async function differing(
  book: Reads,
  entry: Entry,
  kept: EntryHead | undefined,
  known: ReadonlyMap<string, Report>,
): Promise<readonly string[]> {
  const { roles, ...head } = headOf(entry, known);
  const fields =
    kept === undefined
      ? ['all']
      : (Object.keys(head) as (keyof EntryHead)[]).filter((field) => kept[field] !== head[field]);
  const own = (await book.entryClaims([entry.id])).map(({ claim }) => claim.id).sort();
  const [short = []] = await book.shortClaims([entry.id], 'counting');
  const [listed] = await book.entryGists([entry.id]);
  const accepted = new Set(short.flatMap(({ id, state }) => (state === 'accepted' ? [id] : [])));
  const gist = gistOf(entry, {
    isAccepted: ({ id }) => accepted.has(id),
    publisherOf: ({ report }) => known.get(report)?.publisher ?? null,
    toldOf: (claim) => toldOn(reportOf(claim, { reports: known })),
  });
  return [
    ...fields,
    ...(isDeepStrictEqual(await book.entryRoles(entry.id), roles) ? [] : ['what it is found by']),
    ...(isDeepStrictEqual(own, entry.claims.map(({ id }) => id).sort()) ? [] : ['claims']),
    ...(isDeepStrictEqual(short.map(facts), entry.claims.map((claim) => shortened(claim, known)).map(facts))
      ? []
      : ['its claims in short']),
    ...(isDeepStrictEqual(listed?.gist, gist) ? [] : ['how it is listed']),
  ];
}

type Facts = EntryClaim & Pick<ShortClaim, 'told' | 'publisher'>;

function shortened(claim: BookClaim, known: ReadonlyMap<string, Report>): Facts {
  const report = reportOf(claim, { reports: known });
  return { ...claim, told: toldOn(report), publisher: report.publisher };
}

/** What of it a text that is lost, or the other claims of its report, do not say. */
const facts = (claim: Facts): Facts => {
  const { id, report, act, negated, actors, targets, beneficiary, measures, firmness, sources, when } = claim;
  const { sentence, evidence, told, publisher } = claim;
  const conditions = claim.conditions.map(({ kind, trigger, start, end }) => ({ kind, trigger, start, end }));
  const from = when?.from ?? null;
  return {
    ...{ id, report, act, negated, actors, targets, beneficiary, measures, firmness, sources, conditions },
    ...{ when: from === null ? null : { from }, told, publisher },
    sentence: { start: sentence.start, end: sentence.end },
    evidence: { start: evidence.start, end: evidence.end },
  };
};
