/**
 * A process that writes to a book until it is killed: `node test/store-child.ts add|migrate BOOK NAME [COUNT]`. Each line that
 * it prints is something that the book has acknowledged.
 */
import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { MIGRATIONS, type Migration } from '../src/store/sqlite/schema.ts';
import { openSqlite } from '../src/store/sqlite/store.ts';
import { told } from './store-records.ts';

/** A schema after the present one: every report is rewritten and a table comes in. */
export const NEXT: readonly Migration[] = [
  ...MIGRATIONS,
  {
    version: MIGRATIONS.length + 1,
    sql: `
ALTER TABLE reports ADD COLUMN length INTEGER;
UPDATE reports SET length = length(text);
CREATE TABLE lengths (report INTEGER PRIMARY KEY REFERENCES reports (n), length INTEGER NOT NULL) STRICT;
INSERT INTO lengths SELECT n, length FROM reports WHERE length IS NOT NULL;
CREATE INDEX reports_by_length ON reports (length);`,
  },
];

const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

async function add(book: string, name: string, count: number): Promise<void> {
  const store = await openSqlite(book);
  say('open');
  for (let i = 0; i < count; i++) {
    const id = `${name}-${i}`;
    await store.write(async (writes) => {
      const day = '2025-09-04';
      const [like] = await writes.storiesNear(['paris'], { from: day, day, to: day }, 1, []);
      const story = { id: like?.id ?? `story of ${id}`, by: 'rule' } as const;
      const signatures = [{ start: 0, end: id.length, bands: [String(i % 7), String(7 + i)] }];
      await writes.add([told(id, { features: ['paris'], signatures, story })]);
    });
    say(`report ${id}`);
    const stamp = { id: `d-${id}`, by: 'Ada', at: '2025-09-06T10:00:00.000Z', why: null };
    await store.write(async (writes) => {
      const [kept] = await writes.claims({ claims: [`${id}#c1`] });
      if (kept === undefined) throw new Error(`${id} has lost its claim`);
      // Merged into another, every second one, for which three tables change.
      const state = i % 2 === 0 ? 'accepted' : 'gone';
      await writes.settle({ claim: kept.claim, state, at: stamp.at });
      if (state === 'gone') await writes.succeed(kept.claim.id, [`${name}-0#c1`], stamp.at);
      await writes.decide({
        ...stamp,
        kind: 'accept',
        subject: kept.claim.id,
        report: id,
        body: '{}',
        undoes: null,
      });
    });
    say(`decision d-${id}`);
  }
  await store.close();
}

async function migrate(book: string): Promise<void> {
  say('open');
  await openSqlite(book, { migrations: NEXT });
  say('migrated');
}

if (import.meta.main) {
  const [, , what, book = '', name = '', count = '1e9'] = argv;
  if (what === 'add') await add(book, name, Number(count));
  else await migrate(book);
}
