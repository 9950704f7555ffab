import { CHANGES, type ChangeRow, claimChange, entryChange } from '../../../book/exports/changes.ts';
import { csvRow } from '../../../book/exports/csv.ts';
import { dataPackage } from '../../../book/exports/data-package.ts';
import { escaped } from '../../../book/exports/markdown.ts';
import type { ClaimRow } from '../../../book/exports/rows.ts';
import type { EntryRow } from '../../../book/exports/tables.ts';
import { compare } from '../../../book/scene.ts';
import type { Reads, Release } from '../../../store/index.ts';
import { type Chunk, file } from './chunk.ts';
import type { Exported, ReportRows } from './exported.ts';
import { said } from './said.ts';

export type SinceFormat = 'csv' | 'jsonl' | 'markdown';

/** The book as it was known at a moment and as it is now, of one transaction. */
export interface Between {
  readonly before: Exported;
  readonly after: Exported;
  readonly release: Release;
}

/** What was added, changed and removed between the two, entries first. */
export function changesFile(between: Between, format: SinceFormat): AsyncGenerator<Chunk> {
  const { provenance } = between.after;
  const { name, at } = between.release;
  const about = { ...provenance, since: { release: name, at } };
  switch (format) {
    case 'csv':
      return csvFiles(between);
    case 'jsonl':
      return file('changes.jsonl', jsonl(between, about));
    case 'markdown':
      return file('changes.md', markdown(between));
  }
}

async function* csvFiles(between: Between): AsyncGenerator<Chunk> {
  let count = 0;
  const lines = async function* () {
    yield csvRow(CHANGES.columns.map((column) => column.name));
    for await (const row of changes(between)) {
      count++;
      yield csvRow(CHANGES.columns.map((column) => String(column.of(row) ?? '')));
    }
  };
  yield* file('changes.csv', lines());
  const { provenance } = between.after;
  const { name, at } = between.release;
  const filters = { ...provenance.filters, since: `${name} (${at})` };
  const described = dataPackage([CHANGES], new Map([[CHANGES.name, count]]), { ...provenance, filters });
  yield { file: 'datapackage.json', data: `${JSON.stringify(described, null, 2)}\n` };
}

async function* jsonl(between: Between, about: object): AsyncGenerator<string> {
  yield `${JSON.stringify({ record: 'changes', format: 'pledgebook.changes/1', ...about })}\n`;
  for await (const row of changes(between)) yield `${JSON.stringify({ record: 'change', ...row })}\n`;
}

async function* markdown(between: Between): AsyncGenerator<string> {
  const { provenance } = between.after;
  const about = [...said(provenance), ['Since', `${between.release.name} (${between.release.at})`] as const];
  yield `# Changes since ${escaped(between.release.name)}\n\n${about.map(([name, value]) => `- ${name}: ${escaped(value)}\n`).join('')}`;
  let of = '';
  for await (const row of changes(between)) {
    if (row.of !== of) yield `\n## ${HEADINGS[row.of]}\n\n`;
    of = row.of;
    const states = [row.before, row.after].filter((state) => state !== null).join(' → ');
    const fields = row.fields.length > 0 ? ` (${row.fields.join(', ')})` : '';
    const where = [row.publisher, row.published].filter((part) => part !== null).join(', ');
    const markings = row.markings.length > 0 ? ` [${row.markings.join(', ')}]` : '';
    yield `- **${row.change}** ${escaped(`${row.title}: ${states}${fields}${markings}`)}\n${row.quote === null ? '' : `  > ${escaped(row.quote)} (${escaped(where)})\n`}`;
  }
}

const HEADINGS: Readonly<Record<ChangeRow['of'], string>> = {
  entry: 'Entries',
  claim: 'Claims',
  report: 'Purged reports',
};

async function* changes(between: Between): AsyncGenerator<ChangeRow> {
  yield* entryChanges(between);
  yield* claimChanges(between);
  yield* purged(between.after.book, between.release);
}

/** Both sides come in one order, so that a few of each are held. */
async function* entryChanges({ before, after }: Between): AsyncGenerator<ChangeRow> {
  const [old, now] = [oneByOne(before.entries()), oneByOne(after.entries())];
  let [a, b] = [await next(old), await next(now)];
  while (a !== null || b !== null) {
    const order = a === null ? 1 : b === null ? -1 : orderOf(a, b);
    const change = entryChange(order <= 0 ? a : null, order >= 0 ? b : null);
    if (change) yield change;
    if (order <= 0) a = await next(old);
    if (order >= 0) b = await next(now);
  }
}

const orderOf = ({ entry: a }: EntryRow, { entry: b }: EntryRow): number =>
  compare(a.actor, b.actor) || compare(a.id, b.id);

async function* oneByOne<T>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const page of pages) yield* page;
}

async function next<T>(items: AsyncGenerator<T>): Promise<T | null> {
  const { value, done } = await items.next();
  return done ? null : value;
}

/** Claims that are there now, beside what they were; then those that are not. */
async function* claimChanges({ before, after }: Between): AsyncGenerator<ChangeRow> {
  for await (const page of after.reports()) {
    const old = await rowsById(before, page);
    for (const row of page.flatMap(({ rows }) => rows)) {
      const change = claimChange(old.get(row.claim.id) ?? null, row);
      if (change) yield change;
    }
  }
  for await (const page of before.reports()) {
    const now = await rowsById(after, page);
    for (const row of page.flatMap(({ rows }) => rows)) {
      const change = now.has(row.claim.id) ? null : claimChange(row, null);
      if (change) yield change;
    }
  }
}

async function rowsById(
  exported: Exported,
  page: readonly ReportRows[],
): Promise<ReadonlyMap<string, ClaimRow>> {
  const found = new Map<string, ClaimRow>();
  for await (const reports of exported.reports(page.map(({ report }) => report.id)))
    for (const row of reports.flatMap(({ rows }) => rows)) found.set(row.claim.id, row);
  return found;
}

/** What they said is not known any more, not even as it was known then. */
async function* purged(book: Reads, { at }: Release): AsyncGenerator<ChangeRow> {
  for (const decision of await book.decisions({ kinds: ['purge'] })) {
    if (decision.at <= at) continue;
    yield {
      change: 'removed',
      of: 'report',
      id: decision.subject,
      title: 'purged',
      before: null,
      after: null,
      fields: [],
      quote: null,
      publisher: null,
      published: null,
      url: null,
      markings: [],
    };
  }
}
