import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { decide } from '../src/app/book/decide.ts';
import type { Deciding } from '../src/app/book/decisions/decision.ts';
import { actorDecisions } from '../src/app/book/decisions/on-actors.ts';
import { entryRecord } from '../src/app/book/entry-record.ts';
import {
  type EntryRow,
  type GistRow,
  gistsOf,
  listed,
  type RowOpponent,
} from '../src/app/book/listed-entry.ts';
import { type Book, type GapQuery, type ListQuery, openBook, type Page } from '../src/app/book/open-book.ts';
import type { ReviewQuery } from '../src/app/book/review/index.ts';
import { asDecided } from '../src/book/actor-decisions/as-decided.ts';
import { collisionsOf } from '../src/book/collisions.ts';
import { type Entry, entriesOf, keyOfId } from '../src/book/entries.ts';
import type { EntryClaim } from '../src/book/entry-claim.ts';
import { headOf } from '../src/book/entry-head.ts';
import { facetsOf } from '../src/book/facets.ts';
import { filterFrom, passes } from '../src/book/filter.ts';
import { matrixOf } from '../src/book/matrix.ts';
import { type BookClaim, PARTY_ROLES, type Party } from '../src/book/record.ts';
import { SCENARIO_STATES } from '../src/book/scenario/standings.ts';
import { SORT_KEYS, sorted, sortingFrom } from '../src/book/sort.ts';
import type { Act, Firmness } from '../src/document/vocabulary.ts';
import { type NewReport, openStore, type Stamp, type Store } from '../src/store/index.ts';
import { wrongEntries } from '../src/store/kept-entries.ts';
import { UsageError } from '../src/text/errors.ts';
import { at } from './claimed-sample.ts';
import { offer, told } from './store-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-entries-'));
after(() => rmSync(folder, { recursive: true }));
let books = 0;

const MEASURES = ['force.land', 'force.sea', 'force.any', 'arms.missiles', 'guarantee', 'funding.any'];
const state = (code: string, name: string): Party => {
  return { id: `state:${code}`, kind: 'state', name, state: code, size: null };
};
const PARTIES: readonly Party[] = [
  state('FRA', 'France'),
  state('DEU', 'Germany'),
  state('RUS', 'Russia'),
  state('UKR', 'Ukraine'),
  { id: 'org:nato', kind: 'organisation', name: 'NATO', state: null, size: null },
  { id: 'group:26-countries', kind: 'group', name: '26 countries', state: null, size: 26 },
];
const some = <T>(values: readonly T[], max: number) =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: max });
const ids = PARTIES.map(({ id }) => id);
const ACTS: readonly Act[] = [
  'commit',
  'agree',
  'perform',
  'refuse',
  'defer',
  'reject',
  'threaten',
  'demand',
  'expect',
  'meet',
];
const TRIGGERS = ['ceasefire', '!attack:RUS', 'approval:DEU-parliament', 'backing:USA'];

interface Drawn {
  readonly id: string;
  /** Of one address are versions of one report. */
  readonly url: string | null;
  readonly publisher: string;
  readonly published: string | null;
  readonly claims: readonly Partial<BookClaim>[];
  /** Words that were nearly read as a claim. */
  readonly missed: readonly { readonly words: string; readonly confidence: number }[];
}

