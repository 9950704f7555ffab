import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TakenOnActors } from '../src/book/actor-decisions/decision.ts';
import { countedFacets } from '../src/book/facets.ts';
import type { Report } from '../src/book/record.ts';
import { FIRMNESS } from '../src/document/vocabulary.ts';
import type {
  Among,
  BookRecord,
  ClaimFilter,
  Decision,
  EntryFilter,
  KeptItem,
  MatterKey,
  NamedEntries,
  NewReading,
  NewReport,
  ReportFilter,
  ReviewState,
  Stamp,
  Store,
  Writes,
} from '../src/store/index.ts';
import { StoreError } from '../src/text/errors.ts';
import { FRANCE, GERMANY, offer, told, UKRAINE } from './store-records.ts';

const AT = '2025-09-06T10:00:00.000Z';
const stamp = (id: string): Stamp => ({ id, by: 'Ada', at: AT, why: 'it was a draft' });
const decision = (id: string, more: Partial<Decision> = {}): Decision => ({
  ...stamp(id),
  kind: 'accept',
  subject: 'a#c1',
  report: 'a',
  body: '{"note":"checked"}',
  undoes: null,
  ...more,
});

const add = (store: Store, ...reports: readonly NewReport[]) => store.write((book) => book.add(reports));
const reports = async (store: Store, filter?: ReportFilter) =>
  (await store.read((book) => book.reports(filter))).map(({ report }) => report.id);
const claims = async (store: Store, filter?: ClaimFilter) =>
  (await store.read((book) => book.claims(filter))).map(({ claim }) => claim.id);
/** A reading without claims. */
const readAgain = (report: string, ...features: readonly string[]): NewReading => ({
  report,
  parties: [],
  claims: [],
  reader: '0.2.0',
  reading: '{}',
  signatures: [],
  features,
  sentences: [],
  at: AT,
});
const UNREAD = { state: 'unread', by: null, at: null } as const;
/** Days of which the last is the nearest. */
const around = (from: string, to: string) => ({ from, day: to, to });
const failsWith = (code: string) => (error: unknown) => error instanceof StoreError && error.code === code;

/**
 * What every store does, whatever it keeps the book in. `open` gives one of a book that nobody else has, and opens the same
 * book again when it is given the name that the first one had.
 */
