/**
 * node bench/store.ts [--readings FILE] [--single 300] [--batches 20] [--rounds 3] [--write]
 *
 * Adding read reports to a book, beside bare SQLite inserts of the same rows into the same tables with the same settings: one
 * by one, and in batches of 100. Adding is the transaction of `pledgebook add`: it looks for the report and its story, and
 * inserts; the bare side has the rows at hand, looks for nothing, and inserts them row by row, by the same statements, prepared
 * before as ours are. What the report is looked for by is found in its text before, and what its rows hold is printed then; that
 * has a column of its own. The reports vary those of `samples/`, which are read first; `--readings` gives them as printed by
 * `pledgebook read --json`. `--write` puts the table into bench/STORE.md. Exit 1 where a floor is missed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { type Arrival, putArrival } from '../src/app/book/add.ts';
import type { Reading } from '../src/app/reading.ts';
import { openStore, type Store } from '../src/store/index.ts';
import { connect, SETTINGS } from '../src/store/sqlite/connection.ts';
import { MIGRATIONS } from '../src/store/sqlite/schema.ts';
import { writes } from '../src/store/sqlite/writes.ts';
import { generatedArrival, readingsToVary } from './generated-reports.ts';
import { measure, median, processorTime, rates, ratio, type Side, type Times } from './rounds.ts';
import { writtenBy } from './written-by.ts';

const { values } = parseArgs({
  options: {
    readings: { type: 'string' },
    single: { type: 'string', default: '300' },
    batches: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
});
const FLOORS = { single: 0.8, batches: 0.5 };
const BATCH = 100;
const SCHEMA = MIGRATIONS.map(({ sql }) => sql).join('\n');

type Insert = readonly [sql: string, values: readonly SQLInputValue[]];

/** What is added at once, with the inserts that this comes to. */
interface Batch {
  readonly arrivals: readonly Arrival[];
  readonly inserts: readonly Insert[];
}

/** The inserts are those that adding to a book in memory makes. `before`: milliseconds of a processor until a report can be added. */
async function batchesOf(
  readings: readonly Reading[],
  count: number,
  size: number,
): Promise<{ readonly batches: readonly Batch[]; readonly before: number }> {
  const scratch = connect(':memory:', 0);
  scratch.database.exec(SCHEMA);
  let inserts: Insert[] = [];
  let before = 0;
  const run = (sql: string, ...row: readonly SQLInputValue[]): number => {
    if (
      !/^(?:INSERT (?:OR IGNORE )?INTO \w+ \([^)]*\)\s+VALUES \(|UPDATE stories SET outline = \?)/.test(sql)
    )
      throw new Error(`the bare side has its rows at hand, and this looks some up: ${sql}`);
    inserts.push([sql, row]);
    return scratch.run(sql, ...row);
  };
  const book = writes({ ...scratch, run });
  const batches: Batch[] = [];
  for (let i = 0; i < count; i++) {
    const given = Array.from({ length: size }, (_, j) => generatedArrival(readings, i * size + j));
    const had = processorTime();
    const arrivals = given.map((arrival) => arrival());
    before += processorTime() - had;
    inserts = [];
    for (const arrival of arrivals) await putArrival(book, arrival);
    batches.push({ arrivals, inserts });
  }
  scratch.database.close();
  return { batches, before: before / (count * size) };
}

function bareSide(path: string): { readonly side: Side<Batch>; readonly close: () => void } {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = WAL; ${SETTINGS}; ${SCHEMA}`);
  const compiled = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const statement = database.prepare(sql);
    compiled.set(sql, statement);
    return statement;
  };
  const [begin, commit] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT')];
  const read = ({ inserts }: Batch): void => {
    begin.run();
    for (const [sql, row] of inserts) (compiled.get(sql) ?? prepared(sql)).run(...row);
    commit.run();
  };
  return { side: { name: 'bare', read }, close: () => database.close() };
}

const ourSide = (store: Store): Side<Batch> => ({
  name: 'ours',
  read: ({ arrivals }) =>
    store.write(async (book) => {
      for (const arrival of arrivals) await putArrival(book, arrival);
    }),
});

/** Of both sides, one number a round; each round has new books. */
async function compare(batches: readonly Batch[], rounds: number) {
  const taken: { ours: Times; bare: Times }[] = [];
  for (let round = 0; round < rounds; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'pledgebook-bench-'));
    const store = await openStore(join(folder, 'ours'));
    const bare = bareSide(join(folder, 'bare'));
    const sides = round % 2 === 0 ? [ourSide(store), bare.side] : [bare.side, ourSide(store)];
    const times = await measure(sides, batches, 1);
    const none = { elapsed: [], processor: [] };
    taken.push({ ours: times.get('ours') ?? none, bare: times.get('bare') ?? none });
    bare.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
  const all = (side: 'ours' | 'bare', clock: keyof Times): readonly number[] =>
    taken.flatMap((times) => times[side][clock]);
  return { ours: all('ours', 'elapsed'), bare: all('bare', 'elapsed'), all };
}

const readings = await readingsToVary(values.readings);
const rounds = Number(values.rounds);
const lines: string[] = [];
let kept = true;
const ways = [
  { what: 'one by one', floor: FLOORS.single, ...(await batchesOf(readings, Number(values.single), 1)) },
  {
    what: `in batches of ${BATCH}`,
    floor: FLOORS.batches,
    ...(await batchesOf(readings, Number(values.batches), BATCH)),
  },
];
for (const { what, floor, batches, before } of ways) {
  const { ours, bare, all } = await compare(batches, rounds);
  const reports = batches.reduce((sum, batch) => sum + batch.arrivals.length, 0);
  const rows = batches.reduce((sum, batch) => sum + batch.inserts.length, 0) / reports;
  const share = ratio(ours, bare);
  kept &&= share >= floor;
  const rate = (times: readonly number[]): string => median(rates(reports, times)).toFixed(0);
  const seconds = (times: readonly number[]): string => (median(times) / 1000).toFixed(2);
  const processor = (side: 'ours' | 'bare'): string => (median(all(side, 'processor')) / reports).toFixed(1);
  lines.push(
    `| ${what} | ${reports} | ${rows.toFixed(0)} | ${rate(ours)} | ${seconds(ours)} | ${rate(bare)} | ${seconds(bare)} | ${processor('ours')} | ${processor('bare')} | ${before.toFixed(1)} | ${share.toFixed(2)} | ${floor} ${share >= floor ? 'kept' : '**missed**'} |`,
  );
}
const all = `# How fast the book takes reports in

${writtenBy('bench/store.ts')} Medians of ${rounds} rounds, in which adding and bare SQLite inserts of the same rows take turns; each transaction is on the disk before the next one. Reports are made from read ones with other states in them (\`bench/generated-reports.ts\`).

| | reports | rows a report | adding, reports/s | s | bare, reports/s | s | processor, ms a report | bare | before | ratio | floor |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
if (values.write) writeFileSync(new URL('STORE.md', import.meta.url), all);
console.log(all);
process.exitCode = kept ? 0 : 1;