const TEXT = 'France is ready to send troops to Ukraine after a ceasefire. It said not to send any.';
const SOLDIERS = {
  ...at('troops', 0, TEXT),
  value: 500,
  low: null,
  high: null,
  about: false,
  unit: 'soldier',
};
const drawnClaim = fc.record({
  act: fc.constantFrom(...ACTS),
  actors: some(ids, 2),
  targets: some(ids, 2),
  beneficiary: some(['state:UKR', 'state:DEU'], 2),
  measures: some(MEASURES, 2),
  firmness: fc.constantFrom<Firmness | null>(null, 'offered', 'pledged', 'fulfilled'),
  negated: fc.boolean(),
  sources: some(ids, 1),
  what: fc.constantFrom('send troops to Ukraine', 'not to send any').map((words) => at(words, 0, TEXT)),
  trigger: fc.option(fc.constantFrom(...TRIGGERS), { nil: null }),
  when: fc.constantFrom(
    null,
    null,
    ...['2025-09-02', '2025-09-04', '2025-10'].map((day) => ({
      ...at('after a ceasefire', 0, TEXT),
      from: null,
      to: day,
      granularity: 'day' as const,
    })),
  ),
  kind: fc.constantFrom('after' as const, 'only-after' as const),
  confidence: fc.constantFrom(0.3, 0.5, 0.7, 0.9),
  quantities: fc.constantFrom([], [], [SOLDIERS]),
});
const drawn: fc.Arbitrary<Drawn> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  url: fc.constantFrom(null, null, 'https://wire.example/1'),
  publisher: fc.constantFrom('Harbour Wire', 'The Continental'),
  published: fc.constantFrom(
    null,
    '2025-09-01',
    '2025-09-04',
    '2025-09-04T18:40:00+02:00',
    // Of the 4th and the 5th where they were written, though the one was told after the other.
    '2025-09-04T23:40:00-12:00',
    '2025-09-05T00:40:00+14:00',
    '2025-09',
  ),
  claims: fc.array(
    drawnClaim.map(({ trigger, kind, ...claim }) => ({
      ...claim,
      conditions: trigger ? [{ ...at('after a ceasefire', 0, TEXT), kind, trigger: { any: [trigger] } }] : [],
    })),
    { minLength: 1, maxLength: 4 },
  ),
  missed: fc.uniqueArray(
    fc.record({
      words: fc.constantFrom('is ready', 'said', 'a ceasefire'),
      confidence: fc.constantFrom(0.1, 0.3, 0.5),
    }),
    { maxLength: 2, selector: ({ words }) => words },
  ),
});

function reportFrom({ id, url, publisher, published, claims, missed }: Drawn): NewReport {
  const given = told(id, { report: { text: TEXT, url, publisher, published } });
  return {
    ...given,
    parties: PARTIES,
    claims: claims.map((claim, i) => ({ ...offer(id, TEXT, claim), id: `${id}#c${i + 1}` })),
    perhapsMissed: missed.map(({ words, confidence }) => ({
      ...at(words, 0, TEXT),
      act: 'commit' as const,
      confidence,
    })),
    features: [id],
    story: { id: id < 'd' ? 's1' : 's2', by: 'rule' },
  };
}

/** All of the book, as its answers are defined. */
async function whole(store: Store) {
  return store.read(async (book) => {
    const kept = await book.claims({ states: ['accepted', 'unreviewed'] });
    const reports = (await book.reports()).map(({ report }) => report);
    const parts = { claims: kept.map(({ claim }) => claim), reports, parties: await book.parties() };
    return { ...asDecided(parts, await actorDecisions(book)), kept, grades: await book.grades() };
  });
}

async function listWhole(store: Store, { sort = 'actor', limit: _, after: __, ...words }: ListQuery) {
  const all = await whole(store);
  const entries = entriesOf(all.claims, all.reports, all.parties).filter(
    passes(filterFrom(words, MEASURES), all.reports, all.parties),
  );
  return { all, entries: listed(sorted(entries, sortingFrom(sort), all), all) };
}

