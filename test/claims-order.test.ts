import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { ClaimFilter } from '../src/store/index.ts';
import { connect } from '../src/store/sqlite/connection.ts';
import { reads } from '../src/store/sqlite/reads.ts';
import { CLAIM_COLUMNS, type ClaimTuple, keptClaim } from '../src/store/sqlite/rows.ts';
import { claimWhere } from '../src/store/sqlite/where.ts';
import { clockFrom, READINGS, readingOf, summit } from './export-book.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-claims-order-'));
after(() => rmSync(folder, { recursive: true }));

/** Days that go up and down, some of them twice. */
const more = Array.from({ length: 30 }, (_, i) =>
  readingOf(`Paper ${i}`, `2025-09-${String(1 + ((i * 7) % 15)).padStart(2, '0')}`, [
    { says: `Germany <will send> ${i} troops.`, beneficiary: [`group:g${i % 4}`] },
    { says: 'Russia <rejects> foreign troops.', actors: ['state:RUS'], act: 'reject', firmness: null },
  ]),
);

test('claims are those that the rows sorted whole would give, a page of them too', async () => {
  const path = join(folder, 'book.db');
  const book = await summit(path, clockFrom(), [...READINGS, ...more]);
  const list = await book.list();
  for (const [i, { claims }] of list.items.slice(0, 6).entries())
    await book.decide({ kind: i % 2 === 0 ? 'reject' : 'accept', claim: claims[0]?.id ?? '' }, { by: 'Ada' });
  await book.close();
  const connection = connect(path, 1000, true);
  const sortedWhole = (filter: ClaimFilter) => {
    const { sql, values } = claimWhere(filter);
    return connection
      .tuples<ClaimTuple>(
        `SELECT ${CLAIM_COLUMNS} FROM claims AS c JOIN reports AS r ON r.n = c.report
          WHERE ${sql} ORDER BY r.moment, r.n, c.n`,
        ...values,
      )
      .map(keptClaim);
  };
  const kinds: readonly ClaimFilter[] = [
    {},
    { acts: ['reject'] },
    { actors: ['state:DEU'] },
    { beneficiaries: ['group:g1', 'state:UKR'] },
    { firmness: { from: 'offered' } },
    { text: 'troops' },
    { versions: 'all' },
  ];
  const times: readonly ClaimFilter[] = [{}, { knownOn: '2026-02-01T08:20:30.000Z' }, { asOf: '2025-09-07' }];
  const states: readonly ClaimFilter[] = [
    {},
    { states: ['accepted', 'unreviewed'] },
    { states: ['rejected'] },
  ];
  let compared = 0;
  for (const kind of kinds)
    for (const time of times)
      for (const state of states) {
        const filter = { ...kind, ...time, ...state };
        const whole = sortedWhole(filter);
        assert.deepEqual(await reads(connection).claims(filter), whole);
        const [, second] = whole;
        if (second === undefined) continue;
        const page = { ...filter, after: second.claim.id, limit: 5 };
        assert.deepEqual(await reads(connection).claims(page), whole.slice(2, 7));
        compared++;
      }
  connection.database.close();
  assert.ok(compared > 40, `${compared}`);
});
