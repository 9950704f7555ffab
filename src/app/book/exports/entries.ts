import { isAbout } from '../../../book/against.ts';
import {
  type Entry,
  type EntryKey,
  entriesOpposed,
  entryId,
  entryKeysOf,
  whoseAct,
} from '../../../book/entries.ts';
import type { KeyTests } from '../../../book/filter.ts';
import type { BookClaim, Report } from '../../../book/record.ts';
import { compare } from '../../../book/scene.ts';
import type { ClaimFilter, KeptClaim, Reads } from '../../../store/index.ts';
import { COUNTED, isCounted } from '../counted.ts';
import { claimsBefore, reportsBefore } from '../decisions/as-known.ts';
import { bodyOf } from '../decisions/decision.ts';
import { type Excerpts, excerpts, type HeldClaim } from './excerpts.ts';
import type { Opponent } from './opposition.ts';
import { type Asked, decidedOf, type ExportedClaim, partiesFor, type Survey } from './source.ts';

/** Some entries, with the words that they lead to: of their reports nothing else (`Excerpts`). */
export interface EntryBatch {
  readonly entries: readonly Entry<Opponent>[];
  readonly reports: readonly Report[];
  readonly claims: readonly HeldClaim[];
  /** By report. */
  readonly markings: ReadonlyMap<string, string>;
}

/** Claims of the entries that are made at a time; one entry's are never parted. */
const BATCH = 2000;
/** Of claims that stand against entries so many are held, or those against one. */
const AGAINST = 10_000;
/** Claims that are read at a time, and reports, which have texts. */
const PAGE = 1000;
const REPORTS = 50;

const EVERY: KeyTests = { actor: () => true, measure: () => true };

/**
 * All entries that are `wanted` in the order of their actors, then of their ids, as `entriesOf` gives them of the whole book. Claims
 * of others are not read, as far as they stand against none of these.
 */
export async function* entryBatches(
  book: Reads,
  asked: Asked,
  survey: Survey,
  wanted: KeyTests = EVERY,
  size = BATCH,
  against = AGAINST,
): AsyncGenerator<EntryBatch> {
  const touched = changedSince(asked);
  const actors = filtered(flat(survey.actors()), ({ key }) => wanted.actor(key));
  for (const some of parts(actors, size, ({ count }) => count)) {
    const all = await membersOf(book, asked, survey, new Set(some.map(({ key }) => key)), touched);
    const members = all.filter(({ measure }) => wanted.measure(measure));
    for (const few of parts(members, size, ({ claims }) => claims.length))
      yield* batchesOf(book, asked, survey, few, against);
  }
}

function* flat<T>(pages: Iterable<readonly T[]>): Generator<T> {
  for (const page of pages) yield* page;
}

function* filtered<T>(all: Iterable<T>, isWanted: (one: T) => boolean): Generator<T> {
  for (const one of all) if (isWanted(one)) yield one;
}

/** In their order, so many at a time that together they weigh no more than `size`; one that weighs more stands alone. */
function* parts<T>(all: Iterable<T>, size: number, weightOf: (one: T) => number): Generator<readonly T[]> {
  let part: T[] = [];
  let weight = 0;
  for (const one of all) {
    if (part.length > 0 && weight + weightOf(one) > size) {
      yield part;
      [part, weight] = [[], 0];
    }
    part.push(one);
    weight += weightOf(one);
  }
  if (part.length > 0) yield part;
}

/** Claims that decisions changed since then: the store has them under the keys that they have now. */
const changedSince = ({ since }: Asked): readonly string[] =>
  since
    .flatMap((decision) => bodyOf(decision)?.changes ?? [])
    .flatMap((change) => (change.on === 'claim' ? [change.claim] : []));

/** An entry with the ids of its claims and of what is expected of its actor. */
interface Members {
  readonly id: string;
  readonly actor: string;
  readonly measure: string;
  readonly claims: readonly string[];
}