/** What is found, and where it leads. */
async function assertSame(store: Store, book: Book, server: Book, query: ListQuery): Promise<void> {
  const { all, entries } = await listWhole(store, query);
  const page: Page<Entry> = await book.list(query);
  assert.deepEqual(page.items, entries);
  assert.equal(page.total, entries.length);
  assert.equal(page.asked ?? page.reports.size, all.reports.length);
  const reports = new Map(all.reports.map((report) => [report.id, report]));
  const parties = new Map(all.parties.map((party) => [party.id, party]));
  for (const claim of entries.flatMap(({ claims, against }) => [...claims, ...against])) {
    assert.deepEqual(page.reports.get(claim.report), reports.get(claim.report));
    for (const id of PARTY_ROLES.flatMap((role) => claim[role]))
      assert.deepEqual(page.parties.get(id), parties.get(id));
  }
  for (const cited of ['quoted', 'all'] as const) {
    const rows = await book.rows({ ...query, cited });
    assert.deepEqual(rows.items.map(rowInShort), entries.map(rowInShort));
    assert.equal(rows.total, entries.length);
    for (const { actor, beneficiary, claims, against, state: now } of rows.items) {
      for (const id of [actor, ...(beneficiary === null ? [] : [beneficiary])])
        assert.deepEqual(rows.parties.get(id), parties.get(id));
      for (const claim of [...claims, ...against]) {
        const isQuoted = claim.id === (now?.claim ?? claims.at(-1))?.id;
        if (cited === 'all' || isQuoted)
          assert.deepEqual(rows.reports.get(claim.report), reports.get(claim.report));
        if (isQuoted) assert.equal(rows.states.get(claim.id), page.states.get(claim.id));
        for (const id of SAID_ROLES.flatMap((role) => claim[role]))
          assert.deepEqual(rows.parties.get(id), parties.get(id));
      }
      for (const id of claims.flatMap(({ sources }) => sources))
        assert.deepEqual(rows.parties.get(id), parties.get(id));
    }
  }
  const gists = await book.gists(query);
  assert.deepEqual(gists.items.map(plain), gistsOf(entries, all).map(plain));
  assert.equal(gists.total, entries.length);
  for (const { quoted, named } of gists.items) {
    assert.deepEqual(gists.reports.get(quoted?.report ?? ''), reports.get(quoted?.report ?? ''));
    assert.equal(gists.states.get(quoted?.id ?? ''), page.states.get(quoted?.id ?? ''));
    for (const id of named) assert.deepEqual(gists.parties.get(id), parties.get(id));
  }
  const heads = entries.map((entry) => headOf(entry, reports));
  const cells = await book.matrix(query);
  assert.deepEqual(cells.items, matrixOf(heads));
  for (const { actor } of cells.items) assert.deepEqual(cells.parties.get(actor), parties.get(actor));
  const { parties: named, ...facets } = await book.facets(query);
  assert.deepEqual(facets, facetsOf(entries, reports));
  for (const { value } of [facets.actor, facets.beneficiary, facets.source].flat())
    assert.deepEqual(named.get(value), parties.get(value));
  const telling = await book.tellingClaims(entries.map(({ id }) => id));
  for (const { id, state: now, claims } of entries)
    assert.equal(telling.claims.get(id)?.id, (now?.claim ?? claims.at(-1))?.id);
  const { limit: _, after: __, sort: ___, ...words } = query;
  const tellers = await book.reportsTelling(words);
  assert.deepEqual(
    tellers.toSorted(),
    [...new Set(entries.flatMap(({ claims }) => claims.map(({ report }) => report)))].sort(),
  );
  const heldNow = new Set(entries.flatMap(({ claims }) => claims.map((claim) => claim.id)));
  const collisions = await book.collisions(words);
  assert.deepEqual(collisions.items, collisionsOf(all.claims, all.reports, all.parties, { held: heldNow }));
  assert.deepEqual((await server.collisions(words)).items, collisions.items);
  for (const { stands, opposed } of collisions.items)
    for (const claim of [...stands, ...opposed]) {
      assert.deepEqual(collisions.reports.get(claim.report), reports.get(claim.report));
      for (const id of PARTY_ROLES.flatMap((role) => claim[role]))
        assert.deepEqual(collisions.parties.get(id), parties.get(id));
    }
  const { items: toldAll } = await book.timeline(query);
  const part = await book.timeline(query, { skip: 2, limit: 5 });
  assert.deepEqual(part.items, toldAll.slice(2, 7));
  assert.equal(part.total, toldAll.length);
  const counted = await book.timeline(query, { skip: 2, limit: 5, countTo: 3 });
  assert.deepEqual(counted.items, part.items);
  assert.equal(counted.total, Math.min(toldAll.length, 3));
  for (const { claim } of part.items) {
    assert.deepEqual(part.reports.get(claim.report), reports.get(claim.report));
    assert.equal(part.states.get(claim.id), page.states.get(claim.id));
    for (const id of PARTY_ROLES.flatMap((role) => claim[role]))
      assert.deepEqual(part.parties.get(id), parties.get(id));
  }
  // Page by page it is the same list.
  const paged: string[] = [];
  for (let after: string | undefined; ; after = paged.at(-1)) {
    const { items, total } = await book.list({ ...query, limit: 3, ...(after !== undefined && { after }) });
    assert.equal(total, entries.length);
    paged.push(...items.map(({ id }) => id));
    if (items.length < 3) break;
  }
  assert.deepEqual(
    paged,
    entries.map(({ id }) => id),
  );
}

/** By another way: all claims of the book are asked as of a day. */
async function assertShown(book: Book): Promise<void> {
  const { items } = await book.list({ limit: 4, sort: '-date' });
  // What was found out when it was first asked is kept for the second time.
  for (const { id } of [...items, ...items]) {
    const [page, reference] = [await book.show(id), await book.show(id, { asOf: '2099-12-31' })];
    assert.deepEqual(page.items, reference.items);
    for (const [report, text] of page.reports) assert.deepEqual(text, reference.reports.get(report));
    for (const [party, named] of page.parties) assert.deepEqual(named, reference.parties.get(party));
  }
}

