import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openBook } from '../src/app/book/index.ts';
import type { EntryFilter } from '../src/store/index.ts';
import { openStore } from '../src/store/index.ts';
import { connect } from '../src/store/sqlite/connection.ts';
import { told as toldOf } from '../src/store/sqlite/told.ts';
import { FRANCE, GERMANY, offer, told, UKRAINE } from './store-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-told-'));
after(() => rmSync(folder, { recursive: true }));

test('what is told of entries is the same whether it is sorted or met in the order of time', async () => {
  const path = join(folder, 'book.db');
  const store = await openStore(path);
  const measures = ['force.land', 'force.sea', 'arms.missiles', 'guarantee'];
  const acts = ['commit', 'agree', 'demand', 'expect', 'refuse'] as const;
  const reports = Array.from({ length: 60 }, (_, i) => {
    const one = told(`r${i}`, {
      report: { published: `2025-0${1 + ((i * 7) % 8)}-${10 + ((i * 11) % 19)}` },
      parties: [FRANCE, GERMANY, UKRAINE],
    });
    const claims = [0, 1].map((k) =>
      offer(`r${i}`, one.report.text, {
        id: `r${i}#c${k + 1}`,
        act: acts[(i + k) % acts.length] ?? 'commit',
        actors: i % 3 === 0 ? [FRANCE.id, GERMANY.id] : [[FRANCE, GERMANY][(i + k) % 2]?.id ?? ''],
        measures: [measures[(i + k) % 4] ?? '', ...(i % 5 === 0 ? ['guarantee'] : [])],
      }),
    );
    return { ...one, claims };
  });
  await store.write((book) => book.add(reports));
  await store.write((book) =>
    book.remove('r5', { id: 'd', by: 'Ada', at: '2025-09-06T10:00:00.000Z', why: null }),
  );
  await store.close();
  const book = await openBook({ book: path });
  await book.catchUp();
  await book.close();
  const connection = connect(path, 1000, true);
  const filters: readonly EntryFilter[] = [
    { measures: ['force.land'] },
    { measures: ['force.sea', 'guarantee'] },
    { measures: ['guarantee'], actors: [FRANCE.id] },
    { actors: [GERMANY.id] },
    { measures: ['force.land', 'force.sea'], since: '2025-04-15' },
    { measures: ['aid'] },
  ];
  for (const filter of filters)
    for (const skip of [0, 7]) {
      const part = { skip, limit: 10 };
      const sorted = toldOf(connection, filter, part, 1000);
      assert.deepEqual(toldOf(connection, filter, part, -1), sorted);
      assert.equal(sorted.total === 0, filter.measures?.[0] === 'aid');
      for (const few of [-1, 5, 1000])
        assert.deepEqual(toldOf(connection, filter, { ...part, countTo: 4 }, few), {
          ...sorted,
          total: Math.min(sorted.total, 4),
        });
    }
  connection.database.close();
});
