import { DatabaseSync } from 'node:sqlite';
import type { Book } from '../src/app/book/index.ts';
import type { SourceReader } from '../src/app/reader.ts';
import { FetchError } from '../src/fetching/fetch-error.ts';
import type { Fetcher } from '../src/fetching/index.ts';
import { fakeReader } from './fake-cli.ts';
import { plainReader } from './plain-reader.ts';
import { newsPage, rss } from './web-server.ts';

export const FEED = 'https://wire.example.org/feed';
const PAGE = 'https://wire.example.org/zqpage';
const DAY = 'Thu, 04 Sep 2025 18:40:00 +0200';
const TEXT = `Zqtext: the minister will send troops to the capital.
The ministers met in the capital on Thursday to discuss guarantees, and several of them spoke to reporters after it had ended, as officials said.`;

const WEB: Readonly<Record<string, string>> = {
  [FEED]: rss('World', [
    { link: PAGE, title: 'Zqtitle', text: 'A minister spoke.', published: DAY },
    {
      link: 'https://wire.example.org/none',
      title: 'Short',
      text: 'A minister spoke of troops.',
      published: DAY,
    },
  ]),
  [PAGE]: newsPage('Zqtitle of it', TEXT),
};

/** A feed with a page that is there and one that is not. */
export const webOfOneFeed: Fetcher = {
  get: async (url) => {
    const found = WEB[url];
    if (found === undefined) throw new FetchError('status', `${url} answered 404`);
    const bytes = new TextEncoder().encode(found);
    return {
      url,
      bytes,
      mediaType: 'text/html',
      etag: url === PAGE ? '"zqetag"' : '"feed"',
      lastModified: null,
    };
  },
};

/** As `fakeReader`; what came from the feed has its own words, of which two were perhaps missed. */
export const fullReader: SourceReader = async (source, options) => {
  const at = source.text.indexOf('minister');
  if (at < 0) return fakeReader(source, options);
  const read = await plainReader(source, options);
  const missed = (start: number, confidence: number) => ({
    predicate: { start, end: start + 8 },
    act: 'meet' as const,
    sentence: 0,
    confidence,
  });
  const claims = read.claims.map((claim) => {
    const { start, end } = claim.predicate;
    return {
      ...claim,
      quantities: [{ start, end, value: 500, low: null, high: null, about: false, unit: 'soldier' }],
      conditions: [{ start, end, kind: 'only-after' as const, trigger: { any: ['ceasefire'] } }],
    };
  });
  return { ...read, claims, perhapsMissed: [missed(at, 0.25), missed(0, 0.125)] };
};

/** Fills what a book keeps beside reports that were added by hand. @returns a report of which every table that can holds something */
export async function fill(book: Book): Promise<string> {
  const by = { by: 'Ada', why: 'zqwhy' };
  const found: string[] = [];
  for await (const outcome of book.addUrl(FEED)) if ('id' in outcome && outcome.id) found.push(outcome.id);
  const kept = await book.reports({ reports: found });
  const report = kept.find(({ report: { text } }) => text.includes('Zqtext'))?.report.id ?? '';
  await book.review({ kind: 'accept', claim: `${report}#c1` }, by);
  await book.decide({ kind: 'note', report, text: 'zqnote' }, by);
  await book.decide({ kind: 'label', report, label: { kind: 'tag', value: 'zqlabel' } }, by);
  const [missed] = (await book.reviewQueue({ reports: [report] })).items.filter(
    ({ kind }) => kind === 'missed',
  );
  if (missed?.kind === 'missed')
    await book.review({ kind: 'dismiss', report, words: missed.predicate }, { by: 'Bo' });
  const zqparty = { id: 'person:zqparty', kind: 'person', name: 'Zqparty', state: null, size: null } as const;
  await book.code(
    report,
    {
      kind: 'mark',
      fields: { act: 'meet', predicate: { start: 8, end: 11 }, actors: [zqparty.id] },
      parties: [zqparty],
    },
    { by: 'Cy' },
  );
  await book.code(report, { kind: 'done', done: true }, { by: 'Cy' });
  await book.reread(report, by);
  await book.save({ name: 'On troops', kind: 'entries', query: 'measure=force' }, by);
  await book.pauseFeed(FEED);
  return report;
}

interface Table {
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Columns that point to a report's number. */
  readonly ofReports: readonly string[];
}

/**
 * All tables of the file but the full-text indexes, whose own integrity is checked otherwise. Numbers by which rows point to each
 * other may differ between equal books: ids stand in their place.
 */
export function tablesOf(path: string): ReadonlyMap<string, Table> {
  const database = new DatabaseSync(path, { readOnly: true });
  const all = <T>(sql: string, ...values: readonly string[]) => database.prepare(sql).all(...values) as T[];
  const names = all<{ name: string }>(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  const tables = names.map(({ name }): Table => {
    const keys = new Map(
      all<{ from: string; table: string; to: string }>(
        'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)',
        name,
      ).map((key) => [key.from, key]),
    );
    const columns = all<{ name: string }>('SELECT name FROM pragma_table_info(?)', name).flatMap((column) => {
      const key = keys.get(column.name);
      if (NUMBERS.has(`${name}.${column.name}`) || column.name === 'n') return [];
      if (key?.to !== 'n') return [`"${column.name}"`];
      const id = NAMES[key.table] ?? 'id';
      return [`(SELECT ${id} FROM ${key.table} WHERE n = t."${column.name}") AS "${column.name}"`];
    });
    return {
      name,
      rows: all<Readonly<Record<string, unknown>>>(`SELECT ${columns.join(', ')} FROM ${name} AS t`).map(
        (row) => ({ ...row }),
      ),
      ofReports: [...keys.values()]
        .filter(({ table, to }) => table === 'reports' && to === 'n')
        .map(({ from }) => from),
    };
  });
  database.close();
  return new Map(tables.map((table) => [table.name, table]));
}

/** What stands in the place of an id where a table has none. */
const NAMES: Readonly<Record<string, string>> = { feeds: 'url', matters: 'matter' };

/** Of which only the order counts; and what is made when it is first asked for. */
const NUMBERS = new Set([
  'successors.step',
  'stories.outline',
  'stories.compared',
  'stories.began',
  'stories.reports',
]);
