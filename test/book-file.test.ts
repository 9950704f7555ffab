import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { FIRMNESS } from '../src/document/vocabulary.ts';
import { openStore, type Store } from '../src/store/index.ts';
import { APPLICATION_ID, MIGRATIONS } from '../src/store/sqlite/schema.ts';
import { openSqlite } from '../src/store/sqlite/store.ts';
import { NEXT } from './store-child.ts';
import { told } from './store-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-file-'));
after(() => rmSync(folder, { recursive: true }));
const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'book-file.md'), 'utf8');
const stamp = { by: 'Ada', at: '2025-09-06T10:00:00.000Z', why: null };

test('the page has each table and column of a new book, in their order', async () => {
  const path = join(folder, 'new');
  await (await openStore(path)).close();
  const database = new DatabaseSync(path, { readOnly: true });
  const columns = database
    .prepare(
      `SELECT t.name AS "table", c.name AS "column" FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
        WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' AND t.type <> 'shadow' ORDER BY t.name, c.cid`,
    )
    .all();
  database.close();
  const written = [...page.matchAll(/^## `(\w+)`\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm)].flatMap(
    ([, table = '', section = '']) =>
      [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, column = '']) => ({ table, column })),
  );
  assert.ok(written.length > 50);
  const inOrder = (rows: readonly { table: string }[]) =>
    rows.toSorted((a, b) => (a.table < b.table ? -1 : 1));
  assert.deepEqual(
    inOrder(written),
    columns.map((row) => ({ ...row })),
  );
});

