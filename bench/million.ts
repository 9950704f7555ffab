/**
 * node bench/million.ts --folder FOLDER [--reports 1000,10000,100000] [--readings FILE] [--rounds 5] [--write]
 *
 * Questions to books of so many reports, beside hand-written SQL of the same answer on the same file: it reads the same claims, reports and
 * parties out of the same tables and parses them, and computes nothing of what an entry is; that it reads all that is answered is
 * checked first. Both take turns, each question with
 * other actors, entries and days. Books (generated reports, ten claims each) are made in the folder where they are not there,
 * and kept. `--write` puts the tables into bench/MILLION.md. Exit 1 where a ratio or a bound is missed by the last one.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Book, openBook, type Page } from '../src/app/book/index.ts';
import type { Entry } from '../src/book/entries.ts';
import type { EntryClaim } from '../src/book/entry-claim.ts';
import { handWritten } from './hand-written.ts';
import { bookOf } from './million-book.ts';
import { median, monotonic, processorTime } from './rounds.ts';
import { writtenBy } from './written-by.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    reports: { type: 'string', default: '1000,10000,100000' },
    readings: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
});
if (values.folder === undefined) throw new Error('name a folder in which the book is kept: --folder');
const CEILING = 1.5;
const rounds = Number(values.rounds);
const sizes = values.reports.split(',').map(Number);
const { folder } = values;

interface Question {
  readonly name: string;
  /** Each for other words. @returns how many items the answer has. */
  readonly ours: readonly (() => Promise<number>)[];
  readonly sql: readonly (() => number)[];
  /** Milliseconds at the 95th percentile. */
  readonly bound?: number;
}

/** The value that so many of a hundred do not exceed. */
const percentile = (times: readonly number[], of: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil((times.length * of) / 100) - 1] ?? Number.NaN;

/** @throws where SQL written by hand has not read all that is answered: it would be fast because it answers something else. */
async function refuseLess(book: Book, sql: ReturnType<typeof handWritten>): Promise<void> {
  const refuse = (what: string, read: readonly string[], answered: readonly string[]): void => {
    const known = new Set(read);
    const missed = answered.find((id) => !known.has(id));
    if (missed !== undefined) throw new Error(`${what}: SQL written by hand has not read ${missed}`);
  };
  const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);
  const claimsOf = ({ items }: Page<Entry<Pick<EntryClaim, 'id'>, EntryClaim>>): readonly string[] =>
    items.flatMap(({ claims, against }) => ids([...claims, ...against]));
  for (const actor of sql.actors) {
    const page = await book.rows({ actor: [actor], measure: ['force'], firmness: 'offered..' });
    refuse(`list of ${actor}`, ids(sql.list(actor, 'force', 'offered')), claimsOf(page));
  }
  refuse('list', ids(sql.latest(50)), claimsOf(await book.rows({ limit: 50, sort: '-date' })));
  for (const id of sql.entries)
    refuse(`show ${id}`, ids(sql.show(id, await standing(book, id))), claimsOf(await book.show(id)));
  for (const [from, to] of sql.days) {
    const changes = (await book.diff(from, to)).items;
    const read = sql.diff(from, to, opposing(changes));
    refuse(
      `diff on ${to}`,
      read.entries,
      changes.map(({ entry }) => entry),
    );
    refuse(
      `diff on ${to}`,
      read.claims,
      changes.flatMap(({ claims }) => ids(claims)),
    );
  }
}

const opposing = (changes: Awaited<ReturnType<Book['diff']>>['items']): ReadonlySet<string> =>
  new Set(changes.flatMap(({ kind, claims }) => (kind === 'opposed' ? claims.map(({ id }) => id) : [])));

/** Ids of the claims that stand against an entry. */
const standing = async (book: Book, entry: string): Promise<ReadonlySet<string>> =>
  new Set((await book.show(entry)).items.flatMap(({ against }) => against.map(({ id }) => id)));