const SPANS = [
  ['2025-08', '2025-09-03'],
  ['2025-09-01', '2025-09-04'],
  ['2025-09-03', '2025-09-04'],
  ['2025-09-04', '2025-09-05'],
  ['2025-09-04T12:00:00Z', '2026'],
  ['2024', '2026'],
] as const;

/** What answers for a claim, and of which entries it is; whom a word means. */
async function assertSameClaims(store: Store, book: Book): Promise<void> {
  const later = { asOf: '2099-12-31' };
  const all = await store.read((kept) => kept.claims());
  for (const { claim } of all.slice(0, 5)) {
    const [page, reference] = [await book.claim(claim.id), await book.claim(claim.id, later)];
    assert.deepEqual([page.now, page.by, page.report], [reference.now, reference.by, reference.report]);
    assert.deepEqual(page.items, reference.items);
    for (const [id, report] of page.reports) assert.deepEqual(report, reference.reports.get(id) ?? report);
    for (const id of page.now.flatMap((of) => PARTY_ROLES.flatMap((role) => of.claim[role])))
      assert.deepEqual(page.parties.get(id), reference.parties.get(id));
  }
  for (const word of ['state:FRA', 'fra', 'Germany', 'the willing', 'group:26-countries', 'nobody at all'])
    assert.deepEqual(await book.party(word), await book.party(word, later));
}

/** `named` is in no order. */
const plain = ({ named, ...row }: GistRow) => ({ ...row, named: named.toSorted() });

/** What is left of an entry where its claims are not whole. */
const SAID_ROLES = ['actors', 'targets', 'beneficiary'] as const;
const inShort = (entry: Entry<RowOpponent, EntryClaim> | null) =>
  entry && {
    ...entryRecord(entry),
    told: entry.claims.map((claim) => ({
      ...Object.fromEntries(SHORT.map((field) => [field, claim[field]])),
      conditions: claim.conditions.map(({ kind, trigger, start, end }) => ({ kind, trigger, start, end })),
      from: claim.when?.from ?? null,
    })),
    by: entry.against.map((claim) =>
      Object.fromEntries((['id', 'report', ...SAID_ROLES] as const).map((field) => [field, claim[field]])),
    ),
  };
const rowInShort = (entry: EntryRow) => ({
  ...inShort(entry),
  grades: entry.grades,
  conditions: entry.conditions.map(({ claims, ...condition }) => [condition, claims.map(({ id }) => id)]),
});
const SHORT = [
  ...['id', 'report', 'act', 'negated', 'firmness', 'measures', 'sentence', 'evidence'],
  ...PARTY_ROLES,
] as readonly (keyof EntryClaim)[];

async function assertSameDiff(book: Book): Promise<void> {
  // Whose names are those of today, also where the day that is asked about did not know them.
  const { parties } = await book.list({ states: ['accepted', 'unreviewed'] });
  for (const [from, to] of SPANS) {
    const page = await book.diff(from, to);
    const reference = await book.diff(from, to, { states: ['accepted', 'unreviewed'] });
    assert.deepEqual(page.items, reference.items);
    for (const { actor, beneficiary } of page.items.map(({ entry }) => keyOfId(entry)))
      for (const id of beneficiary === null ? [actor] : [actor, beneficiary])
        assert.deepEqual(page.parties.get(id), parties.get(id));
    for (const [id, report] of reference.reports)
      if (page.reports.has(id)) assert.deepEqual(page.reports.get(id), report);
  }
}

const GAPS: readonly GapQuery[] = [
  {},
  { actor: ['fra', 'NATO'] },
  { beneficiary: ['UKR'], measure: ['force'] },
  { measure: ['funding.any'] },
  { few: 2 },
  { restsOn: 'funding EUR pledged' },
  { actor: ['fra'], few: 2, restsOn: 'nothing' },
];

async function assertSameGap(book: Book): Promise<void> {
  for (const query of GAPS) {
    const { reports, parties, states, asked, ...gap } = await book.gap(query);
    const whole = await book.gap({ ...query, states: ['accepted', 'unreviewed'] });
    const { reports: allReports, parties: allParties, states: allStates, ...wanted } = whole;
    assert.deepEqual(gap, wanted);
    assert.equal(asked, allReports.size);
    for (const { report, claims, givers, beneficiaries } of gap.sums.flatMap(({ amounts }) => amounts)) {
      assert.deepEqual(reports.get(report), allReports.get(report));
      for (const id of [...givers, ...beneficiaries]) assert.deepEqual(parties.get(id), allParties.get(id));
      for (const id of claims) assert.equal(states.get(id), allStates.get(id));
    }
  }
}