test('the page has the numbers of firmness, the schema’s version and each error', () => {
  for (const [rank, firmness] of FIRMNESS.entries())
    assert.ok(page.includes(`${rank} \`${firmness}\``), firmness);
  assert.ok(page.includes(`at present ${MIGRATIONS.length})`));
  const store = join(import.meta.dirname, '..', 'src', 'store');
  const code = globSync('**/*.ts', { cwd: store }).map((file) => readFileSync(join(store, file), 'utf8'));
  const thrown = [...code.join('\n').matchAll(/(?:failed\(\s*'|StoreError\(\s*'store\/)([a-z-]+)'/g)];
  assert.deepEqual(
    [...page.matchAll(/^\| `store\/([a-z-]+)` \|/gm)].map(([, name]) => name),
    [...new Set(thrown.map(([, name]) => name))].sort(),
  );
});

test('migrations are numbered from 1 on', () => {
  for (const migrations of [MIGRATIONS, NEXT])
    assert.deepEqual(
      migrations.map(({ version }) => version),
      migrations.map((_, i) => i + 1),
    );
});

test('what was labelled and placed before schema 4 stands, and when it did, as decisions say', async () => {
  const path = join(folder, 'schema-1');
  await (await openSqlite(path, { migrations: MIGRATIONS.slice(0, 1) })).close();
  const old = new DatabaseSync(path);
  const decided = (id: string, day: number, ...changes: readonly object[]) =>
    old
      .prepare('INSERT INTO decisions (id, kind, subject, report, body, by, at) VALUES (?, ?, ?, 1, ?, ?, ?)')
      .run(id, 'place', 'a', JSON.stringify({ changes }), 'Ada', `2025-09-${day}T10:00:00.000Z`);
  const label = { on: 'label', report: 'a', label: { kind: 'tag', value: 'paris' } };
  old.exec(`
    INSERT INTO reports (n, id, state, first, version, day, moment, learned, sentences)
      VALUES (1, 'a', 'present', 'a', 1, '2025-09-05', '2025-09-05T08:00:00.000Z', '2025-09-05T08:00:00.000Z', '[]'),
        (2, 'b', 'present', 'b', 1, '2025-09-05', '2025-09-05T08:00:00.000Z', '2025-09-05T08:00:00.000Z', '[]');
    INSERT INTO report_search (rowid, title, text, publisher) SELECT n, title, text, publisher FROM reports;
    INSERT INTO stories (id) VALUES ('s1'), ('s2'), ('s3');
    INSERT INTO story_reports VALUES (1, 's3', 'hand'), (2, 's1', 'rule');
    INSERT INTO labels VALUES (1, 'tag', 'paris', 'Ada', '2025-09-13T10:00:00.000Z'), (2, 'tag', 'own', 'Ada', '2025-09-13T10:00:00.000Z')`);
  decided(
    'd1',
    10,
    { on: 'story', report: 'a', before: 's1', after: 's2' },
    { ...label, before: false, after: true },
  );
  decided(
    'd2',
    11,
    { ...label, before: true, after: true },
    { on: 'note', report: 'a', before: null, after: 'x' },
  );
  decided(
    'd3',
    12,
    { ...label, before: true, after: false },
    { on: 'story', report: 'a', before: 's2', after: 's3' },
  );
  decided('d4', 13, { ...label, before: false, after: true });
  old.close();
  const store = await openStore(path);
  const known = async (day: string) => {
    const kept = await store.read((book) => book.reports({ knownOn: `2025-09-${day}` }));
    return kept.map(({ story, labels }) => [story?.id, story?.by, ...labels.map(({ value }) => value)]);
  };
  const b = ['s1', 'rule'];
  assert.deepEqual(await known('09'), [['s1', 'rule'], b]);
  assert.deepEqual(await known('10'), [['s2', 'hand', 'paris'], b]);
  assert.deepEqual(await known('11'), [['s2', 'hand', 'paris'], b]);
  assert.deepEqual(await known('12'), [['s3', 'hand'], b]);
  assert.deepEqual(await known('13'), [
    ['s3', 'hand', 'paris'],
    ['s1', 'rule', 'own'],
  ]);
  assert.deepEqual(await store.check(), []);
  await store.close();
});

test('claims that were merged, split or taken back before schema 2 are gone after it', async () => {
  const path = join(folder, 'merged');
  const store = await openSqlite(path, { migrations: MIGRATIONS.slice(0, 1) });
  await store.close();
  const database = new DatabaseSync(path);
  database.exec(`INSERT INTO reports (n, id, state, first, version, day, moment, learned, media_type, reader, sentences, text)
    VALUES (1, 'r', 'present', 'r', 1, '2025-09-04', '2025-09-04', '2025-09-05', 'text/plain', '0.1.0', '[]', 'text')`);
  const claim = (id: string, state: string, replaced: string | null = null) =>
    database
      .prepare(`INSERT INTO claims (id, report, act, state, by, learned, replaced, claim)
        VALUES (?, 1, 'commit', ?, 'reader', '2025-09-05', ?, '{}')`)
      .run(id, state, replaced);
  let step = 0;
  const succeed = (old: string, followers: readonly (string | null)[], at: string) => {
    step++;
    for (const follower of followers)
      database
        .prepare('INSERT INTO successors (step, old, new, at) VALUES (?, ?, ?, ?)')
        .run(step, old, follower, at);
  };
  for (const id of ['merged', 'split', 'taken-back', 'back-again', 'no-claim']) claim(id, 'rejected');
  succeed('merged', ['other'], '2025-09-06');
  succeed('split', ['one', 'two'], '2025-09-07');
  succeed('taken-back', [null], '2025-09-08');
  // A merge that was undone, before the claim was rejected.
  succeed('back-again', ['other'], '2025-09-06');
  succeed('back-again', ['back-again'], '2025-09-07');
  // Rejected, then read again.
  claim('read-before', 'rejected', '2025-09-09');
  succeed('read-before', ['no-claim'], '2025-09-09');
  claim('merged-and-read', 'rejected', '2025-09-09');
  succeed('merged-and-read', ['other'], '2025-09-06');
  database.close();
  await (await openSqlite(path, { migrations: MIGRATIONS.slice(0, 2) })).close();
  const migrated = new DatabaseSync(path, { readOnly: true });
  const gone = migrated.prepare('SELECT id, gone FROM claims WHERE gone IS NOT NULL ORDER BY n').all();
  migrated.close();
  assert.deepEqual(
    gone.map((row) => ({ ...row })),
    [
      { id: 'merged', gone: '2025-09-06' },
      { id: 'split', gone: '2025-09-07' },
      { id: 'taken-back', gone: '2025-09-08' },
      { id: 'merged-and-read', gone: '2025-09-06' },
    ],
  );
});

test('a check tells of claims that stand otherwise than decisions and successors say', async () => {
  const path = join(folder, 'checked');
  const store = await openStore(path);
  const reports = ['a', 'b', 'c'].map((id) => told(id));
  await store.write((book) => book.add(reports));
  assert.deepEqual(await store.check(), []);
  const [a, b, c] = reports.flatMap(({ claims }) => claims);
  assert.ok(a && b && c);
  await store.write(async (book) => {
    await book.settle({ claim: a, state: 'gone', at: stamp.at });
    await book.succeed(b.id, [c.id], stamp.at);
  });
  const fault = (place: string, what: string) => ({ kind: 'successors', place, what, mendable: false });
  assert.deepEqual(await store.check(), [
    fault('a#c1', 'is gone, and answers for itself'),
    fault('b#c1', 'stands, and others answer for it'),
  ]);
  await store.close();
});

test('a book of the first schema is found by all that it was found by', async () => {
  const path = join(folder, 'first');
  const old = new DatabaseSync(path);
  old.exec(MIGRATIONS[0]?.sql ?? '');
  old.exec(`
    PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1;
    INSERT INTO reports (n, id, state, first, version, published, day, moment, learned, media_type, reader, sentences, text)
      VALUES (1, 'a', 'present', 'a', 1, '2025-09-04', '2025-09-04', '2025-09-04T00:00:00.000Z', '2025-09-05T08:00:00.000Z',
        'text/plain', '0.1.0', '[]', 'France is ready.');
    INSERT INTO report_search (rowid, title, text, publisher) SELECT n, title, text, publisher FROM reports;
    INSERT INTO signatures VALUES (3, 1, 0, 16), (4, 1, 0, 16), (270000000005, 1, 0, 6), (270000000006, 1, 0, 6);
    INSERT INTO features VALUES ('force', '2025-09-04', 1), ('FRA', '2025-09-04', 1);
    INSERT INTO stories (id) VALUES ('s');
    INSERT INTO story_reports VALUES (1, 's', 'rule')`);
  old.close();
  const store = await openStore(path);
  const days = { from: '2025-09-01', day: '2025-09-05', to: '2025-09-09' };
  const found = () =>
    store.read(async (book) => ({
      passages: await book.sharing(['3', '4', '270000000006'], 9),
      near: (await book.storiesNear(['FRA', 'force'], days, 9, [])).map(({ id }) => id),
      counts: (await book.counts(['FRA'])).having.get('FRA'),
      outlines: await book.outlines(['s'], ['FRA']),
    }));
  assert.deepEqual(await found(), {
    passages: [
      { report: 'a', start: 0, end: 16, bands: 2 },
      { report: 'a', start: 0, end: 6, bands: 1 },
    ],
    near: ['s'],
    counts: 1,
    outlines: [{ id: 's', reports: 1, from: '2025-09-04', to: '2025-09-04', keys: new Map([['FRA', 1]]) }],
  });
  await store.purge(['a'], { ...stamp, id: 'd' });
  const none = { id: 's', reports: 0, from: null, to: null, keys: new Map() };
  assert.deepEqual(await found(), { passages: [], near: [], counts: undefined, outlines: [none] });
  assert.deepEqual(await store.check(), []);
  await store.close();
  const purged = new DatabaseSync(path);
  for (const table of ['passages', 'passage_search', 'features', 'feature_counts', 'report_features'])
    assert.equal(purged.prepare(`SELECT * FROM ${table}`).get(), undefined, table);
  purged.close();
});

test('nothing of what was purged is left in the file or its log', async () => {
  const path = join(folder, 'purged');
  const store = await openStore(path);
  const words = [
    'zqtitle',
    'zqtext',
    'zqbytes',
    'zqreading',
    'zqnote',
    'zqwhy',
    'zqbody',
    'zqlabel',
    'zqparty',
    'zqfeature',
    '270123456789',
  ];
  const secret = told('secret', {
    report: {
      title: 'Zqtitle of it',
      text: `Zqtext. ${'The talks go on and on. '.repeat(400)}France is ready to send troops to Ukraine after a ceasefire.`,
    },
    bytes: new TextEncoder().encode(`zqbytes ${'x'.repeat(9000)} zqbytes`),
    reading: JSON.stringify({ text: 'zqreading' }),
    signatures: [{ start: 0, end: 6, bands: ['270123456789', '5'] }],
    features: ['name:zqfeature'],
    story: { id: 's', by: 'rule' },
    parties: [{ id: 'person:zqparty', kind: 'person', name: 'Zqparty', state: null, size: null }],
  });
  // Among enough others that pages are split and segments of the full-text index merged.
  const others = (from: number) =>
    store.write((book) => book.add(Array.from({ length: 30 }, (_, i) => told(`r${from + i}`))));
  for (let i = 0; i < 10; i++) await others(30 * i);
  await store.write((book) => book.add([secret, told('beside it', { story: secret.story })]));
  await store.write(async (book) => {
    await book.note({ id: 'n', report: 'secret', text: 'zqnote', by: 'Ada', at: stamp.at });
    await book.label('secret', { kind: 'tag', value: 'zqlabel' }, 'Ada', stamp.at);
    const about = { kind: 'accept', subject: 'secret#c1', report: 'secret', undoes: null };
    await book.decide({ ...stamp, ...about, id: 'd1', body: '{"text":"zqbody"}', why: 'zqwhy' });
    await book.mend('secret', { title: 'Zqtitle once more' });
  });
  for (let i = 10; i < 20; i++) await others(30 * i);
  const found = () => {
    const all = Buffer.concat([path, `${path}-wal`].map((name) => readFileSync(name)));
    const lower = all.toString('latin1').toLowerCase();
    return words.filter((word) => lower.includes(word));
  };
  assert.deepEqual(found(), words);
  assert.deepEqual(await store.purge(['secret'], { ...stamp, id: 'd2' }), { remains: [] });
  assert.deepEqual(found(), []);
  assert.deepEqual(await store.check(), []);
  await store.close();
  // The full-text indexes agree with what they index.
  const database = new DatabaseSync(path);
  for (const index of ['report_search', 'passage_search'])
    database.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('integrity-check', 1)`);
  database.close();
});

test('what is open to be reviewed is counted in a book of before schema 15, and how entries stand is kept', async () => {
  const path = join(folder, 'schema-14');
  const near = (start: number, end: number) => ({ start, end, act: 'commit', confidence: 0.4 }) as const;
  const open = { reports: {}, missed: {}, minConfidence: 0, claimsOnly: false, skip: 0, limit: 9 };
  const store = await openStore(path);
  const [first, second] = [told('a'), told('b', { perhapsMissed: [near(3, 9), near(10, 14), near(20, 25)] })];
  const claim = second.claims[0];
  assert.ok(claim);
  await store.write(async (book) => {
    await book.add([{ ...first, perhapsMissed: [{ ...near(0, 1), ...first.claims[0]?.predicate }] }, second]);
    await book.settle({ claim, state: 'rejected', at: stamp.at });
    await book.catchUp([], 9);
    await book.dismiss('b', { start: 10, end: 14 }, true, stamp.at);
  });
  const before = await store.read((book) => book.toReview(open));
  assert.deepEqual(before.claims, ['a#c1']);
  const missed = before.missed.map(({ report, start }) => `${report} ${start}`);
  assert.deepEqual([before.open, before.total, missed], [3, 3, ['b 3', 'b 20']]);
  const standing = (of: Store) =>
    of.read(async (book) => [
      await book.presentClaims(),
      await book.storyPage({ alone: true, skip: 0, limit: 9 }),
      (await book.holdings()).claims,
    ]);
  const stood = await standing(store);
  assert.deepEqual(stood[2], { unreviewed: 1, accepted: 0, rejected: 1 });
  await store.close();
  const old = new DatabaseSync(path);
  old.exec(`
    DROP INDEX counted_reports_open;
    ALTER TABLE counted_reports DROP COLUMN unreviewed;
    ALTER TABLE counted_reports DROP COLUMN missed;
    DROP INDEX short_claims_in_time;
    DROP TABLE entry_gists;
    ALTER TABLE entries DROP COLUMN present;
    ALTER TABLE laying_claims DROP COLUMN report;
    DROP INDEX stories_not_counted;
    DROP INDEX stories_counted;
    ALTER TABLE stories DROP COLUMN began;
    ALTER TABLE stories DROP COLUMN reports;
    DROP INDEX claims_decided;
    PRAGMA user_version = 14;`);
  old.close();
  const migrated = await openStore(path);
  assert.deepEqual(await migrated.read((book) => book.toReview(open)), before);
  const rest = await migrated.read((book) => book.toReview({ ...open, after: 'b@3-9' }));
  assert.deepEqual([rest.open, rest.total, rest.missed.length, rest.claims], [3, 2, 1, ['a#c1']]);
  assert.deepEqual(await standing(migrated), stood);
  await migrated.close();
});

test('a purge tells of what may still hold what was purged', async () => {
  const path = join(folder, 'backed-up');
  const backup = `${path}.v${MIGRATIONS.length}.backup`;
  const old = await openStore(path);
  await old.write((book) => book.add([told('a')]));
  await old.close();
  const store = await openSqlite(path, { migrations: NEXT });
  const { remains } = await store.purge(['a'], { ...stamp, id: 'd' });
  assert.deepEqual(remains, [backup]);
  // Who still reads the book as it was keeps the log.
  await store.write((book) => book.add([told('b')]));
  await store.read(async (book) => {
    await book.reports();
    const during = await store.purge(['b'], { ...stamp, id: 'd2' });
    assert.deepEqual(during.remains, [`${path}-wal`, backup]);
  });
  await store.close();
});

test('not even with SQL is a decision changed', async () => {
  const path = join(folder, 'decided');
  const store = await openStore(path);
  const about = { kind: 'accept', subject: 'c', report: null, body: '{}', undoes: null };
  await store.write((book) => book.decide({ ...stamp, ...about, id: 'd1' }));
  await store.close();
  const database = new DatabaseSync(path);
  for (const sql of [
    'DELETE FROM decisions',
    "UPDATE decisions SET by = 'Bo'",
    "UPDATE decisions SET body = '[]'",
  ])
    assert.throws(() => database.exec(sql), /only appended/);
  database.close();
});