/** @returns a table with its heading, and whether all is kept. */
async function asked(size: number): Promise<{ readonly table: string; readonly kept: boolean }> {
  const path = await bookOf(size, folder, values.readings);
  const book = await openBook({ book: path });
  await book.catchUp();
  const sql = handWritten(path);
  const counts = sql.counts();

  const against: [string, ReadonlySet<string>][] = [];
  for (const id of sql.entries) against.push([id, await standing(book, id)]);
  const opposedOn = new Map<string, ReadonlySet<string>>();
  for (const [from, to] of sql.days) opposedOn.set(to, opposing((await book.diff(from, to)).items));
  const questions: readonly Question[] = [
    {
      name: '`list`, three filters',
      ours: sql.actors.map((actor) => async () => {
        const page = await book.rows({ actor: [actor], measure: ['force'], firmness: 'offered..' });
        return page.items.length;
      }),
      sql: sql.actors.map((actor) => () => sql.list(actor, 'force', 'offered').length),
      bound: 50,
    },
    {
      name: '`list --limit 50`, newest first',
      ours: sql.actors
        .slice(0, 3)
        .map(() => async () => (await book.rows({ limit: 50, sort: '-date' })).items.length),
      sql: sql.actors.slice(0, 3).map(() => () => sql.latest(50).length),
    },
    {
      name: '`show`',
      ours: sql.entries.map((id) => async () => (await book.show(id)).items[0]?.claims.length ?? 0),
      sql: against.map(
        ([id, of]) =>
          () =>
            sql.show(id, of).length,
      ),
    },
    {
      name: '`matrix`',
      ours: sql.actors.slice(0, 3).map(() => async () => (await book.matrix()).items.length),
      sql: sql.actors.slice(0, 3).map(() => () => sql.matrix()),
      bound: 300,
    },
    {
      name: '`diff`, one day',
      ours: sql.days.map(
        ([from, to]) =>
          async () =>
            (await book.diff(from, to)).items.length,
      ),
      sql: sql.days.map(
        ([from, to]) =>
          () =>
            sql.diff(from, to, opposedOn.get(to) ?? new Set()).entries.length,
      ),
    },
    {
      name: '`search`',
      ours: sql.words.map((words) => async () => (await book.search(words)).items.length),
      sql: sql.words.map((words) => () => sql.search(words)),
    },
  ];

  await refuseLess(book, sql);

  const rows: string[] = [];
  let kept = true;
  for (const { name, ours, sql: theirs, bound } of questions) {
    const [ourTimes, theirTimes, items]: [number[], number[], number[]] = [[], [], []];
    const [shares, processorShares]: [number[], number[]] = [[], []];
    // The first time finds nothing in memory, and what stands behind claims is found out then.
    for (const ask of ours) items.push(await ask());
    for (const ask of theirs) ask();
    for (let round = 0; round < rounds; round++) {
      const sums = { ours: 0, theirs: 0, oursHad: 0, theirsHad: 0 };
      for (const [i, ask] of ours.entries()) {
        const other = theirs[i];
        const turn = async (side: 'ours' | 'theirs'): Promise<void> => {
          const [start, had] = [monotonic(), processorTime()];
          if (side === 'ours') await ask();
          else other?.();
          const took = monotonic() - start;
          (side === 'ours' ? ourTimes : theirTimes).push(took);
          sums[side] += took;
          sums[`${side}Had`] += processorTime() - had;
        };
        for (const side of (i + round) % 2 === 0
          ? (['ours', 'theirs'] as const)
          : (['theirs', 'ours'] as const))
          await turn(side);
      }
      shares.push(sums.ours / sums.theirs);
      processorShares.push(sums.oursHad / sums.theirsHad);
    }
    const share = median(processorShares);
    const late = percentile(ourTimes, 95);
    const isKept = share <= CEILING && (bound === undefined || late <= bound);
    kept &&= isKept;
    rows.push(
      `| ${name} | ${median(items)} | ${[median(ourTimes), late, median(theirTimes), percentile(theirTimes, 95)].map((ms) => ms.toFixed(1)).join(' | ')} | ${median(shares).toFixed(2)} | ${share.toFixed(2)} | ${CEILING}${bound === undefined ? '' : `, ${bound} ms`} ${isKept ? 'kept' : '**missed**'} |`,
    );
    console.error(rows.at(-1));
  }
  await book.close();
  sql.close();
  const table = `## ${counts.reports} reports

${counts.claims} claims in ${counts.entries} entries, ${(counts.bytes / 2 ** 30).toFixed(1)} GiB.

| question | items | ms | p95 | SQL, ms | p95 | ratio | of a processor | at most |
| --- | --: | --: | --: | --: | --: | --: | --: | --- |
${rows.join('\n')}
`;
  return { table, kept };
}

const tables: string[] = [];
let kept = true;
for (const size of sizes) {
  const answered = await asked(size);
  tables.push(answered.table);
  kept = answered.kept;
}
const text = `# Questions to a large book

${writtenBy('bench/million.ts')} Books of reports that were generated from the samples (\`bench/generated-reports.ts\`), ten claims each. Beside each question stands hand-written SQL that reads the same rows of the same file and parses them (\`bench/hand-written.ts\`). Times are those of ${rounds} rounds, in which both take turns, after each question was asked once. The ratio that counts is that of processor time: another process that works meanwhile falls on whom it happens to. What is wanted is wanted of the largest book.

${tables.join('\n')}`;
if (values.write) writeFileSync(new URL('MILLION.md', import.meta.url), text);
console.log(text);
process.exitCode = kept ? 0 : 1;