/** The entries of these actors, in order: of an actor of whom a hundred thousand claims tell only their ids are held. */
async function membersOf(
  book: Reads,
  asked: Asked,
  { storedAs }: Survey,
  actors: ReadonlySet<string>,
  touched: readonly string[],
): Promise<readonly Members[]> {
  const own = new Map<string, { readonly key: EntryKey; readonly claims: Set<string> }>();
  const expected = new Map<string, Map<string, Pick<BookClaim, 'measures' | 'beneficiary'>>>();
  const stored = [...new Set([...actors].flatMap(storedAs))];
  const filters: readonly ClaimFilter[] = [
    { actors: stored },
    { acts: ['expect'], targets: stored },
    ...(touched.length > 0 ? [{ claims: touched }] : []),
  ];
  for (const filter of filters)
    for await (const claims of pagesOf(book, asked, filter))
      for (const { claim } of claims) {
        for (const key of entryKeysOf(claim).filter(({ actor }) => actors.has(actor))) {
          const entry = own.get(entryId(key)) ?? { key, claims: new Set() };
          own.set(entryId(key), entry);
          entry.claims.add(claim.id);
        }
        if (claim.act !== 'expect') continue;
        const { id, measures, beneficiary } = claim;
        for (const actor of whoseAct(claim).filter((one) => actors.has(one))) {
          const some = expected.get(actor) ?? new Map();
          expected.set(actor, some.set(id, { measures, beneficiary }));
        }
      }
  return [...own]
    .map(([id, { key, claims }]) => {
      const about = [...(expected.get(key.actor) ?? [])].filter(([, claim]) => isAbout(claim, key));
      const { actor, measure } = key;
      return { id, actor, measure, claims: [...claims, ...about.map(([claim]) => claim)] };
    })
    .sort((a, b) => compare(a.actor, b.actor) || compare(a.id, b.id));
}

/** The claims are held once; entries that much stands against come a few at a time. */
async function* batchesOf(
  book: Reads,
  asked: Asked,
  { against }: Survey,
  members: readonly Members[],
  size: number,
): AsyncGenerator<EntryBatch> {
  const held = await excerptsOf(book, asked, new Set(members.flatMap(({ claims }) => claims)));
  const { claims, reports } = held.ends();
  const entries = entriesOpposed(
    claims.map(({ claim }) => claim),
    reports,
    against,
    new Set(members.map(({ id }) => id)),
  );
  for (const some of parts(entries, size, (entry) => entry.against.length))
    yield { entries: some, reports, claims, markings: held.markings };
}

/** These claims as decided, with their words. */
export async function excerptsOf(book: Reads, asked: Asked, ids: ReadonlySet<string>): Promise<Excerpts> {
  const held = excerpts();
  const all = [...ids];
  for (let i = 0; i < all.length; i += PAGE)
    for await (const { claims, reports, markings } of wholePagesOf(book, asked, {
      claims: all.slice(i, i + PAGE),
    })) {
      held.take(claims, reports);
      for (const [report, marking] of markings) held.markings.set(report, marking);
    }
  return held;
}

/** Claims as decided, a page after the other. Where nothing is decided on actors, their reports are not read for it. */
async function* pagesOf(
  book: Reads,
  asked: Asked,
  filter: ClaimFilter,
): AsyncGenerator<readonly ExportedClaim[]> {
  if (asked.taken.length > 0) for await (const { claims } of wholePagesOf(book, asked, filter)) yield claims;
  else
    for await (const page of keptPagesOf(book, asked, filter))
      yield page.map((kept) => ({ kept, claim: kept.claim }));
}

interface WholePage {
  readonly claims: readonly ExportedClaim[];
  readonly reports: readonly Report[];
  /** By report. */
  readonly markings: ReadonlyMap<string, string>;
}

/** The same with their reports, of which a few are held whole. */
async function* wholePagesOf(book: Reads, asked: Asked, filter: ClaimFilter): AsyncGenerator<WholePage> {
  const stored = await partiesFor(book, asked);
  for await (const page of keptPagesOf(book, asked, filter)) {
    const byReport = Map.groupBy(page, ({ claim }) => claim.report);
    const ids = [...byReport.keys()];
    for (let i = 0; i < ids.length; i += REPORTS) {
      const kept = await book.reports({ ...asked.filter, reports: ids.slice(i, i + REPORTS) });
      const reports = reportsBefore(
        kept.map(({ report }) => report),
        asked.since,
      );
      const own = reports.flatMap(({ id }) => byReport.get(id) ?? []);
      const markings = kept.flatMap(({ report, labels }) =>
        labels.flatMap(({ kind, value }) => (kind === 'marking' ? [[report.id, value] as const] : [])),
      );
      yield { claims: decidedOf(own, reports, stored, asked), reports, markings: new Map(markings) };
    }
  }
}

/** Claims that count, as they stood when it is asked for. */
async function* keptPagesOf(
  book: Reads,
  asked: Asked,
  filter: ClaimFilter,
): AsyncGenerator<readonly KeptClaim[]> {
  const limited = asked.since.length === 0 && { states: asked.states ?? COUNTED };
  let after: string | undefined;
  for (;;) {
    const more = { ...asked.filter, ...filter, ...limited, limit: PAGE };
    const page = await book.claims({ ...more, ...(after !== undefined && { after }) });
    yield claimsBefore(page, asked.since).filter(isCounted(asked));
    after = page.at(-1)?.claim.id;
    if (after === undefined || page.length < PAGE) return;
  }
}