const SCENARIOS = [[], ['ceasefire=yes'], ['ceasefire=no', 'backing:USA=yes', 'peace-agreement=yes']];

async function assertSameScenarios(book: Book): Promise<void> {
  const states = ['accepted', 'unreviewed'] as const;
  for (const scenario of SCENARIOS) {
    const page = await book.whatIf(scenario);
    const whole = await book.whatIf(scenario, { states });
    assert.deepEqual([page.entries, page.idle, page.asked], [whole.entries, whole.idle, whole.asked]);
    for (const { actor, beneficiary } of page.items)
      for (const id of [actor, beneficiary ?? actor])
        assert.deepEqual(page.parties.get(id), whole.parties.get(id));
    const claims = new Map(page.items.flatMap((entry) => entry.claims.map((of) => [of.id, of] as const)));
    for (const { claim } of page.entries) {
      if (claim === null) continue;
      const report = claims.get(claim)?.report ?? '';
      assert.deepEqual(page.reports.get(report), whole.reports.get(report));
      assert.equal(page.states.get(claim), whole.states.get(claim));
    }
    for (const hanging of [true, false]) {
      const part = { hanging, states: SCENARIO_STATES, skip: 1, limit: 3 };
      const some = await book.standings(scenario, part);
      const all = await book.standings(scenario, part, { states });
      assert.deepEqual([some.standings, some.switches, some.idle], [all.standings, all.switches, all.idle]);
      assert.deepEqual(some.parties, all.parties);
      for (const { claim } of some.standings.flatMap(({ entries }) => entries))
        assert.deepEqual(some.claims.get(claim ?? ''), all.claims.get(claim ?? ''));
    }
  }
  for (const goal of ['actor=DEU', 'measure=force count>=2']) {
    const { answers, rest, beyond } = await book.whatWouldItTake(goal.split(' '));
    const whole = await book.whatWouldItTake(goal.split(' '), 20, { states });
    assert.deepEqual([answers, rest, beyond], [whole.answers, whole.rest, whole.beyond]);
  }
}

const REVIEWS: readonly ReviewQuery[] = [
  {},
  { claimsOnly: true },
  { minConfidence: 0.5 },
  { reports: ['a', 'c', 'g'] },
  { stories: ['s1'], minConfidence: 0.4 },
  { actor: ['fra', 'NATO'] },
  { measure: ['force'], claimsOnly: true },
  { since: '2025-09-04' },
  { publisher: ['harbour wire'] },
  { text: 'said' },
  { actor: ['Germany'], stories: ['s2'] },
];

/** A part of the queue is that of all of it, which is found from all claims. */
async function assertSameReview(book: Book): Promise<void> {
  const { parties } = await book.reviewQueue();
  for (const query of REVIEWS) {
    const { claimsOnly = false, ...rest } = query;
    const whole = await book.reviewQueue(rest);
    const left = [null, whole.items[2], whole.items.at(-1)].flatMap((item) =>
      item === undefined ? [] : [item],
    );
    for (const after of left) {
      const from = after === null ? 0 : whole.items.indexOf(after) + 1;
      const wanted = whole.items.slice(from).filter(({ kind }) => kind === 'claim' || !claimsOnly);
      const page = await book.reviewQueue({
        ...query,
        ...(after && { after: after.id }),
        skip: 1,
        limit: 3,
      });
      assert.deepEqual(page.items, wanted.slice(1, 4));
      assert.deepEqual([page.total, page.open], [wanted.length, whole.open]);
      for (const item of page.items) {
        assert.deepEqual(page.reports.get(item.report), whole.reports.get(item.report));
        if (item.kind !== 'claim') continue;
        for (const id of PARTY_ROLES.flatMap((role) => item.claim[role]))
          assert.deepEqual(page.parties.get(id), parties.get(id));
      }
    }
    const { items } = await book.reviewQueue({ ...rest, after: 'nothing#c1', limit: 2 });
    assert.deepEqual(items, whole.items.slice(0, 2));
  }
}

async function assertSameOverdue(book: Book): Promise<void> {
  for (const day of ['2025-09-03', '2025-09-05', '2025-12', '2025-09-04T12:00:00Z']) {
    const page = await book.overdue(day);
    const whole = await book.overdue(day, { states: ['accepted', 'unreviewed'] });
    assert.deepEqual(page.items, whole.items);
    for (const claim of page.items.flatMap(({ claims }) => claims))
      assert.deepEqual(page.reports.get(claim.report), whole.reports.get(claim.report));
  }
}