export function storeContract(name: string, open: (book: string) => Promise<Store>): void {
  let count = 0;
  const called = new Set<string>();
  const watched = <T extends object>(of: T): T =>
    new Proxy(of, {
      get(target, method) {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        called.add(String(method));
        return (...given: readonly unknown[]) =>
          value.apply(
            target,
            given.map((one) =>
              typeof one === 'function' ? (book?: object) => one(book && watched(book)) : one,
            ),
          );
      },
    });
  const contract = (
    what: string,
    run: (store: Store, again: () => Promise<Store>) => Promise<void>,
  ): void => {
    test(`${name}: ${what}`, async () => {
      const book = `book-${count++}`;
      const opened: Store[] = [];
      const again = async (): Promise<Store> => {
        const store = watched(await open(book));
        opened.push(store);
        return store;
      };
      try {
        const store = await again();
        await run(store, again);
        assert.deepEqual(await (await again()).check(), []);
      } finally {
        for (const store of opened) await store.close();
      }
    });
  };

  contract(
    'ids are known of reports and claims, also of those that are not there any more',
    async (store) => {
      await store.write((book) => book.add([told('a'), told('b')]));
      await store.purge(['b'], { id: 'd', by: 'Ada', at: AT, why: null });
      const known = await store.read((book) => book.known(['a', 'a#c1', 'b', 'b#c1', 'c']));
      assert.deepEqual([...known].sort(), ['a', 'a#c1', 'b']);
    },
  );

  contract('what is added is there as it came, also when the book is opened again', async (store, again) => {
    const given = told('a', {
      report: { byline: 'by B.', url: 'https://wire.example/a' },
      bytes: Uint8Array.of(0, 255, 7),
      path: 'in/a.html',
      fetchedUrl: 'https://wire.example/a?utm=1',
      captured: '2025-09-05T06:00:00.000Z',
      signatures: [{ start: 0, end: 10, bands: ['1', '2'] }],
      features: ['state:FRA'],
      story: { id: 's1', by: 'rule' },
    });
    assert.deepEqual(await add(store, given), [
      { id: 'a', status: 'added', state: 'present', follows: null },
    ]);
    await store.close();
    const reopened = await again();
    const { report, claims: found, parties, bytes, reading, signatures: _, features: __, ...rest } = given;
    await reopened.read(async (book) => {
      assert.deepEqual(await book.reports(), [
        { report, ...rest, state: 'present', version: 1, followedBy: null, labels: [], progress: UNREAD },
      ]);
      const [claim] = found;
      assert.deepEqual(await book.claims(), [
        { claim, asRead: claim, state: 'unreviewed', learned: report.learned, replaced: null },
      ]);
      assert.deepEqual(await book.parties(), [...parties]);
      assert.deepEqual(await book.original('a'), { bytes, mediaType: 'text/plain' });
      const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      assert.deepEqual(await book.hashes(['a', 'unknown']), new Map([['a', hash]]));
      assert.deepEqual(await book.readings('a'), [{ reader: '0.1.0', reading, at: report.learned }]);
      assert.deepEqual(await book.stories(), [{ id: 's1', title: null, reports: ['a'] }]);
    });
    await assert.rejects(
      store.read(() => 1),
      failsWith('store/closed'),
    );
  });

  contract('the same report twice is one', async (store) => {
    const [first, second] = await add(store, told('a'), told('a', { report: { learned: AT } }));
    assert.deepEqual([first?.status, second?.status], ['added', 'known']);
    assert.deepEqual(await claims(store), ['a#c1']);
  });

  contract('any order and repetition of additions leads to the same book', async (store) => {
    const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 8 });
    const had = new Set<string>();
    await fc.assert(
      fc.asyncProperty(ids, async (list) => {
        const added = await add(store, ...list.map((id) => told(id)));
        assert.deepEqual(
          added.map(({ status }) => status),
          list.map((id) => {
            const status = had.has(id) ? 'known' : 'added';
            had.add(id);
            return status;
          }),
        );
        assert.deepEqual((await reports(store)).toSorted(), [...had].sort());
      }),
      { numRuns: 20 },
    );
  });

  contract('a changed report is a new version, and the old one stays', async (store) => {
    const url = 'https://wire.example/story';
    const added = await add(
      store,
      told('a', { report: { url } }),
      told('b', { report: { url, learned: '2025-09-07T08:00:00.000Z', published: '2025-09-06' } }),
      told('c', { report: { url, learned: '2025-09-08T08:00:00.000Z', published: '2025-09-08' } }),
    );
    assert.deepEqual(
      added.map(({ status, follows }) => [status, follows]),
      [
        ['added', null],
        ['version', 'a'],
        ['version', 'b'],
      ],
    );
    assert.deepEqual(await reports(store), ['c']);
    assert.deepEqual(await claims(store), ['c#c1']);
    assert.deepEqual(await reports(store, { versions: 'all' }), ['a', 'b', 'c']);
    assert.deepEqual(await store.read((book) => book.versions('b')), ['a', 'b', 'c']);
    const [a] = await store.read((book) => book.reports({ versions: 'all' }));
    assert.deepEqual([a?.version, a?.followedBy], [1, 'c']);
    // Which one is current depends on the day that is asked for, and on what the book knew.
    assert.deepEqual(await reports(store, { asOf: '2025-09-07' }), ['b']);
    assert.deepEqual(await reports(store, { knownOn: '2025-09-06' }), ['a']);
    // A version that is removed gives its place back.
    await store.write((book) => book.remove('c', stamp('d1')));
    assert.deepEqual(await reports(store), ['b']);
  });

  contract('what makes a version: URL, else path, else publisher, title and day', async (store) => {
    const plain = { title: 'Troops', publisher: 'Harbour Wire', published: '2025-09-04' };
    const added = await add(
      store,
      told('path', { path: 'x.txt', report: { title: null } }),
      told('same path', { path: 'x.txt', report: { title: null } }),
      told('words', { report: plain }),
      told('same words', { report: { ...plain, published: '2025-09-04T18:00:00+02:00' } }),
      told('other day', { report: { ...plain, published: '2025-09-05' } }),
      told('other publisher', { report: { ...plain, publisher: 'Danube Wire' } }),
      told('no date', { report: { ...plain, published: null } }),
      told('one URL', {
        report: { ...plain, title: 'Live', url: 'https://wire.example/1' },
        path: 'page.html',
      }),
      told('other URL', {
        report: { ...plain, title: 'Live', url: 'https://wire.example/2' },
        path: 'page.html',
      }),
    );
    assert.deepEqual(
      added.filter(({ status }) => status === 'version').map(({ id, follows }) => [id, follows]),
      [
        ['same path', 'path'],
        ['same words', 'words'],
      ],
    );
  });

  contract('a change is kept whole or not at all', async (store) => {
    const broken = store.write(async (book) => {
      await book.add([told('a'), told('b')]);
      throw new Error('the reader stumbled');
    });
    await assert.rejects(broken, /stumbled/);
    assert.deepEqual(await reports(store), []);
    const twice = add(store, told('a'), told('b', { claim: { id: 'a#c1' } }));
    await assert.rejects(twice);
    assert.deepEqual(await reports(store), []);
    await add(store, told('a'));
  });

  contract(
    'how far a report is: by whom, also as it was known, and by it reports are found',
    async (store) => {
      await add(store, told('a'), told('b'));
      const far = async (filter?: ReportFilter) =>
        (await store.read((book) => book.reports(filter))).map(({ progress }) => progress);
      await store.write((book) => book.progress('a', 'in-work', 'Ada', AT));
      await store.write((book) => book.progress('a', 'done', 'Bo', '2025-09-08T10:00:00.000Z'));
      assert.deepEqual(await far(), [{ state: 'done', by: 'Bo', at: '2025-09-08T10:00:00.000Z' }, UNREAD]);
      assert.deepEqual(await far({ knownOn: '2025-09-07', reports: ['a'] }), [
        { state: 'in-work', by: 'Ada', at: AT },
      ]);
      assert.deepEqual(await reports(store, { progress: ['done'] }), ['a']);
      assert.deepEqual(await reports(store, { progress: ['unread', 'in-work'] }), ['b']);
      assert.deepEqual(await reports(store, { progress: ['in-work'], knownOn: '2025-09-07' }), ['a']);
    },
  );

  contract('words that were nearly read stay dismissed when the report is read again', async (store) => {
    const near = (start: number, end: number) => ({ start, end, act: 'commit', confidence: 0.4 }) as const;
    await add(store, told('a', { perhapsMissed: [near(3, 9), near(20, 25)] }), told('b'));
    const missed = async () =>
      (await store.read((book) => book.perhapsMissed())).map(({ report, start, dismissed }) => [
        report,
        start,
        dismissed,
      ]);
    assert.deepEqual(await missed(), [
      ['a', 3, false],
      ['a', 20, false],
    ]);
    await store.write((book) => book.dismiss('a', { start: 3, end: 9 }, true, AT));
    await store.write((book) =>
      book.reread({ ...readAgain('a'), perhapsMissed: [near(4, 9), near(30, 35)] }),
    );
    assert.deepEqual(await missed(), [
      ['a', 4, true],
      ['a', 30, false],
    ]);
    const open = { missed: {}, minConfidence: 0, claimsOnly: false, skip: 0, limit: 9 };
    await store.write((book) => book.catchUp([], 9));
    const queue = await store.read((book) => book.toReview({ ...open, reports: { reports: ['a'] } }));
    assert.deepEqual([queue.claims, queue.missed.map(({ start }) => start)], [[], [30]]);
    await store.write((book) => book.dismiss('a', { start: 4, end: 9 }, false, AT));
    assert.deepEqual((await missed())[0], ['a', 4, false]);
    await store.write((book) => book.remove('a', stamp('d')));
    assert.deepEqual(await missed(), []);
  });

  contract('what a coder marks is kept apart from the claims, and purged with its report', async (store) => {
    await add(store, told('a'), told('b'));
    const coding = (report: string, coder: string, done = false) => ({
      report,
      coder,
      at: AT,
      done,
      marks: [offer(report, told(report).report.text, { id: `${report}#mark` })],
      parties: [UKRAINE],
    });
    await store.write(async (book) => {
      await book.code(coding('a', 'Bo'));
      await book.code(coding('a', 'Ada'));
      await book.code(coding('b', 'Bo'));
      await book.code(coding('a', 'Bo', true));
    });
    const codings = (filter = {}) => store.read((book) => book.codings(filter));
    assert.deepEqual(await codings({ reports: ['a'] }), [coding('a', 'Ada'), coding('a', 'Bo', true)]);
    assert.deepEqual(await codings({ coders: ['Bo'], reports: ['b'] }), [coding('b', 'Bo')]);
    assert.deepEqual(await claims(store), ['a#c1', 'b#c1']);
    await store.purge(['a'], stamp('d'));
    assert.deepEqual(await codings(), [coding('b', 'Bo')]);
  });

  contract('a view sees one moment, and changes come one after the other', async (store) => {
    await add(store, told('a'));
    await store.read(async (book) => {
      assert.equal((await book.reports()).length, 1);
      await add(store, told('b'));
      assert.equal((await book.reports()).length, 1);
    });
    assert.deepEqual(await reports(store), ['a', 'b']);
    const order: string[] = [];
    const slow = (id: string) => async (book: Writes) => {
      order.push(`${id} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await book.add([told(id)]);
      order.push(`${id} ends`);
    };
    await Promise.all([store.write(slow('c')), store.write(slow('d'))]);
    assert.deepEqual(order, ['c begins', 'c ends', 'd begins', 'd ends']);
    await assert.rejects(
      store.write(() => store.write(() => 1)),
      failsWith('store/nested'),
    );
  });

  contract('two who look for the story first and found it then found one', async (store, again) => {
    const found = (book: Writes, id: string) =>
      book.storiesNear(['state:FRA'], around('2025-09-01', '2025-09-09'), 10, []).then(async ([like]) => {
        // Time for the other to look.
        await new Promise((resolve) => setTimeout(resolve, 5));
        const story = { id: like?.id ?? `story of ${id}`, by: 'rule' } as const;
        await book.add([told(id, { features: ['state:FRA'], story })]);
      });
    const other = await again();
    await Promise.all([store.write((book) => found(book, 'a')), other.write((book) => found(book, 'b'))]);
    const stories = await store.read((book) => book.stories());
    assert.deepEqual(
      stories.map((story) => story.reports),
      [['a', 'b']],
    );
  });

  contract('passages that share bands, most first', async (store) => {
    const signed = (id: string, ...bands: readonly string[]) =>
      told(id, {
        signatures: [
          { start: 0, end: 5, bands },
          { start: 1, end: 4, bands: ['7', String(id.charCodeAt(0))] },
        ],
      });
    await add(store, signed('a', '1', '11', '2'), signed('b', '1', '2', '3'), signed('c', '4'));
    const shared = (limit: number) => store.read((book) => book.sharing(['1', '2', '3'], limit));
    assert.deepEqual(await shared(10), [
      { report: 'b', start: 0, end: 5, bands: 3 },
      { report: 'a', start: 0, end: 5, bands: 2 },
    ]);
    assert.deepEqual(
      (await shared(1)).map(({ report }) => report),
      ['b'],
    );
    await store.write((book) => book.remove('b', stamp('d')));
    assert.deepEqual(
      (await shared(10)).map(({ report }) => report),
      ['a'],
    );
  });

  contract('stories of reports of the same days with the same features', async (store) => {
    const on = (id: string, published: string, ...features: readonly string[]) =>
      told(id, {
        report: { published },
        features,
        story: id === 'c' ? null : { id: `story of ${id}`, by: 'hand' },
      });
    await add(
      store,
      on('a', '2025-09-01', 'FRA', 'force'),
      on('c', '2025-09-04', 'FRA'),
      on('g', '2025-09-04', 'FRA'),
      on('b', '2025-09-03', 'FRA', 'force', 'other'),
      on('d', '2025-09-09', 'FRA', 'force'),
    );
    const days = around('2025-09-02', '2025-09-05');
    assert.deepEqual(
      await store.read((book) => book.storiesNear(['FRA', 'force'], days, 9, ['other', 'x'])),
      [
        { id: 'story of b', from: '2025-09-03', to: '2025-09-03', reports: 1, keys: new Map([['other', 1]]) },
        { id: 'story of g', from: '2025-09-04', to: '2025-09-04', reports: 1, keys: new Map() },
      ],
    );
    const { reports, having } = await store.read((book) => book.counts(['FRA', 'force', 'x']));
    assert.deepEqual(
      [reports, having],
      [
        5,
        new Map([
          ['FRA', 5],
          ['force', 3],
        ]),
      ],
    );
    await add(store, on('e', '2025-09-06', 'FRA'), on('f', '2025-09-06', 'FRA'));
    const nearest = async (day: string) =>
      (
        await store.read((book) =>
          book.storiesNear(['FRA'], { from: '2025-09-01', day, to: '2025-09-09' }, 2, []),
        )
      )
        .map(({ id }) => id)
        .sort();
    assert.deepEqual(await nearest('2025-09-03'), ['story of a', 'story of b']);
    assert.deepEqual(await nearest('2025-09-08'), ['story of e', 'story of f']);
  });

  contract(
    'stories near a day are the same for features that few and that many reports have',
    async (store) => {
      const day = (n: number): string => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10);
      const many = Array.from({ length: 260 }, (_, k) => ({
        id: `r${k}`,
        published: day((k * 7) % 60),
        features: ['all', ...(k % 2 === 0 ? ['half'] : []), ...(k % 5 === 0 ? ['few'] : []), `own ${k % 90}`],
      }));
      await add(
        store,
        ...many.map(({ id, published, features }) =>
          told(id, {
            report: { published, url: `https://x.example/${id}` },
            features,
            story: { id: `story of ${id}`, by: 'rule' },
          }),
        ),
      );
      const [from, to] = [day(5), day(50)];
      for (const features of [['all'], ['few', 'all', 'own 3', 'half'], ['own 7', 'few']])
        for (const [on, limit] of [
          [day(30), 20],
          [day(5), 3],
          [day(50), 9],
        ] as const) {
          const shared = new Map<string, number>();
          for (const feature of features) {
            const dated = many
              .filter((report) => report.features.includes(feature))
              .filter(({ published }) => published >= from && published <= to)
              .sort((a, b) => (a.published < b.published ? -1 : a.published > b.published ? 1 : 0));
            const until = dated.filter(({ published }) => published <= on).reverse();
            const after = dated.filter(({ published }) => published > on);
            for (const { id } of [...until.slice(0, limit), ...after.slice(0, limit)])
              shared.set(`story of ${id}`, (shared.get(`story of ${id}`) ?? 0) + 1);
          }
          const nearest = [...shared].sort(([, a], [, b]) => b - a).slice(0, limit);
          const found = await store.read((book) =>
            book.storiesNear(features, { from, day: on, to }, limit, []),
          );
          assert.deepEqual(
            found.map(({ id }) => id),
            nearest.map(([id]) => id),
          );
        }
    },
  );

  contract('stories as far as they have these features, also after a change', async (store) => {
    const of = (story: string, id: string, published: string | null, ...features: readonly string[]) =>
      told(id, {
        report: { published, url: `https://x.example/${id}` },
        features,
        story: { id: story, by: 'rule' },
      });
    const outlines = (day?: string) =>
      store.read((book) => book.outlines(['t', 's', 'none'], ['FRA', 'force'], day));
    const story = (id: string, days: readonly [string, string] | null, reports: number, keys = {}) => ({
      id,
      reports,
      from: days?.[0] ?? null,
      to: days?.[1] ?? null,
      keys: new Map(Object.entries(keys)),
    });
    const none = story('none', null, 0);
    await add(
      store,
      of('s', 'a', '2025-09-03', 'FRA', 'force'),
      of('s', 'b', '2025-09-01', 'FRA', 'other'),
      of('t', 'c', null, 'DEU'),
    );
    const both = story('s', ['2025-09-01', '2025-09-03'], 2, { FRA: 2, force: 1 });
    assert.deepEqual(await outlines(), [story('t', null, 1), both, none]);
    const first = story('s', ['2025-09-01', '2025-09-01'], 1, { FRA: 1 });
    assert.deepEqual(await outlines('2025-09-02'), [story('t', null, 0), first, none]);
    const featured = await store.read((book) => book.featured('s', 9));
    assert.deepEqual(featured, [
      { report: 'b', day: '2025-09-01', keys: ['FRA', 'other'] },
      { report: 'a', day: '2025-09-03', keys: ['FRA', 'force'] },
    ]);
    assert.deepEqual(await store.read((book) => book.featured('s', 1)), featured.slice(0, 1));
    await store.write((book) => book.remove('b', stamp('d1')));
    assert.deepEqual(
      (await outlines())[1],
      story('s', ['2025-09-03', '2025-09-03'], 1, { FRA: 1, force: 1 }),
    );
    await store.write((book) => book.restore('b', stamp('d2')));
    assert.deepEqual((await outlines())[1], both);
    await store.write((book) => book.place('b', 't', 'hand', AT));
    assert.deepEqual(await outlines(), [
      story('t', ['2025-09-01', '2025-09-01'], 2, { FRA: 1 }),
      story('s', ['2025-09-03', '2025-09-03'], 1, { FRA: 1, force: 1 }),
      none,
    ]);
    await store.write(async (book) => {
      await book.mend('b', { published: '2025-09-02' });
      await book.reread(readAgain('a', 'force'));
    });
    assert.deepEqual(await outlines(), [
      story('t', ['2025-09-02', '2025-09-02'], 2, { FRA: 1 }),
      story('s', ['2025-09-03', '2025-09-03'], 1, { force: 1 }),
      none,
    ]);
    // Another version takes the place of the one before it, in whichever story that one is.
    const next = of('s', 'd', '2025-09-04', 'FRA');
    await add(store, { ...next, report: { ...next.report, url: 'https://x.example/b' } });
    const asOf = await outlines('2025-09-03');
    assert.deepEqual(asOf[0], story('t', ['2025-09-02', '2025-09-02'], 1, { FRA: 1 }));
    await store.purge(['a'], stamp('d3'));
    assert.deepEqual(await outlines(), [
      story('t', null, 1),
      story('s', ['2025-09-04', '2025-09-04'], 1, { FRA: 1 }),
      none,
    ]);
    // Without it the one before it counts again, until there is one more.
    const again = (id: string) => {
      const version = of('u', id, '2025-09-05', 'DEU');
      return { ...version, report: { ...version.report, url: 'https://x.example/b' } };
    };
    await store.purge(['d'], stamp('d4'));
    assert.deepEqual((await outlines())[0], story('t', ['2025-09-02', '2025-09-02'], 2, { FRA: 1 }));
    await add(store, of('t', 'e', null, 'DEU'), again('f'));
    assert.deepEqual((await outlines())[0], story('t', null, 2));
    await store.purge(['f'], stamp('d5'));
    await add(store, of('t', 'g', null, 'DEU'));
    assert.deepEqual((await outlines())[0], story('t', ['2025-09-02', '2025-09-02'], 4, { FRA: 1 }));
    await add(store, again('h'));
    assert.deepEqual((await outlines())[0], story('t', null, 3));
    assert.deepEqual(await store.check(), []);
  });

  contract('each filter of claims lets through what it says', async (store) => {
    await add(
      store,
      told('a', { report: { published: '2025-09-01' } }),
      told('b', {
        report: { published: '2025-09-02T23:30:00+02:00', publisher: 'Danube Wire' },
        claim: {
          act: 'demand',
          firmness: null,
          targets: [GERMANY.id],
          conditions: [],
          sources: ['org:nato'],
        },
        parties: [FRANCE, GERMANY],
      }),
      told('c', {
        report: { published: null, title: 'Élysée: “boots” on the ground' },
        claim: { firmness: 'formal', measures: ['funding.loan'], actors: [GERMANY.id], beneficiary: [] },
      }),
    );
    const cases: readonly (readonly [ClaimFilter, string])[] = [
      [{}, 'a b c'],
      [{ acts: ['demand'] }, 'b'],
      [{ acts: ['demand', 'commit'] }, 'a b c'],
      [{ acts: [] }, ''],
      [{ actors: [FRANCE.id] }, 'a b'],
      [{ actors: [FRANCE.id], targets: [UKRAINE.id] }, 'a'],
      [{ targets: [GERMANY.id] }, 'b'],
      [{ beneficiaries: [UKRAINE.id] }, 'a b'],
      [{ measures: ['funding.loan', 'tariff'] }, 'c'],
      [{ sources: ['org:nato'] }, 'b'],
      [{ triggers: ['ceasefire'] }, 'a c'],
      [{ firmness: { from: 'pledged' } }, 'c'],
      [{ firmness: { to: 'pledged' } }, 'a'],
      [{ firmness: { from: 'offered', to: 'offered' } }, 'a'],
      [{ states: ['accepted'] }, ''],
      [{ claims: ['b#c1'] }, 'b'],
      [{ reports: ['a', 'c'] }, 'a c'],
      [{ publishers: ['Danube Wire'] }, 'b'],
      [{ parties: [GERMANY.id] }, 'b'],
      [{ asOf: '2025-09-01' }, 'a'],
      [{ asOf: '2025-09-02' }, 'a b'],
      [{ asOf: '2025-08' }, ''],
      [{ asOf: '2025-09' }, 'a b c'],
      [{ asOf: '2025', knownOn: '2025' }, 'a b c'],
      [{ asOf: '2025-09-02T21:00:00Z' }, 'a'],
      [{ asOf: '2025-09-02T21:30:00Z' }, 'a b'],
      // Without a date, when the book learned of it.
      [{ asOf: '2025-09-05' }, 'a b c'],
      [{ since: '2025-09-02' }, 'b c'],
      [{ since: '2025-09-02T22:00:00Z' }, 'c'],
      [{ knownOn: '2025-09-04' }, ''],
      [{ knownOn: '2025-09-05' }, 'a b c'],
      [{ text: 'elysee' }, 'c'],
      [{ text: '"on the ground" boots' }, 'c'],
      [{ text: '"the on ground"' }, ''],
      [{ text: 'danube troops' }, 'b'],
      [{ text: 'NOT OR ( * a:b^' }, ''],
      [{ text: '' }, ''],
      [{ limit: 2 }, 'a b'],
      [{ limit: 2, after: 'b#c1' }, 'c'],
    ];
    for (const [filter, expected] of cases) {
      const ids = (await claims(store, filter)).map((id) => id.slice(0, 1)).join(' ');
      assert.equal(ids, expected, JSON.stringify(filter));
    }
  });

  contract('reports of whoever is named in many are counted and come as of all reports', async (store) => {
    const text = 'France is ready to send troops to Ukraine after a ceasefire.';
    const days = Array.from({ length: 330 }, (_, i) => new Date(Date.UTC(2025, 0, (i * 37) % 331)));
    await add(
      store,
      ...days.map((day, i) =>
        told(`r${i}`, {
          report: {
            published: day.toISOString().slice(0, 10),
            text: `r${i}. ${text}`,
            url: `https://wire.example/${i}`,
          },
          parties: i % 4 === 0 ? [FRANCE, UKRAINE] : [FRANCE, GERMANY, UKRAINE],
        }),
      ),
      told('again', {
        report: { published: '2025-12-24', url: 'https://wire.example/8' },
        parties: [FRANCE],
      }),
    );
    for (const [i, id] of ['r329', 'r7', 'r4'].entries())
      await store.write((book) => book.remove(id, stamp(`d${i}`)));
    for (const { id } of [GERMANY, FRANCE]) {
      const all = await store.read(async (book) => book.reports({ parties: [id] }));
      const named = all.map(({ report }) => report.id);
      assert.equal(await store.read((book) => book.countReports({ parties: [id] })), named.length);
      assert(named.length > 200 && !named.includes('r7') && !named.includes('r8'));
      const newest = named.toReversed();
      assert.deepEqual(
        await reports(store, { parties: [id], newest: true, limit: 250 }),
        newest.slice(0, 250),
      );
      assert.deepEqual(
        await reports(store, { parties: [id], newest: true, limit: 20, after: newest[19] ?? '' }),
        newest.slice(20, 40),
      );
      assert.deepEqual(await reports(store, { parties: [id], limit: 20 }), named.slice(0, 20));
      const until = { parties: [id], asOf: '2025-06-30', limit: 20, newest: true };
      assert.deepEqual(
        await reports(store, until),
        (await reports(store, { ...until, limit: 400 })).slice(0, 20),
      );
    }
  });

  contract('tags and one marking, by which lists are filtered', async (store) => {
    await add(store, told('a'), told('b'), told('c'));
    await store.write(async (book) => {
      await book.label('a', { kind: 'tag', value: 'paris' }, 'Ada', AT);
      await book.label('b', { kind: 'marking', value: 'draft' }, 'Ada', AT);
      await book.label('b', { kind: 'marking', value: 'internal' }, 'Bo', AT);
      await book.label('c', { kind: 'tag', value: 'internal' }, 'Bo', AT);
      await book.unlabel('c', { kind: 'tag', value: 'none' }, AT);
      await book.note({ id: 'n1', report: 'a', text: 'ask Paris', by: 'Ada', at: AT });
    });
    const internal = [{ kind: 'marking', value: 'internal' }] as const;
    assert.deepEqual(await reports(store, { labelled: internal }), ['b']);
    assert.deepEqual(await reports(store, { notLabelled: internal }), ['a', 'c']);
    assert.deepEqual(await reports(store, { labelled: [...internal, { kind: 'tag', value: 'paris' }] }), [
      'a',
      'b',
    ]);
    const [, b] = await store.read((book) => book.reports());
    assert.deepEqual(b?.labels, internal);
    const notes = await store.read((book) => book.notes('a'));
    assert.deepEqual(notes, [{ id: 'n1', report: 'a', text: 'ask Paris', by: 'Ada', at: AT }]);
    await store.write((book) => book.unlabel('a', { kind: 'tag', value: 'paris' }, AT));
    assert.deepEqual(await reports(store, { labelled: [{ kind: 'tag', value: 'paris' }] }), []);
  });

  contract('decisions are appended, and undone by another one', async (store) => {
    await add(store, told('a'));
    const undoing = decision('d2', { kind: 'undo', undoes: 'd1', at: '2025-09-07T00:00:00.000Z' });
    await store.write(async (book) => {
      await book.decide(decision('d1'));
      await book.decide(decision('d1'));
      await book.decide(undoing);
    });
    const all = await store.read((book) => book.decisions());
    assert.deepEqual(all, [decision('d1'), undoing]);
    const ids = async (filter: Parameters<Writes['decisions']>[0]) =>
      (await store.read((book) => book.decisions(filter))).map(({ id }) => id);
    assert.deepEqual(await ids({ kinds: ['undo'] }), ['d2']);
    assert.deepEqual(await ids({ subjects: ['a#c1'], reports: ['a'] }), ['d1', 'd2']);
    assert.deepEqual(await ids({ knownOn: '2025-09-06' }), ['d1']);
    assert.deepEqual(await ids({ limit: 1 }), ['d1']);
    const other = store.write((book) => book.decide(decision('d1', { why: 'another reason' })));
    await assert.rejects(other, failsWith('store/id-reused'));
  });

  contract('a claim has the form that decisions give it, and keeps what was read', async (store) => {
    const given = told('a');
    await add(store, given);
    const [read] = given.claims;
    const firmer = offer('a', given.report.text, { firmness: 'pledged', actors: [GERMANY.id] });
    const own = offer('a', given.report.text, { id: 'a#h1', actors: [GERMANY.id] });
    await store.write(async (book) => {
      await book.settle({ claim: firmer, state: 'accepted', at: AT });
      await book.settle({ claim: own, state: 'accepted', parties: [GERMANY], at: AT });
    });
    assert.deepEqual(await claims(store, { actors: [FRANCE.id] }), []);
    assert.deepEqual(await claims(store, { actors: [GERMANY.id], firmness: { from: 'pledged' } }), ['a#c1']);
    const [first, second] = await store.read((book) => book.claims({ states: ['accepted'] }));
    assert.deepEqual([first?.claim, first?.asRead], [firmer, read]);
    assert.deepEqual([second?.claim, second?.asRead, second?.learned], [own, null, AT]);
    assert.ok((await store.read((book) => book.parties())).some(({ id }) => id === GERMANY.id));
    // And back.
    await store.write((book) =>
      book.settle({ claim: offer('a', given.report.text), state: 'unreviewed', at: AT }),
    );
    const [back] = await store.read((book) => book.claims());
    assert.deepEqual([back?.claim, back?.asRead], [read, read]);
  });

  contract('a claim that is gone is no rejected one, and comes back', async (store) => {
    const given = told('a');
    await add(store, given);
    const [claim] = given.claims;
    if (claim === undefined) throw new Error('a claim is wanted');
    const own = { ...claim, id: 'a#h1' };
    const settle = (state: ReviewState) =>
      store.write(async (book) => {
        for (const settled of [claim, own]) await book.settle({ claim: settled, state, at: AT });
      });
    await settle('gone');
    assert.deepEqual(await claims(store, { states: ['gone'] }), ['a#c1', 'a#h1']);
    assert.deepEqual(await claims(store, { states: ['unreviewed', 'accepted', 'rejected'] }), []);
    assert.deepEqual(
      (await store.read((book) => book.claims())).map(({ state }) => state),
      ['gone', 'gone'],
    );
    await settle('rejected');
    assert.deepEqual(await claims(store, { states: ['rejected'] }), ['a#c1', 'a#h1']);
  });

  contract('a newer reading takes the place of the former one, which was known before', async (store) => {
    const given = told('a');
    await add(store, given);
    const { text, sentences } = given.report;
    const hand = offer('a', text, { id: 'a#h1' });
    const next = {
      ...given,
      report: 'a',
      sentences,
      reader: '0.2.0',
      reading: '{}',
      parties: [GERMANY],
      claims: [offer('a', text, { id: 'a#2.c1', actors: [GERMANY.id] })],
      at: AT,
    };
    await store.write(async (book) => {
      await book.settle({ claim: hand, state: 'accepted', at: '2025-09-05T09:00:00.000Z' });
      await book.reread(next);
    });
    assert.deepEqual(await claims(store), ['a#h1', 'a#2.c1']);
    assert.deepEqual(await claims(store, { knownOn: '2025-09-05' }), ['a#c1', 'a#h1']);
    const readers = (await store.read((book) => book.readings('a'))).map(({ reader }) => reader);
    assert.deepEqual(readers, ['0.1.0', '0.2.0']);
    assert.deepEqual(await store.read((book) => book.parties()), [GERMANY]);
  });

  contract('what was guessed is mended, and lists go by it', async (store) => {
    const story = { id: 's', by: 'rule' } as const;
    await add(
      store,
      told('a', { features: ['FRA'], story }),
      told('b', { report: { published: '2025-09-03' } }),
    );
    const before = await store.write((book) =>
      book.mend('a', { title: 'Quite another', publisher: 'Danube Wire', published: '2025-08-01' }),
    );
    assert.deepEqual(before, { title: 'On a', publisher: 'Harbour Wire', published: '2025-09-04' });
    assert.deepEqual(await reports(store), ['a', 'b']);
    assert.deepEqual(await reports(store, { asOf: '2025-08-01', publishers: ['Danube Wire'] }), ['a']);
    assert.deepEqual(await reports(store, { text: 'another' }), ['a']);
    assert.deepEqual(await reports(store, { text: '"On a"' }), []);
    const days = around('2025-08-01', '2025-08-01');
    assert.equal((await store.read((book) => book.storiesNear(['FRA'], days, 9, []))).length, 1);
  });

  contract('what is removed is hidden with all that rests on it, and comes back', async (store) => {
    await add(store, told('a', { story: { id: 's', by: 'rule' }, features: ['x'] }), told('b'));
    const everything = (book: Parameters<Parameters<Store['read']>[0]>[0]) =>
      Promise.all([
        book.reports(),
        book.claims(),
        book.original('a'),
        book.readings('a'),
        book.stories(),
        book.reports({ text: '"On a"' }),
        book.storiesNear(['x'], around('2025-01-01', '2026-01-01'), 9, ['x']),
      ]);
    const before = await store.read(everything);
    await store.write((book) => book.remove('a', stamp('d1')));
    const [left, ...rest] = await store.read(everything);
    assert.deepEqual(
      left?.map(({ report }) => report.id),
      ['b'],
    );
    assert.deepEqual(
      [rest[0].map(({ claim }) => claim.id), ...rest.slice(1)],
      [['b#c1'], null, [], [], [], []],
    );
    assert.deepEqual(await reports(store, { state: 'removed' }), ['a']);
    assert.deepEqual((await add(store, told('a')))[0], {
      id: 'a',
      status: 'known',
      state: 'removed',
      follows: null,
    });
    await store.write((book) => book.restore('a', stamp('d2')));
    assert.deepEqual(await store.read(everything), before);
    const kinds = (await store.read((book) => book.decisions({ subjects: ['a'] }))).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['remove', 'restore']);
  });

  contract('what is purged is gone but for its id, and does not come back', async (store) => {
    await add(store, told('a', { parties: [FRANCE, GERMANY], story: { id: 's', by: 'rule' } }), told('b'));
    await store.write(async (book) => {
      await book.decide(decision('d1'));
      await book.note({ id: 'n1', report: 'a', text: 'ask Paris', by: 'Ada', at: AT });
    });
    assert.deepEqual(await store.purge(['a'], stamp('d2')), { remains: [] });
    await store.read(async (book) => {
      assert.equal(await book.state('a'), 'purged');
      assert.deepEqual(await book.parties(), [FRANCE, UKRAINE]);
      assert.deepEqual(await book.stories(), []);
      assert.deepEqual(await book.decisions(), [
        decision('d1', { body: null, why: null }),
        decision('d2', { kind: 'purge', subject: 'a', body: null }),
      ]);
    });
    assert.deepEqual(await claims(store), ['b#c1']);
    assert.deepEqual(await reports(store, { text: 'France' }), ['b']);
    assert.deepEqual((await add(store, told('a')))[0]?.state, 'purged');
    assert.deepEqual(await reports(store, { versions: 'all' }), ['b']);
    const again = store.purge(['a'], stamp('d3'));
    await assert.rejects(again, failsWith('store/unknown'));
  });

  contract('a rule does not move what was placed by hand', async (store) => {
    await add(
      store,
      told('a', { story: { id: 's1', by: 'rule' } }),
      told('b', { story: { id: 's1', by: 'rule' } }),
    );
    await store.write(async (book) => {
      await book.place('b', 's2', 'hand', AT);
      await book.place('b', 's3', 'rule', AT);
      await book.place('a', 's2', 'rule', AT);
      await book.name('s2', 'Paris meeting');
    });
    assert.deepEqual(await store.read((book) => book.stories()), [
      { id: 's2', title: 'Paris meeting', reports: ['a', 'b'] },
    ]);
    assert.deepEqual(await reports(store, { stories: ['s2'] }), ['a', 'b']);
  });

  contract('stories are merged where no person had a hand in them', async (store) => {
    const inStory = (id: string, story: string, by: 'rule' | 'hand' = 'rule') =>
      told(id, { story: { id: story, by } });
    await add(store, inStory('a', 's1'), inStory('b', 's2'), inStory('c', 's3', 'hand'), inStory('d', 's4'));
    await store.write((book) => book.remove('b', stamp('d1')));
    const merge = (story: string, into: string) =>
      store.write((book) => book.mergeStory(story, into, '2025-09-07T10:00:00.000Z'));
    assert.equal(await merge('s1', 's3'), false);
    assert.equal(await merge('s3', 's1'), false);
    assert.equal(await merge('s2', 's1'), true);
    await store.write((book) => book.name('s4', 'Paris meeting'));
    assert.equal(await merge('s4', 's1'), false);
    assert.equal(await merge('s1', 's4'), true);
    const outlines = await store.read((book) => book.outlines(['s1', 's2', 's4'], []));
    assert.deepEqual(
      outlines.map((story) => story.reports),
      [0, 0, 2],
    );
    // What is hidden moves along.
    await store.write((book) => book.restore('b', stamp('d2')));
    assert.deepEqual(await reports(store, { stories: ['s4'] }), ['a', 'b', 'd']);
    assert.deepEqual(await reports(store, { stories: ['s1', 's2'] }), []);
    assert.deepEqual(await reports(store, { stories: ['s1'], knownOn: '2025-09-05' }), ['a']);
  });

  contract('a story is called by its own title, or after its first report that is there', async (store) => {
    const inStory = (id: string, story: string, report: Partial<Report> = {}) =>
      told(id, { report, story: { id: story, by: 'rule' } });
    await add(
      store,
      inStory('b', 's1'),
      inStory('a', 's1'),
      inStory('c', 's0', { title: null }),
      inStory('d', 's3', { published: '2025-01-02' }),
      inStory('e', 's2'),
    );
    await store.write((book) => book.name('s2', 'Paris meeting'));
    const called = async () =>
      (await store.read((book) => book.storyTitles())).map(({ id, title }) => `${id} ${title}`);
    assert.deepEqual(await called(), ['s3 On d', 's0 null', 's1 On b', 's2 Paris meeting']);
    const order = (await store.read((book) => book.stories())).map(({ id }) => id);
    assert.deepEqual(order, ['s3', 's0', 's1', 's2']);
    await store.write((book) => book.remove('b', stamp('d1')));
    await store.write((book) => book.remove('e', stamp('d2')));
    assert.deepEqual(await called(), ['s3 On d', 's0 null', 's1 On a']);
  });

  contract('labels, stories and removals are as they were known at a moment', async (store) => {
    await add(store, told('a', { story: { id: 's1', by: 'rule' } }), told('b'));
    const [tag, marking] = [
      { kind: 'tag', value: 'paris' },
      { kind: 'marking', value: 'internal' },
    ] as const;
    const on = (day: number) => `2025-09-${String(day).padStart(2, '0')}T10:00:00.000Z`;
    await store.write(async (book) => {
      await book.label('a', tag, 'Ada', on(6));
      await book.label('a', { kind: 'marking', value: 'draft' }, 'Ada', on(6));
      await book.label('a', marking, 'Ada', on(7));
      await book.place('a', 's2', 'hand', on(7));
      await book.unlabel('a', tag, on(8));
      await book.place('a', 's1', 'hand', on(8));
      await book.label('a', tag, 'Bo', on(9));
      await book.remove('a', { ...stamp('d1'), at: on(9) });
      await book.restore('a', { ...stamp('d2'), at: on(10) });
    });
    const known = async (day: number) => {
      const knownOn = on(day).slice(0, 10);
      const [a] = await store.read((book) => book.reports({ reports: ['a'], knownOn }));
      return a && [a.labels.map(({ value }) => value), a.story];
    };
    assert.deepEqual(await known(5), [[], { id: 's1', by: 'rule' }]);
    assert.deepEqual(await known(6), [['draft', 'paris'], { id: 's1', by: 'rule' }]);
    assert.deepEqual(await known(7), [['internal', 'paris'], { id: 's2', by: 'hand' }]);
    assert.deepEqual(await known(8), [['internal'], { id: 's1', by: 'hand' }]);
    assert.equal(await known(9), undefined);
    assert.deepEqual(await known(10), [['internal', 'paris'], { id: 's1', by: 'hand' }]);
    assert.deepEqual(await reports(store, { state: 'removed', knownOn: '2025-09-09' }), ['a']);
    assert.deepEqual(await reports(store, { labelled: [tag], knownOn: '2025-09-07' }), ['a']);
    assert.deepEqual(await reports(store, { labelled: [tag], knownOn: '2025-09-08' }), []);
    assert.deepEqual(await reports(store, { notLabelled: [tag], knownOn: '2025-09-05' }), ['a', 'b']);
    assert.deepEqual(await claims(store, { knownOn: '2025-09-09' }), ['b#c1']);
    assert.deepEqual(await claims(store, { stories: ['s2'], knownOn: '2025-09-07' }), ['a#c1']);
    assert.deepEqual(await store.read((book) => book.stories({ knownOn: '2025-09-07' })), [
      { id: 's2', title: null, reports: ['a'] },
    ]);
  });

  contract('a version is current as it was known before it was removed', async (store) => {
    const url = 'https://wire.example/story';
    await add(store, told('a', { report: { url } }), told('b', { report: { url } }));
    await store.write((book) => book.remove('b', stamp('d')));
    const known = (knownOn: string) => store.read((book) => book.reports({ knownOn, versions: 'all' }));
    assert.deepEqual(await reports(store, { knownOn: '2025-09-05' }), ['b']);
    assert.deepEqual(await reports(store, { knownOn: '2025-09-06' }), ['a']);
    assert.equal((await known('2025-09-05'))[0]?.followedBy, 'b');
    assert.equal((await known('2025-09-06'))[0]?.followedBy, null);
  });

  contract('a question is kept by its name, until another one takes its place', async (store) => {
    const saved = { name: 'Forces', kind: 'entries', query: 'measure=force', by: 'Ada', at: AT };
    const other = { ...saved, query: 'measure=force.land', by: 'Ben' };
    await store.write((book) => book.save(saved));
    await store.write((book) => book.save(other));
    assert.deepEqual(await store.read((book) => book.saved()), [other]);
    assert.equal(await store.write((book) => book.unsave('Forces')), true);
    assert.equal(await store.write((book) => book.unsave('Forces')), false);
    assert.deepEqual(await store.read((book) => book.saved()), []);
  });

  contract('its version tells of every change, and of nothing else', async (store, again) => {
    const first = await store.version();
    await reports(store);
    assert.equal(await store.version(), first);
    await add(store, told('a'));
    const second = await store.version();
    assert.notEqual(second, first);
    await add(await again(), told('b'));
    assert.notEqual(await store.version(), second);
  });

  contract('the last grade of a publisher counts', async (store) => {
    const grade = (letter: 'B' | 'C', at: string) => ({
      publisher: 'Harbour Wire',
      grade: letter,
      by: 'Ada',
      at,
    });
    const [first, second] = [grade('B', AT), grade('C', '2025-09-09T00:00:00.000Z')];
    await store.write((book) => book.grade(first));
    await store.write((book) => book.grade(second));
    assert.deepEqual(await store.read((book) => book.grades()), [second]);
    assert.deepEqual(await store.read((book) => book.grades({ knownOn: '2025-09-08' })), [first]);
  });

  contract('an old id answers with what follows it', async (store) => {
    const of = (id: string) => store.read((book) => book.successors(id));
    await store.write(async (book) => {
      await book.succeed('a', ['ab'], AT);
      await book.succeed('b', ['ab'], AT);
      await book.succeed('ab', ['abc'], AT);
      await book.succeed('gone', [], AT);
    });
    assert.deepEqual(await of('a'), ['abc']);
    assert.deepEqual(await of('abc'), ['abc']);
    assert.deepEqual(await of('gone'), []);
    // The merge is undone: both live again.
    await store.write(async (book) => {
      await book.succeed('ab', ['a', 'b'], AT);
      await book.succeed('a', ['a'], AT);
      await book.succeed('b', ['b'], AT);
    });
    assert.deepEqual(await of('a'), ['a']);
    assert.deepEqual(await of('ab'), ['a', 'b']);
  });

  contract(
    'feeds with their items, what of them changes, and nothing of one that is forgotten',
    async (store) => {
      const [one, two] = ['https://wire.example/rss', 'https://other.example/atom'];
      const rules = { include: 'paris', exclude: null, onlyWith: 'force', allowHosts: ['wiki.example'] };
      const item = (key: string, more: Partial<KeptItem> = {}): KeptItem => ({
        key,
        stamp: 's1',
        state: 'taken',
        tries: 1,
        at: AT,
        published: '2025-09-04T12:00:00.000Z',
        report: null,
        ...more,
      });
      await add(store, told('a'));
      await store.write(async (book) => {
        await book.keepFeed(one, AT, { rules, title: 'Wire' });
        await book.keepFeed(two, '2025-09-07', {});
        await book.keepItem(one, item('k1', { report: 'a', published: '2025-09-04T14:00:00+02:00' }));
        await book.keepItem(one, item('k2', { state: 'left-out', published: null }));
        await book.keepItem(two, item('k1', { state: 'failed' }));
        await book.keepItem('https://gone.example/', item('k1'));
      });
      const plain = {
        title: null,
        paused: null,
        etag: null,
        lastModified: null,
        tried: null,
        succeeded: null,
      };
      const none = { include: null, exclude: null, onlyWith: null, allowHosts: [] };
      const [first, second] = [
        {
          ...plain,
          url: one,
          title: 'Wire',
          rules,
          added: AT,
          failures: 0,
          failure: null,
          items: 2,
          moments: [AT, '2025-09-04T12:00:00.000Z'],
        },
        {
          ...plain,
          url: two,
          rules: none,
          added: '2025-09-07T00:00:00.000Z',
          failures: 0,
          failure: null,
          items: 1,
          moments: ['2025-09-04T12:00:00.000Z'],
        },
      ];
      const feeds = () => store.read((book) => book.feeds());
      assert.deepEqual(await feeds(), [first, second]);
      const items = (feed: string) => store.read((book) => book.feedItems(feed, ['k1', 'k2', 'k3']));
      assert.deepEqual(
        await items(one),
        new Map([
          ['k1', item('k1', { report: 'a' })],
          ['k2', item('k2', { state: 'left-out', published: AT })],
        ]),
      );
      const from = () => store.read((book) => book.feedsOf(['a', 'zz']));
      assert.deepEqual(await from(), new Map([['a', [one]]]));
      await store.write(async (book) => {
        await book.keepFeed(one, '2025-09-09', {
          etag: '"1"',
          lastModified: 'Thu',
          failures: 2,
          failure: 'gone',
          paused: AT,
        });
        await book.keepItem(
          one,
          item('k1', { stamp: 's2', tries: 2, published: null, report: 'a', at: '2025-09-08T00:00:00.000Z' }),
        );
        await book.forgetLeftOut(one);
      });
      const [changed] = await feeds();
      assert.deepEqual(changed, {
        ...first,
        ...{ etag: '"1"', lastModified: 'Thu', failures: 2, failure: 'gone', paused: AT },
        ...{ items: 1, moments: ['2025-09-04T12:00:00.000Z'] },
      });
      assert.deepEqual(
        await items(one),
        new Map([['k1', item('k1', { stamp: 's2', tries: 2, report: 'a', at: '2025-09-08T00:00:00.000Z' })]]),
      );
      await store.write((book) => book.keepItem(two, item('k1', { report: 'a' })));
      assert.deepEqual(await from(), new Map([['a', [two, one]]]));
      await store.write((book) => book.dropFeed(one));
      assert.deepEqual(await feeds(), [second]);
      assert.deepEqual(await from(), new Map([['a', [two]]]));
      assert.deepEqual(await items(one), new Map());
      assert.deepEqual(await reports(store), ['a']);
    },
  );

  contract('reports from the network: where from, whether whole, and what a purge leaves', async (store) => {
    const [canonical, fetched] = ['https://wire.example/1', 'https://wire.example/1?utm=1'];
    await add(
      store,
      told('a', { report: { url: canonical, partial: 'fetch/robots' }, fetchedUrl: fetched }),
      told('b', { report: { url: 'https://wire.example/2' } }),
    );
    for (const address of [canonical, fetched])
      assert.deepEqual(await reports(store, { addresses: [address, 'https://wire.example/3'] }), ['a']);
    assert.deepEqual(await reports(store, { addresses: [] }), []);
    const [a, b] = await store.read((book) => book.reports());
    assert.deepEqual([a?.report.partial, b && 'partial' in b.report], ['fetch/robots', false]);

    const page = { url: fetched, report: 'a', etag: '"1"', lastModified: null, at: AT };
    const [feed, key] = ['https://wire.example/rss', 'k'];
    await store.write(async (book) => {
      await book.keepPage({ ...page, etag: '"0"' });
      await book.keepPage(page);
      await book.keepFeed(feed, AT, {});
      await book.keepItem(feed, {
        key,
        stamp: 's',
        state: 'taken',
        tries: 1,
        at: AT,
        published: null,
        report: 'a',
      });
    });
    const pages = () => store.read((book) => book.fetchedPages([fetched, canonical]));
    assert.deepEqual(await pages(), new Map([[fetched, page]]));
    await store.purge(['a'], stamp('d1'));
    assert.deepEqual(await pages(), new Map());
    // That the item was settled stays, so that it does not bring the report back.
    const [item] = (await store.read((book) => book.feedItems(feed, [key]))).values();
    assert.deepEqual([item?.state, item?.report], ['taken', null]);
    await store.write((book) => book.keepPage(page));
    assert.deepEqual(await pages(), new Map());
    assert.deepEqual(await store.check(), []);
  });

  contract('all records, each after those that it rests on, as they are kept', async (store) => {
    const first = told('a', {
      report: { url: 'https://wire.example/a' },
      bytes: Uint8Array.of(0, 255),
      signatures: [{ start: 0, end: 6, bands: ['3', '1'] }],
      features: ['state:FRA'],
      story: { id: 's', by: 'rule' },
    });
    await add(store, first, told('b', { report: { url: 'https://wire.example/a' } }), told('c'));
    await store.write(async (book) => {
      const [claim] = first.claims;
      assert.ok(claim);
      await book.settle({ claim: { ...claim, firmness: 'formal' }, state: 'accepted', at: AT });
      await book.label('a', { kind: 'marking', value: 'internal' }, 'Ada', AT);
      await book.unlabel('a', { kind: 'marking', value: 'internal' }, AT);
      await book.note({ id: 'n', report: 'a', text: 'by hand', by: 'Ada', at: AT });
      await book.decide(decision('d1'));
      await book.decide(decision('d2', { undoes: 'd1', body: null }));
      await book.grade({ publisher: 'Harbour Wire', grade: 'B', by: 'Ada', at: AT });
      await book.succeed('s0', ['s'], AT);
      await book.succeed('x', [], AT);
      await book.release({ name: 'may', by: 'Ada', at: AT, why: null });
      await book.remove('c', stamp('d3'));
      await book.keepFeed('https://wire.example/rss', AT, { title: 'Wire' });
      await book.keepItem('https://wire.example/rss', {
        key: 'k',
        stamp: 'x',
        state: 'taken',
        tries: 1,
        at: AT,
        published: AT,
        report: 'a',
      });
      await book.progress('a', 'in-work', 'Ada', AT);
      await book.code({ report: 'c', coder: 'Cy', at: AT, done: true, marks: [], parties: [] });
      await book.save({ name: 'Germany', kind: 'entries', query: 'actor=DEU', by: 'Ada', at: AT });
    });
    await store.purge(['b'], stamp('d4'));
    const records = async (filter?: ReportFilter) => {
      const found: BookRecord[] = [];
      for await (const record of store.stream((book) => book.records(filter))) found.push(record);
      return found;
    };
    const found = await records();
    assert.deepEqual(
      found.map(({ record }) => record),
      [
        ...['party', 'party', 'story'],
        ...[
          'report',
          'reading',
          'claim',
          'label',
          'placement',
          'note',
          'progress',
          'report',
          'report',
          'reading',
          'claim',
          'coding',
        ],
        ...[
          'decision',
          'decision',
          'decision',
          'decision',
          'grade',
          'successor',
          'successor',
          'release',
          'saved',
          'feed',
          'feed-item',
        ],
      ],
    );
    const [a, b, c] = found.filter((one) => one.record === 'report');
    assert.deepEqual(
      [a?.bytes, a?.passages, a?.features, a?.parties],
      [
        Uint8Array.of(0, 255),
        [{ start: 0, end: 6, bands: ['3', '1'] }],
        ['state:FRA'],
        [FRANCE.id, UKRAINE.id],
      ],
    );
    assert.deepEqual(
      [b?.id, b?.state, b?.first, b?.version, b?.text, b?.bytes],
      ['b', 'purged', 'a', 2, null, null],
    );
    assert.equal(c?.state, 'removed');
    const claim = found.find((one) => one.record === 'claim');
    assert.deepEqual([claim?.claim.firmness, claim?.asRead?.firmness], ['formal', 'offered']);
    const label = found.find((one) => one.record === 'label');
    assert.deepEqual([label?.value, label?.ended], ['internal', AT]);
    assert.deepEqual(
      found.flatMap((one) => (one.record === 'successor' ? [[one.old, one.new]] : [])),
      [
        ['s0', ['s']],
        ['x', []],
      ],
    );
    const chosen = await records({ reports: ['c'] });
    assert.deepEqual(
      chosen.map(({ record }) => record),
      ['party', 'party', 'report', 'reading', 'claim', 'coding', 'decision', 'grade', 'release'],
    );
  });

  contract('what is streamed is of one moment, and given up it holds nothing', async (store) => {
    await add(store, told('a'), told('b'));
    const ids: string[] = [];
    const stream = store.stream(async function* (book) {
      for (const { report } of await book.reports({ limit: 1 })) yield report.id;
      for (const { report } of await book.reports({ after: 'a' })) yield report.id;
    });
    for await (const id of stream) {
      if (ids.length === 0) await add(store, told('c'));
      ids.push(id);
    }
    assert.deepEqual(ids, ['a', 'b']);
    for await (const { record } of store.stream((book) => book.records())) {
      assert.equal(record, 'party');
      break;
    }
    assert.deepEqual(await reports(store), ['a', 'b', 'c']);
  });

  contract('a release has its name alone, and is known from then on', async (store) => {
    const may = { name: 'may', by: 'Ada', at: AT, why: 'sent' };
    await store.write((book) => book.release(may));
    assert.deepEqual(await store.read((book) => book.releases()), [may]);
    assert.deepEqual(await store.read((book) => book.releases({ knownOn: '2025-09-05' })), []);
    await assert.rejects(
      store.write((book) => book.release({ ...may, at: '2025-09-09T00:00:00.000Z' })),
      failsWith('store/id-reused'),
    );
  });

  /** Brings what is kept of entries up, a report at a time. */
  const catchUp = async (store: Store, decisions: readonly TakenOnActors[] = []): Promise<void> => {
    for (;;) {
      const { reports, entries } = await store.write((book) => book.catchUp(decisions, 1));
      if (reports + entries === 0) return;
    }
  };
  const OFFER = 'state:FRA/force.land/state:UKR';
  const REFUSAL = 'state:DEU/force.land/state:UKR';
  const LOAN = 'state:DEU/funding.loan/state:UKR';
  const rejected = { act: 'reject', firmness: null, actors: [GERMANY.id], conditions: [] } as const;
  const lent = { actors: [GERMANY.id], measures: ['funding.loan'], firmness: 'pledged' } as const;
  const threeReports = [
    told('a', { parties: [FRANCE, UKRAINE] }),
    told('b', {
      report: { publisher: 'The Continental', published: '2025-09-05' },
      parties: [GERMANY, UKRAINE],
      claim: rejected,
    }),
    told('c', { report: { published: '2025-09-06' }, parties: [GERMANY, UKRAINE], claim: lent }),
  ];

  contract('what is kept of entries is of the moment to which it was brought up', async (store) => {
    await add(store, ...threeReports);
    const isCaughtUp = (decided: readonly string[] = []) => store.read((book) => book.isCaughtUp(decided));
    assert.equal(await isCaughtUp(), false);
    assert.deepEqual(await store.write((book) => book.catchUp([], 2)), { reports: 1, entries: 0 });
    assert.equal(await isCaughtUp(), false);
    await catchUp(store);
    assert.equal(await isCaughtUp(), true);
    assert.equal(await isCaughtUp(['d1']), false);
    const [kept] = await store.read((book) => book.claims({ claims: ['a#c1'] }));
    assert.ok(kept);
    await store.write((book) => book.settle({ claim: kept.claim, state: 'rejected', at: AT }));
    assert.equal(await isCaughtUp(), false);
  });

  contract('entries: heads, standings, by what else they are found, and their claims', async (store) => {
    await add(store, ...threeReports, told('d', { report: { publisher: 'Daily' }, parties: [] }));
    await catchUp(store);
    await store.read(async (book) => {
      const heads = await book.entryHeads();
      assert.deepEqual(
        heads.map(({ id, direction, firmness, conditional, averse, claims: count, day }) => [
          id,
          direction,
          firmness === null ? null : FIRMNESS[firmness],
          conditional,
          averse,
          count,
          day.slice(0, 10),
        ]),
        [
          [REFUSAL, null, null, false, true, 1, '2025-09-05'],
          [LOAN, 'for', 'pledged', true, false, 1, '2025-09-06'],
          [OFFER, 'for', 'offered', true, false, 2, '2025-09-04'],
        ],
      );
      const some: EntryFilter = { measures: ['force.land'], limit: 1 };
      assert.deepEqual(
        (await book.entryHeads(some)).map(({ id }) => id),
        [REFUSAL],
      );
      const next = await book.entryHeads({ ...some, after: REFUSAL });
      assert.deepEqual(
        next.map(({ id }) => id),
        [OFFER],
      );
      assert.equal(await book.countEntries(), 3);
      assert.equal(await book.countEntries({ firmness: { from: 'pledged', to: 'formal' } }), 1);
      assert.deepEqual(
        (await book.entryStandings({ actors: [FRANCE.id] })).map(({ id, direction, firmness }) => [
          id,
          direction,
          firmness,
        ]),
        [[OFFER, 'for', FIRMNESS.indexOf('offered')]],
      );
      assert.deepEqual(await book.entryRoles(OFFER), {
        target: [UKRAINE.id],
        source: [],
        publisher: ['daily', 'harbour wire'],
        trigger: ['ceasefire'],
      });
      assert.deepEqual([...(await book.entryMeasures())].sort(), ['force.land', 'funding.loan']);
      assert.deepEqual(
        [...(await book.entryTally('actor'))],
        [
          [GERMANY.id, 2],
          [FRANCE.id, 1],
        ].toSorted(),
      );
      assert.deepEqual([...(await book.entryTally('measure', { actors: [FRANCE.id] }))], [['force.land', 1]]);
      assert.deepEqual(
        await book.claimCounts([FRANCE.id]),
        new Map([[FRANCE.id, (await book.entryClaims([OFFER])).length]]),
      );
      assert.equal(await book.countReports(), 4);
      const held = await book.facetEntries();
      const facets = countedFacets(held, null);
      assert.deepEqual(
        [facets.actor, facets.measure, facets.firmness].map((values) =>
          values.map(({ value, count }) => `${count} ${value}`),
        ),
        [
          [`2 ${GERMANY.id}`, `1 ${FRANCE.id}`],
          ['2 force.land', '1 funding.loan'],
          ['1 offered', '1 pledged'],
        ],
      );
      const ofFrance = countedFacets(held, await book.entryNumbers({ actors: [FRANCE.id] }));
      assert.deepEqual(ofFrance.publisher, [
        { value: 'Daily', count: 1 },
        { value: 'Harbour Wire', count: 1 },
      ]);
      assert.deepEqual(ofFrance.condition, [{ value: 'ceasefire', count: 1 }]);
      assert.deepEqual(ofFrance.actor, [{ value: FRANCE.id, count: 1 }]);
      assert.deepEqual(await book.entryIds({ actors: [FRANCE.id] }), [OFFER]);
      const own = await book.entryClaims([OFFER, LOAN]);
      assert.deepEqual(
        own.map(({ claim }) => claim.id),
        ['a#c1', 'd#c1', 'c#c1'],
      );
      assert.deepEqual(
        (await book.entryClaims([OFFER], { publishers: ['Daily'] })).map(({ claim }) => claim.id),
        ['d#c1'],
      );
      assert.deepEqual(await book.entriesHolding(['d#c1', 'c#c1']), [LOAN, OFFER].sort());
      assert.deepEqual(await book.entriesHolding(['nothing']), []);
      assert.deepEqual(
        await book.tellingClaims([REFUSAL, OFFER, 'nothing']),
        new Map([
          [REFUSAL, 'b#c1'],
          [OFFER, 'd#c1'],
        ]),
      );
      const counted = await book.entryClaims([REFUSAL, OFFER, LOAN]);
      const behind = await book.behindClaims(counted.map(({ claim }) => claim.id));
      const several = behind.filter(({ isToldBySeveral }) => isToldBySeveral).map(({ claim }) => claim);
      const ofOffer = await book.entryClaims([OFFER]);
      assert.ok(several.length > 1 && several.length < counted.length);
      assert.deepEqual(several.sort(), ofOffer.map(({ claim }) => claim.id).sort());
      const { total, told } = await book.told({ entries: [OFFER] }, { skip: 1, limit: 9 });
      assert.deepEqual([total, told], [2, [{ claim: 'd#c1', entries: [{ entry: OFFER, before: 'a#c1' }] }]]);
      assert.deepEqual(await book.amounts(), []);
      assert.deepEqual((await book.reportsTelling({ entries: [OFFER] })).toSorted(), ['a', 'd']);
      assert.deepEqual((await book.claimsHeld({ entries: [OFFER] })).toSorted(), ['a#c1', 'd#c1']);
      assert.ok((await book.entryTriggers()).includes('ceasefire'));
      const nothing: NamedEntries = { parties: [], measures: [], triggers: [], entries: [] };
      const named = async (...words: readonly Partial<NamedEntries>[]) => {
        const heads = await book.entryHeads({ named: words.map((word) => ({ ...nothing, ...word })) });
        return heads.map(({ id }) => id);
      };
      assert.deepEqual(await named({}), []);
      assert.deepEqual(await named({ entries: [OFFER] }, { measures: ['force.land'] }), [OFFER]);
      assert.deepEqual(await named({ triggers: ['ceasefire'] }, { parties: [FRANCE.id] }), [OFFER]);
      assert.deepEqual(await named({ entries: [OFFER] }, { parties: [GERMANY.id] }), []);
      assert.deepEqual(
        (await named({ parties: [FRANCE.id, UKRAINE.id] })).toSorted(),
        (await book.entryHeads({}))
          .filter(({ actor, beneficiary }) => actor === FRANCE.id || beneficiary === UKRAINE.id)
          .map(({ id }) => id)
          .toSorted(),
      );
      assert.deepEqual(await book.entriesWithDeadlines('2026-01-01'), []);
      assert.ok((await book.conditionedClaims()).some(({ claim }) => claim.id === 'a#c1'));
      assert.deepEqual(await book.entriesOfEach(['a#c1', 'nothing']), new Map([['a#c1', [OFFER]]]));
      assert.deepEqual(await book.entriesOfNumbered([1, 99]), new Map([[1, [OFFER]]]));
      assert.deepEqual(await book.storyPage({ alone: true, skip: 0, limit: 5 }), { items: [], total: 0 });
      const present = await book.presentClaims();
      assert.deepEqual([present.get(OFFER)?.id, present.has(REFUSAL)], ['d#c1', false]);
      assert.deepEqual(await book.layingClaims(), []);
      assert.deepEqual(await book.expectedIn([1, 2]), []);
      assert.ok((await book.triggersHungOn()).size > 0);
      const [first] = await book.claims({ claims: ['a#c1'] });
      const { actors = [], targets = [], beneficiary = [] } = first?.claim ?? {};
      assert.deepEqual(
        await book.partiesNamedIn([1, 99]),
        new Map([[1, new Set([...actors, ...targets, ...beneficiary].toSorted())]]),
      );
      const matters = [...(await book.mattersOf({ entries: [OFFER] }))];
      assert.deepEqual(await book.stances(matters), { count: 2, claims: ['a#c1', 'd#c1'] });
      assert.deepEqual(await book.stances(matters, 1), { count: 2, claims: ['d#c1'] });
      const newest = (await book.matters()).filter(({ n }) => matters.includes(n)).map((of) => of.newest);
      assert.equal(Math.max(...newest), Date.parse((await book.texts(['d']))[0]?.published ?? ''));
    });
  });

  contract('how far a book goes and how much it holds, also before it is caught up', async (store) => {
    await add(
      store,
      told('a', { report: { published: '2025-09-05T00:40:00+14:00' } }),
      told('b', { report: { published: '2025-09-04T18:40:00+02:00' } }),
      told('c', { report: { published: null } }),
    );
    const holdings = () => store.read((book) => book.holdings());
    const { claims, ...rest } = await holdings();
    assert.deepEqual(rest, {
      reports: 3,
      from: '2025-09-04',
      to: '2025-09-05',
      removed: 0,
      stories: 0,
      decisions: 0,
      readers: [{ reader: '0.1.0', reports: 3 }],
    });
    assert.deepEqual(claims, { unreviewed: 3, accepted: 0, rejected: 0 });
    assert.deepEqual(await store.read((book) => book.publishers()), [
      { publisher: 'Harbour Wire', reports: 3 },
    ]);
    assert.deepEqual(await store.read((book) => book.titles(['b', 'zz'])), new Map([['b', 'On b']]));
    const newest = await store.read((book) => book.reports({ newest: true, limit: 2 }));
    assert.deepEqual(
      newest.map(({ report }) => report.id),
      ['c', 'b'],
    );
    const older = await store.read((book) => book.reports({ newest: true, after: 'b' }));
    assert.deepEqual(
      older.map(({ report }) => report.id),
      ['a'],
    );
    assert.equal(await store.read((book) => book.countReports({ since: '2025-09-05' })), 2);
    await store.write((book) => book.remove('a', stamp('d1')));
    const [kept] = await store.read((book) => book.claims({ claims: ['b#c1'] }));
    assert.ok(kept);
    await store.write((book) => book.settle({ claim: kept.claim, state: 'rejected', at: AT }));
    const after = await holdings();
    assert.deepEqual([after.reports, after.removed, after.claims.rejected, after.decisions], [2, 1, 1, 1]);
    await store.read(async (book) => {
      const all = (['present', 'removed'] as const).map((state) =>
        book.countReports({ state, versions: 'all' }),
      );
      assert.deepEqual(await Promise.all(all), [2, 1]);
      assert.equal(await book.countReports({ state: 'present', newest: true }), 2);
      const one = { unreviewed: 1, accepted: 0, rejected: 0 };
      const none = { unreviewed: 0, accepted: 0, rejected: 0 };
      assert.deepEqual(
        await book.reviewCounts(['a', 'b', 'c'], 'present'),
        new Map([
          ['a', none],
          ['b', { ...none, rejected: 1 }],
          ['c', one],
        ]),
      );
      assert.deepEqual(await book.reviewCounts(['a'], 'removed'), new Map([['a', one]]));
    });
    assert.deepEqual(await store.read((book) => book.extent()), {
      reports: 2,
      from: '2025-09-04',
      to: '2025-09-04',
    });
  });

  contract('who stands against an entry, and what its reports speak of', async (store) => {
    await add(store, ...threeReports);
    await catchUp(store);
    await store.read(async (book) => {
      const found = async (...keys: readonly MatterKey[]) => {
        const matters = await book.mattersFound('opposing', keys);
        return (await book.claimsSaying(matters.map(({ n }) => n))).map(({ id }) => id);
      };
      assert.deepEqual(await found({ measure: 'force.land', named: `for ${UKRAINE.id}` }), ['b#c1']);
      assert.deepEqual(await found({ measure: 'force.land', named: `for ${FRANCE.id}` }), []);
      assert.deepEqual(await found({ measure: 'funding.loan', named: `for ${UKRAINE.id}` }), []);
      const [opposing] = await book.mattersFound('opposing', [
        { measure: 'force.land', named: `for ${UKRAINE.id}` },
      ]);
      const ever = async (which: 'all' | { by: string }) =>
        (await book.claimsEverSaying([opposing?.n ?? 0], which)).map(({ id, told: on }) => `${id} ${on}`);
      assert.deepEqual(await ever('all'), ['b#c1 2025-09-05']);
      assert.deepEqual(await ever({ by: '2025-09-06' }), ['b#c1 2025-09-05']);
      assert.deepEqual(await ever({ by: '2025-09-01' }), []);
      assert.deepEqual(
        (await book.opposition([opposing?.n ?? 0, 99])).map(({ says, count, last }) => [
          says,
          count,
          last.map(({ id }) => id),
        ]),
        [[opposing, 1, ['b#c1']]],
      );
      const gists = await book.entryGists([OFFER, 'nobody/nothing/-', REFUSAL]);
      assert.deepEqual(
        gists.map(({ gist, undertaken }) => [gist.id, gist.quoted?.id, undertaken.map(({ act }) => act)]),
        [
          [OFFER, 'a#c1', ['commit']],
          [REFUSAL, 'b#c1', []],
        ],
      );
      const heads = await book.entryHeads();
      const short = await book.shortClaims(
        heads.map(({ id }) => id),
        'counting',
      );
      const whole = await book.entryClaims(heads.map(({ id }) => id));
      assert.deepEqual(
        new Set(short.flat().map(({ id, act, told: on }) => `${id} ${act} ${on}`)),
        new Set(['a#c1 commit 2025-09-04', 'b#c1 reject 2025-09-05', 'c#c1 commit 2025-09-06']),
      );
      const lastBy = async (moment: string) =>
        (await book.lastClaims([OFFER, LOAN], moment)).map((claims) => claims.map(({ id }) => id));
      assert.deepEqual(await lastBy('2025-09-05'), [['a#c1'], []]);
      assert.deepEqual(await lastBy('2025-09-06T00:00Z'), [['a#c1'], ['c#c1']]);
      const numbered = await book.claimsNumbered([...new Set(short.flat().map(({ n }) => n))]);
      assert.deepEqual(numbered, whole);
      const saying = async (text: string) => (await book.entriesSaying(text, {})).toSorted();
      assert.deepEqual(await saying('ZZ'), []);
      assert.deepEqual(await saying('’'), []);
      assert.deepEqual(await saying('END TRO'), await saying('send troops'));
      assert.ok((await saying('end tro')).length > 0);
      const spoken = await book.spokenOf(['a', 'b']);
      assert.deepEqual([...spoken].map(([report, parties]) => [report, [...parties]]).sort(), [
        ['a', [UKRAINE.id]],
        ['b', [UKRAINE.id]],
      ]);
    });
  });

  contract('parties by their names, and of claims; who takes the place of whom as decided', async (store) => {
    await add(store, ...threeReports);
    const merge = { id: 'd1', decision: { kind: 'merge-actors', actors: [FRANCE.id, GERMANY.id] } } as const;
    await catchUp(store);
    await store.read(async (book) => {
      assert.deepEqual(await book.partiesNamed(['germany', 'nobody']), [GERMANY.id]);
      assert.deepEqual(await book.partiesNamed(['fra']), [FRANCE.id]);
      const [first] = await book.claims({ claims: ['a#c1'] });
      assert.ok(first);
      const ids = async (others: readonly string[]) =>
        (await book.partiesIn([first.claim], others)).map(({ id }) => id);
      assert.deepEqual(await ids([]), [FRANCE.id, UKRAINE.id]);
      assert.deepEqual(await ids([GERMANY.id]), [GERMANY.id, FRANCE.id, UKRAINE.id]);
      assert.deepEqual(await book.formerParties(), []);
    });
    await catchUp(store, [merge]);
    await store.read(async (book) => {
      assert.equal(await book.isCaughtUp(['d1']), true);
      assert.deepEqual(await book.formerParties(), [{ before: GERMANY.id, after: FRANCE.id }]);
      assert.deepEqual(
        (await book.entryHeads()).map(({ actor }) => actor),
        [FRANCE.id, FRANCE.id],
      );
    });
  });

  contract('decisions on actors that change these claims only need nothing else made anew', async (store) => {
    await add(store, ...threeReports);
    await catchUp(store);
    await store.write((book) => book.redecide([], ['d1'], ['b#c1', 'c#c1']));
    assert.equal(await store.read((book) => book.isCaughtUp([])), false);
    const merge = { id: 'd1', decision: { kind: 'merge-actors', actors: [FRANCE.id, GERMANY.id] } } as const;
    await catchUp(store, [merge]);
    const actors = await store.read(async (book) => (await book.entryHeads()).map(({ actor }) => actor));
    assert.deepEqual(actors, [FRANCE.id, FRANCE.id]);
  });

  contract('entries that may be otherwise at another time, and when the book changed', async (store) => {
    const before = await store.read((book) => book.lastChange());
    await add(store, ...threeReports);
    assert.notEqual(await store.read((book) => book.lastChange()), before);
    await catchUp(store);
    await store.read(async (book) => {
      const between = async (from: string, to: string) => {
        const { held, came } = await book.entriesBetween(from, to);
        return [held, [...came].map(([entry, claims]) => [entry, ...claims.map(({ id }) => id)])];
      };
      assert.deepEqual(await between('2025-09-04', '2025-09-05'), [[REFUSAL], [[REFUSAL, 'b#c1']]]);
      assert.deepEqual(await between('2025-09-05', '2025-09-06'), [[LOAN], [[LOAN, 'c#c1']]]);
      assert.deepEqual(await between('2025-09-06', '2025-10-01'), [[], []]);
    });
  });

  contract('words are found in titles and texts, among reports, entries and claims', async (store) => {
    await add(store, ...threeReports);
    await catchUp(store);
    await store.read(async (book) => {
      const found = async (words: string, among: Partial<Among> = {}) =>
        (await book.search(words, { reports: {}, ...among }, 10)).map(({ report }) => report).sort();
      assert.deepEqual(await found('troops ceasefire'), ['a', 'b', 'c']);
      assert.deepEqual(await found('"ready to send"', { reports: { publishers: ['The Continental'] } }), [
        'b',
      ]);
      assert.deepEqual(await found('troops', { entries: { measures: ['funding.loan'] } }), ['c']);
      assert.deepEqual(await found('troops', { claims: ['a#c1'] }), ['a']);
      assert.deepEqual(await found('"send ready"'), []);
      const [hit] = await book.search('"on a" troops', { reports: {} }, 1);
      const [report] = await book.texts(['a']);
      assert.ok(hit && report);
      assert.deepEqual(
        hit.inTitle.map(({ start, end }) => report.title?.slice(start, end)),
        ['On a'],
      );
      assert.deepEqual(
        hit.inText.map(({ start, end }) => report.text.slice(start, end)),
        ['troops'],
      );
      assert.ok(report.text.slice(hit.snippet.start, hit.snippet.end).includes('troops'));
    });
  });

  contract('reports by their ids alone, and by their texts alone', async (store) => {
    await add(store, ...threeReports);
    await store.write((book) => book.remove('c', stamp('d')));
    await store.read(async (book) => {
      assert.deepEqual([...(await book.reportIds({ since: '2025-09-05' }))].sort(), ['b']);
      assert.deepEqual([...(await book.reportIds({}))].sort(), ['a', 'b']);
      assert.deepEqual(
        (await book.texts(['b', 'a'])).map(({ id, text }) => [id, text.slice(0, 2)]),
        [
          ['a', 'a.'],
          ['b', 'b.'],
        ],
      );
    });
  });

  contract('what stands behind claims is kept, and told when it is out of date', async (store) => {
    const story = { id: 's', by: 'rule' } as const;
    await add(
      store,
      told('a', { story }),
      told('b', { story }),
      told('c', { story: { id: 't', by: 'rule' } }),
    );
    await catchUp(store);
    const behind = () => store.read((book) => book.behindClaims(['a#c1', 'b#c1', 'c#c1', 'none']));
    const compared = async () =>
      (await behind()).map(({ claim, story }) => [claim, story?.id, story?.compared]);
    assert.deepEqual(await compared(), [
      ['a#c1', 's', false],
      ['b#c1', 's', false],
      ['c#c1', 't', false],
    ]);
    const changed = () => store.read((book) => book.storiesChanged());
    assert.deepEqual(await changed(), ['s', 't']);
    const twice = { voices: 2, reports: 2, contradicting: 0, comparable: true };
    await store.write((book) =>
      book.corroborate(['s'], new Map(['a#c1', 'b#c1'].map((claim) => [claim, twice]))),
    );
    assert.deepEqual(await compared(), [
      ['a#c1', 's', true],
      ['b#c1', 's', true],
      ['c#c1', 't', false],
    ]);
    assert.deepEqual(
      (await behind()).map(({ corroboration }) => corroboration),
      [twice, twice, null],
    );
    assert.deepEqual(await changed(), ['t']);
    await store.write((book) => book.remove('b', stamp('d')));
    await catchUp(store);
    assert.deepEqual((await compared())[0], ['a#c1', 's', false]);
    assert.deepEqual(await changed(), ['s', 't']);
  });

  contract('what one book keeps is put into another; what rests on nothing is refused', async (store) => {
    await add(store, told('a', { features: ['state:FRA'], story: { id: 's', by: 'rule' } }));
    await store.write((book) => book.decide(decision('d1')));
    const records = async (of: Store): Promise<readonly BookRecord[]> => {
      const all: BookRecord[] = [];
      for await (const record of of.stream((book) => book.records())) all.push(record);
      return all;
    };
    const kept = await records(store);
    const copy = watched(await open(`book-${count++}`));
    try {
      const refused = await copy.write((book) =>
        book.filling(async () => kept.map((record) => book.put(record))),
      );
      assert.deepEqual(new Set(refused), new Set([null]));
      assert.deepEqual(await records(copy), kept);
      const claim = kept.find(({ record }) => record === 'claim');
      assert.ok(claim?.record === 'claim');
      const put = await copy.write((book) => book.put({ ...claim, id: 'x#c1', report: 'x' }));
      assert.match(put?.why ?? '', /x/);
      assert.equal(put?.restsOn, 'the report x');
      assert.deepEqual(await records(copy), kept);
    } finally {
      await copy.close();
    }
  });

  contract('what it does not know it says', async (store) => {
    await assert.rejects(
      store.write((book) => book.remove('nowhere', stamp('d'))),
      failsWith('store/unknown'),
    );
    await assert.rejects(
      add(store, told('a', { report: { learned: 'yesterday' } })),
      failsWith('store/time'),
    );
    assert.equal(await store.read((book) => book.state('nowhere')), null);
  });

  test(`${name}: each method of the interface is exercised`, () => {
    const source = readFileSync(join(import.meta.dirname, '..', 'src', 'store', 'store.ts'), 'utf8');
    const methods = [
      ...source.matchAll(/^export interface (?:Store|Reads|Writes)\b[^{]*\{\n([\s\S]*?)^\}/gm),
    ].flatMap(([, body = '']) => [...body.matchAll(/^ {2}(\w+)[<(]/gm)].map(([, method = '']) => method));
    assert.ok(methods.length > 70, String(methods.length));
    assert.deepEqual(
      methods.filter((method) => !called.has(method)),
      [],
    );
  });
}
