import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { openBook } from '../src/app/book/index.ts';
import { openStore } from '../src/store/index.ts';
import { cliOn } from './cli-runs.ts';
import { fakeReader } from './fake-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-doctor-'));
after(() => rmSync(folder, { recursive: true }));
const SOUND = join(folder, 'sound.db');
const by = { by: 'Ada' };

before(async () => {
  const book = await openBook({ book: SOUND, reader: fakeReader });
  const { id } = await book.add('first', { publisher: 'Harbour Wire', published: '2025-09-04' });
  await book.add('second', { publisher: 'Dnipro Daily', published: '2025-09-05' });
  await book.decide({ kind: 'accept', claim: `${id}#c1` }, by);
  await book.decide({ kind: 'label', report: id, label: { kind: 'tag', value: 'paris' } }, by);
  await book.catchUp();
  await book.close();
});

/** A copy of the sound book, hurt as a program that does not know it would hurt it. */
function hurt(name: string, sql: string): string {
  const path = join(folder, `${name}.db`);
  copyFileSync(SOUND, path);
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(sql);
  database.close();
  return path;
}

test('a sound book has no faults, also after a purge on the same open store', async () => {
  const path = hurt('purged', '');
  const store = await openStore(path);
  assert.deepEqual(await store.check(), []);
  const [first] = await store.read((book) => book.reports());
  assert.ok(first);
  await store.purge([first.report.id], { id: 'd-purge', by: 'Ada', at: '2026-01-01T00:00:00Z', why: null });
  assert.deepEqual(await store.check(), []);
  await store.close();
  const { code, err } = await cliOn(path, 'doctor');
  assert.equal(code, 0);
  assert.match(err, /^nothing is wrong in 1 report and 4 decisions of /);
});

/** What hurts the book, the faults that it makes, and whether these can be mended. */
const WOUNDS: readonly (readonly [name: string, sql: string, kinds: readonly string[], mended: boolean])[] = [
  ['index', "UPDATE reports SET title = 'Zanzibar' WHERE n = 1", ['index'], true],
  ['keys', "DELETE FROM claim_keys WHERE role = 'actor'", ['derived'], true],
  ['rank', "UPDATE claims SET firmness = 6, act = 'meet' WHERE n = 2", ['derived'], true],
  ['day', "UPDATE reports SET day = '1999-01-01' WHERE n = 1", ['derived', 'derived', 'derived'], true],
  ['counts', 'UPDATE feature_counts SET reports = reports + 1', ['derived'], true],
  ['entry', 'UPDATE entries SET firmness = 0 WHERE n = 1', ['derived'], true],
  ['entry without claims', 'DELETE FROM entry_claims WHERE entry = 1', ['derived'], true],
  ['features', 'DELETE FROM features WHERE report = 2', ['derived'], true],
  [
    'outline',
    `UPDATE stories SET outline = '{"reports":1,"from":null,"to":null,"features":[[],[]]}'`,
    ['derived'],
    true,
  ],
  ['orphan', "INSERT INTO claim_keys VALUES ('actor', 'state:FRA', 999)", ['orphan'], true],
  [
    'label',
    "INSERT INTO labels (report, kind, value, by, at) VALUES (99, 'tag', 'x', 'y', 'z')",
    ['orphan'],
    false,
  ],
  ['text', "UPDATE reports SET text = 'T' || substr(text, 2) WHERE n = 1", ['index', 'text'], true],
  [
    'lost text',
    "UPDATE reports SET text = 'short' WHERE n = 1; UPDATE readings SET reading = '{' WHERE report = 1",
    ['index', 'reading', 'quote'],
    false,
  ],
  [
    'quote',
    "UPDATE claims SET claim = json_set(claim, '$.predicate.start', 1, '$.predicate.end', 9) WHERE n = 1",
    ['quote'],
    false,
  ],
  ['reading', 'DELETE FROM readings WHERE report = 2', ['reading'], false],
  [
    'loop',
    `INSERT INTO successors (step, old, new, at) VALUES (1, 'x#1', 'x#2', 'z'), (2, 'x#2', 'x#1', 'z')`,
    ['successors'],
    false,
  ],
  [
    'decision',
    `INSERT INTO decisions (id, kind, subject, body, by, at) VALUES ('d-x', 'accept', 'nobody#c1', '{}', 'Eve', 'z')`,
    ['decision'],
    false,
  ],
];

for (const [name, sql, kinds, mendable] of WOUNDS) {
  test(`hurt: ${name}`, async () => {
    const path = hurt(name, sql);
    const found = await cliOn(path, 'doctor', '--json');
    assert.equal(found.code, 1);
    const told = found.json().map(({ kind }) => kind);
    assert.deepEqual([...new Set(told)].sort(), [...new Set(kinds)].sort());
    for (const { place, what, remedy } of found.json())
      for (const said of [place, what, remedy]) assert.ok(said);

    const mended = await cliOn(path, 'doctor', '--mend');
    assert.equal(mended.code, mendable ? 0 : 1, mended.out);
    const again = await cliOn(path, 'doctor', '--json');
    assert.equal(again.code, mendable ? 0 : 1, again.out);
    if (!mendable) return;
    assert.match(mended.err, /^nothing is wrong .* kept as .*\.mend1\.backup$/m);
    // The backup is the book as it was hurt.
    const backup = await cliOn(`${path}.mend1.backup`, 'doctor', '--json');
    assert.deepEqual(backup.json(), found.json());
    // What the book answers is what the sound one does.
    for (const command of ['list', 'reports']) {
      const sound = await cliOn(SOUND, command, '--json');
      const now = await cliOn(path, command, '--json');
      if (name !== 'index') assert.equal(now.out, sound.out);
    }
  });
}

test('a mended index finds what the book says now, and a purge tells of the backup', async () => {
  const path = hurt('searched', "UPDATE reports SET title = 'Zanzibar' WHERE n = 1");
  const book = await openBook({ book: path, reader: fakeReader });
  const { mended, backup } = await book.doctor({ mend: true });
  assert.deepEqual(
    mended.map(({ place }) => place),
    ['report_search'],
  );
  const [report] = await book.reports();
  assert.ok(report && backup);
  const { files } = await book.purge([report.report.id], by);
  assert.deepEqual(files, [backup]);
  await book.close();
  const store = await openStore(path);
  assert.equal((await store.read((reads) => reads.reports({ text: 'Zanzibar' }))).length, 0);
  await store.close();
});