async function assertSameAbout(book: Book): Promise<void> {
  for (const party of ['state:FRA', 'state:UKR', 'org:nato']) {
    const page = await book.entriesAbout(party, { limit: 2 });
    const whole = await book.entriesAbout(party, { states: ['accepted', 'unreviewed'] });
    for (const part of ['own', 'forIt'] as const) {
      assert.deepEqual(page[part].items.map(rowInShort), whole[part].items.slice(0, 2).map(rowInShort));
      assert.equal(page[part].total, whole[part].items.length);
    }
    const gists = await book.gistsAbout(party, { limit: 2 });
    const all = await book.gistsAbout(party, { states: ['accepted', 'unreviewed'] });
    for (const part of ['own', 'forIt'] as const) {
      assert.deepEqual(gists[part].items.map(plain), all[part].items.slice(0, 2).map(plain));
      assert.equal(gists[part].total, all[part].items.length);
    }
  }
}

async function assertSameStories(book: Book): Promise<void> {
  const counted = { states: ['accepted', 'unreviewed'] } as const;
  for (const measure of [
    'force',
    'sanctions',
    ...new Set((await book.matrix()).items.map((of) => of.measure)),
  ]) {
    const asked = { alone: true, measures: [measure], skip: 0, limit: 100 };
    for (const few of [undefined, 1])
      assert.deepEqual(
        await book.storyPage({ ...asked, few }),
        await book.storyPage({ ...asked, few }, counted),
      );
  }
}

async function assertSameCounts(store: Store, book: Book): Promise<void> {
  const { entries } = await listWhole(store, {});
  const own = (actor: string) => entries.filter((entry) => entry.actor === actor);
  const wanted = ids.map(
    (id) => [id, new Set(own(id).flatMap(({ claims }) => claims.map((claim) => claim.id))).size] as const,
  );
  const counts = await book.claimCounts(ids);
  assert.deepEqual(
    ids.map((id) => [id, counts.get(id) ?? 0]),
    wanted,
  );
}

/** What is counted is what there is. */
async function assertSameHoldings(store: Store, book: Book): Promise<void> {
  const expected = await store.read(async (kept) => {
    const reports = await kept.reports();
    const days = reports.flatMap(({ report }) => report.published?.slice(0, 10) ?? []).sort();
    const states = (await kept.claims()).map(({ state }) => state);
    const of = (wanted: string) => states.filter((state) => state === wanted).length;
    return {
      reports: reports.length,
      from: days[0] ?? null,
      to: days.at(-1) ?? null,
      removed: (await kept.reports({ state: 'removed' })).length,
      claims: { unreviewed: of('unreviewed'), accepted: of('accepted'), rejected: of('rejected') },
      stories: (await kept.stories()).length,
      decisions: (await kept.decisions()).length,
      readers: [...Map.groupBy(reports, ({ reader }) => reader)].map(([reader, read]) => ({
        reader,
        reports: read.length,
      })),
    };
  });
  assert.deepEqual(await book.holdings(), expected);
  const { reports, from, to } = expected;
  assert.deepEqual(await book.extent(), { reports, from, to });
}

const QUERIES: readonly ListQuery[] = [
  {},
  ...SORT_KEYS.flatMap((key) => [{ sort: key }, { sort: `-${key}` }]),
  { actor: ['fra', 'NATO'] },
  { actor: ['Germany'], measure: ['force'] },
  { measure: ['force.any'], firmness: 'offered..pledged' },
  { target: ['UKR'], condition: ['ceasefire'] },
  { target: ['26 countries'] },
  { condition: ['attack'] },
  { condition: ['!attack:RUS'] },
  { condition: ['approval'], source: ['harbour wire'] },
  { source: ['RUS', 'the continental'] },
  { publisher: ['harbour wire'] },
  { publisher: ['The Continental', 'nobody'], measure: ['force'] },
  { since: '2025-09-03' },
  { since: '2025-09-04T17:00:00Z' },
  { since: '2025-10' },
  { text: 'Ready to send' },
  { text: 'any', sort: '-date', actor: ['DEU'] },
];

type Deed =
  | { readonly do: 'add'; readonly reports: readonly Drawn[] }
  | {
      readonly do: 'decide' | 'reread' | 'purge' | 'remove' | 'restore';
      readonly which: number;
      readonly how: number;
    }
  | { readonly do: 'actors'; readonly how: number }
  | { readonly do: 'ask' };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      reports: fc.array(drawn, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'decide' as const,
        'decide' as const,
        'reread' as const,
        'purge' as const,
        'remove' as const,
        'restore' as const,
      ),
      which: fc.nat(9),
      how: fc.nat(9),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('actors' as const), how: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'ask' as const }) },
);

const ON_ACTORS: readonly Deciding[] = [
  { kind: 'alias', name: 'France', actor: 'org:nato' },
  { kind: 'merge-actors', actors: ['state:DEU', 'state:FRA'] },
  { kind: 'split-actor', actor: 'state:RUS', to: 'state:UKR', reports: ['a', 'b'] },
  {
    kind: 'coalition',
    actor: 'group:26-countries',
    names: ['the willing'],
    members: [{ party: 'state:FRA' }],
  },
];

async function perform(store: Store, deed: Deed, stamp: Stamp): Promise<void> {
  if (deed.do === 'add') {
    await store.write((book) => book.add(deed.reports.map(reportFrom)));
    return;
  }
  if (deed.do === 'ask') return;
  const decision =
    deed.do === 'actors'
      ? ON_ACTORS[deed.how]
      : await store.read(async (book): Promise<Deciding | null> => {
          const reports = await book.reports({
            state: deed.do === 'restore' ? 'removed' : 'present',
            versions: 'all',
          });
          const report = reports[deed.which % reports.length]?.report.id;
          if (report === undefined) return null;
          if (deed.do === 'remove' || deed.do === 'restore') return { kind: deed.do, report };
          const claims = await book.claims({
            reports: [report],
            versions: 'all',
            states: ['accepted', 'unreviewed', 'rejected'],
          });
          const claim = claims[deed.how % claims.length]?.claim;
          if (deed.do === 'reread' || deed.do === 'purge' || claim === undefined) return null;
          const { how } = deed;
          if (how < 2) return { kind: 'accept', claim: claim.id };
          if (how < 4) return { kind: 'reject', claim: claim.id };
          if (how < 5) return null;
          return {
            kind: 'mend',
            claim: claim.id,
            fields: { actors: ['state:RUS'], measures: ['force.sea'] },
          };
        });
  if (decision) {
    // One that cannot be taken changes nothing.
    await decide(store, decision, stamp, { measures: MEASURES }).catch((error: unknown) => {
      if (!(error instanceof UsageError)) throw error;
    });
    return;
  }
  const [first] = await store.read((book) => book.reports({ versions: 'all' }));
  if (first === undefined) return;
  const { id, sentences, text } = first.report;
  if (deed.do === 'purge') await store.purge([id], stamp);
  else if (deed.do === 'decide')
    await store.write((book) => book.mend(id, { published: '2025-09-03', publisher: 'Other' }));
  else if (deed.do === 'reread')
    await store.write((book) =>
      book.reread({
        ...told(id),
        parties: PARTIES,
        claims: [{ ...offer(id, text, { actors: ['state:DEU'] }), id: `${id}#${stamp.id}` }],
        report: id,
        sentences,
        at: stamp.at,
      }),
    );
}

test('what is kept of entries is what they are, whatever happened to the book', async () => {
  let deeds = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 12 }), async (list) => {
      const path = join(folder, `${++books}.db`);
      const store = await openStore(path);
      const book = await openBook({ book: path });
      const server = await openBook({ book: path, remember: true });
      try {
        for (const one of [...list, { do: 'ask' } as const]) {
          const n = ++deeds;
          await perform(store, one, {
            id: `d${n}`,
            by: 'Ada',
            at: new Date(1.76e12 + n * 1000).toISOString(),
            why: null,
          });
          if (one.do !== 'ask') continue;
          // Stories are compared now, or when their entries are shown.
          await (deeds % 2 === 0 ? book.catchUp() : book.matrix());
          assert.deepEqual(await store.read(async (b) => wrongEntries(b, await actorDecisions(b))), []);
          for (const query of QUERIES.filter((_, i) => (i + deeds) % 4 === 0))
            await assertSame(store, book, server, query);
          await assertShown(book);
          await assertSameDiff(book);
          await assertSameOverdue(book);
          await assertSameAbout(book);
          await assertSameReview(book);
          await assertSameGap(book);
          await assertSameScenarios(book);
          await assertSameStories(book);
          await assertSameCounts(store, book);
          await assertSameHoldings(store, book);
          await assertSameClaims(store, book);
          assert.deepEqual(await store.check(), []);
        }
      } finally {
        await server.close();
        await book.close();
        await store.close();
      }
    }),
    { numRuns: 25 },
  );
});

test('whom an objection named is not led to from a list any more, once the objection is rejected', async () => {
  const path = join(folder, `${++books}.db`);
  const store = await openStore(path);
  const book = await openBook({ book: path });
  try {
    const first = told('r1');
    const land = { measures: ['force.land'], beneficiary: ['state:UKR'], targets: [] };
    const claims = [
      offer('r1', first.report.text, { ...land, actors: ['state:DEU'] }),
      {
        ...offer('r1', first.report.text, { ...land, act: 'reject', firmness: null, actors: ['state:RUS'] }),
        id: 'r1#c2',
      },
    ];
    await store.write((writes) => writes.add([{ ...first, parties: PARTIES, claims }]));
    const against = async () => {
      const { items } = await book.gists({ actor: ['DEU'] });
      return items.map(({ named, against }) => [named.includes('state:RUS'), against.count]);
    };
    assert.deepEqual(await against(), [[true, 1]]);
    const stamp = { id: 'd1', by: 'Ada', at: '2025-09-05T10:00:00.000Z', why: null };
    await decide(store, { kind: 'reject', claim: 'r1#c2' }, stamp, { measures: MEASURES });
    assert.deepEqual(await against(), [[false, 0]]);
  } finally {
    await book.close();
    await store.close();
  }
});

test('whom only a rejected claim named gives nobody another name, as of a day either', async () => {
  const path = join(folder, `${++books}.db`);
  const store = await openStore(path);
  const book = await openBook({ book: path });
  try {
    const first = told('r1');
    const claims = [
      offer('r1', first.report.text, { actors: ['state:UKR'] }),
      { ...offer('r1', first.report.text, { actors: ['state:FRA'] }), id: 'r1#c2' },
    ];
    await store.write((writes) => writes.add([{ ...first, parties: PARTIES, claims }]));
    const stamp = { id: 'd1', by: 'Ada', at: '2025-09-05T10:00:00.000Z', why: null };
    await decide(store, { kind: 'alias', name: 'France', actor: 'org:nato' }, stamp, { measures: MEASURES });
    const [entry] = (await book.list({ actor: ['UKR'] })).items;
    const names = async () => {
      const pages = [
        await book.show(entry?.id ?? ''),
        await book.show(entry?.id ?? '', { asOf: '2099-12-31' }),
      ];
      return pages.map(({ parties }) => parties.get('org:nato')?.aliases);
    };
    const both = ['France', 'state:FRA'];
    assert.deepEqual(await names(), [both, both]);
    await decide(store, { kind: 'reject', claim: 'r1#c2' }, { ...stamp, id: 'd2' }, { measures: MEASURES });
    assert.deepEqual(await names(), [['France'], ['France']]);
  } finally {
    await book.close();
    await store.close();
  }
});

test('of many actors, a list page by page is the whole list', async () => {
  const path = join(folder, `${++books}.db`);
  const store = await openStore(path);
  const book = await openBook({ book: path });
  try {
    // 90 actors, of whom every third has two entries, for nobody or one of 30.
    const parties = Array.from({ length: 120 }, (_, i) =>
      state(`X${i}`, `Land ${String((i * 77) % 120).padStart(3, '0')}`),
    );
    const idOf = (i: number): string => parties[i]?.id ?? '';
    const reports = Array.from({ length: 90 }, (_, i) => {
      const id = `r${i}`;
      const one = told(id);
      const measures = i % 3 === 0 ? ['force.land', 'force.sea'] : ['guarantee'];
      const claim = { actors: [idOf(i)], beneficiary: i % 4 === 0 ? [] : [idOf(90 + (i % 30))], measures };
      return { ...one, parties, claims: [offer(id, one.report.text, { ...claim, targets: [] })] };
    });
    await store.write((writes) => writes.add(reports));
    for (const key of SORT_KEYS)
      for (const sort of [key, `-${key}` as const]) {
        const { items: whole } = await book.list({ sort });
        assert.equal(whole.length, 120);
        const paged: string[] = [];
        for (let more = true; more; ) {
          const after = paged.at(-1);
          const { items, total } = await book.list({
            sort,
            limit: 25,
            ...(after !== undefined && { after }),
          });
          assert.equal(total, 120);
          paged.push(...items.map(({ id }) => id));
          more = items.length === 25;
        }
        assert.deepEqual(
          paged,
          whole.map(({ id }) => id),
          sort,
        );
      }
  } finally {
    await book.close();
    await store.close();
  }
});
