import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { parseHTML } from 'linkedom';
import readWorkbook from 'read-excel-file/node';
import { validateXML } from 'xmllint-wasm';
import { actorDecisions } from '../src/app/book/decisions/on-actors.ts';
import { entryBatches } from '../src/app/book/exports/entries.ts';
import { type ExportQuery, FORMATS } from '../src/app/book/exports/index.ts';
import { surveyOf } from '../src/app/book/exports/source.ts';
import type { Book, BookQuery } from '../src/app/book/index.ts';
import type { Entry } from '../src/book/entries.ts';
import { excelCell, serialDay } from '../src/book/exports/excel.ts';
import { eventDay } from '../src/book/exports/rows.ts';
import { xmlText } from '../src/book/exports/xml.ts';
import { type FilterWords, filterFrom, keyTests } from '../src/book/filter.ts';
import type { BookClaim, Report } from '../src/book/record.ts';
import { openScratch, openStore } from '../src/store/index.ts';
import { UsageError } from '../src/text/errors.ts';
import type { Span } from '../src/text/span.ts';
import { clockFrom, READINGS, readingOf, summit } from './export-book.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-exports-'));
after(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);
const shared = (name: string) => join(import.meta.dirname, 'fixtures', 'iati', name);

let book: Book;
let reports: readonly string[];
before(async () => {
  book = await summit(path('summit.db'));
  reports = (await book.reports()).map(({ report }) => report.id);
  const [wire = '', daily = '', kurier = ''] = reports;
  await book.decide(
    { kind: 'label', report: kurier, label: { kind: 'marking', value: 'internal' } },
    { by: 'Ada' },
  );
  await book.decide({ kind: 'label', report: wire, label: { kind: 'tag', value: 'paris' } }, { by: 'Ada' });
  await book.decide({ kind: 'accept', claim: `${daily}#c1` }, { by: 'Ada' });
  await book.decide({ kind: 'grade', publisher: 'Harbour Wire', grade: 'A' }, { by: 'Ada' });
});
after(() => book.close());

/** The files of an export, whole. */
async function files(query: ExportQuery & BookQuery, of = book): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer[]>();
  for await (const { file, data } of of.export(query).chunks)
    found.set(file, [
      ...(found.get(file) ?? []),
      typeof data === 'string' ? Buffer.from(data) : Buffer.from(data),
    ]);
  return new Map([...found].map(([name, parts]) => [name, Buffer.concat(parts)]));
}

async function text(query: ExportQuery & BookQuery, of = book): Promise<string> {
  const all = await files(query, of);
  assert.equal(all.size, 1);
  return String([...all.values()][0]);
}

const rowsIn = (csv: Buffer | undefined): Record<string, string>[] =>
  parse(csv ?? '', { columns: true, bom: true });

test('csv: each table is as its schema says, and its keys lead somewhere', async () => {
  for (const query of [{ to: 'csv' }, { to: 'csv', actor: ['DEU'] }]) {
    const all = await files(query);
    const described = JSON.parse(String(all.get('datapackage.json')));
    const tables = new Map<string, Record<string, string>[]>();
    for (const { name, path: file, rows, schema } of described.resources) {
      const found = rowsIn(all.get(file));
      tables.set(name, found);
      assert.equal(found.length, rows, name);
      const header = parse(all.get(file) ?? '', { to_line: 1 })[0];
      assert.deepEqual(
        header,
        schema.fields.map((field: { name: string }) => field.name),
      );
      for (const { name: column, type, constraints = {}, title, description } of schema.fields) {
        assert.ok(title && description);
        for (const row of found) {
          const value = row[column] ?? '';
          if (value === '') assert.ok(!constraints.required, `${name}.${column} is empty`);
          else assert.match(value, VALID[type] ?? /^$/, `${name}.${column}`);
          if (value !== '' && constraints.enum)
            assert.ok(constraints.enum.includes(value), `${column}: ${value}`);
        }
      }
      const keys = found.map((row) => schema.primaryKey.map((key: string) => row[key]).join('\n'));
      assert.equal(new Set(keys).size, keys.length, name);
    }
    for (const { name, schema } of described.resources)
      for (const { fields, reference } of schema.foreignKeys) {
        const known = new Set(tables.get(reference.resource)?.map(({ id }) => id));
        for (const row of tables.get(name) ?? [])
          assert.ok(row[fields] === '' || known.has(row[fields]), `${name}.${fields}: ${row[fields]}`);
      }
    assert.ok((tables.get('claims')?.length ?? 0) > 3 && (tables.get('entry-claims')?.length ?? 0) > 3);
  }
});

const VALID: Readonly<Record<string, RegExp>> = {
  string: /./s,
  number: /^-?\d+(?:\.\d+)?$/,
  integer: /^-?\d+$/,
  boolean: /^(?:true|false)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
};

test('csv: what is told stands in the rows, exactly', async () => {
  const all = await files({ to: 'csv' });
  const [wire, daily, kurier] = rowsIn(all.get('reports.csv'));
  assert.equal(wire?.['title'], READINGS[0]?.document.title);
  assert.deepEqual([wire?.['grade'], wire?.['tags'], daily?.['grade']], ['A', 'paris', 'F']);
  assert.deepEqual(
    [kurier?.['marking'], kurier?.['publisher'], kurier?.['title']],
    ['internal', '-Kurier, "Rhein"', READINGS[2]?.document.title],
  );
  const claims = rowsIn(all.get('claims.csv'));
  assert.deepEqual(
    claims.map(({ act, plover, quad, published_on }) => [act, plover, quad, published_on]),
    [
      ['commit', 'AGREE', '1', '2025-09-04'],
      ['commit', 'AGREE', '1', '2025-09-04'],
      ['commit', 'AGREE', '1', '2025-09-05'],
      ['reject', 'REJECT', '3', '2025-09-05'],
      ['perform', 'AID', '2', '2025-12-16'],
    ],
  );
  assert.equal(claims[3]?.['quote'], '@SUM(1) & Russia rejects foreign troops in Ukraine.');
  const entry = rowsIn(all.get('entries.csv')).find(({ id }) => id === 'state:DEU/force.land/state:UKR');
  assert.deepEqual(
    [entry?.['firmness'], entry?.['against'], entry?.['conditions'], entry?.['claims'], entry?.['confirmed']],
    ['offered', 'state:RUS', 'after ceasefire', '2', '1'],
  );
});

test('filters choose claims by their entries, and stand in the export', async () => {
  const all = await files({
    to: 'csv',
    measure: ['funding'],
    notLabelled: [{ kind: 'marking', value: 'internal' }],
    filters: { measure: ['funding'], 'no-marking': ['internal'] },
  });
  assert.deepEqual(
    rowsIn(all.get('claims.csv')).map(({ predicate }) => predicate),
    ['pledged'],
  );
  assert.deepEqual(rowsIn(all.get('reports.csv')).length, 1);
  assert.deepEqual(JSON.parse(String(all.get('datapackage.json'))).filters, {
    measure: ['funding'],
    'no-marking': ['internal'],
  });
  await assert.rejects(files({ to: 'csv', measure: ['no such'] }), UsageError);
  const accepted = await files({ to: 'csv', states: ['accepted'] });
  assert.deepEqual(
    rowsIn(accepted.get('claims.csv')).map(({ predicate }) => predicate),
    ['stands ready'],
  );
  const early = await files({ to: 'csv', asOf: '2025-09-04' });
  assert.deepEqual(rowsIn(early.get('claims.csv')).length, 2);
});

test('every export says of which book, when and by what it was made, and prints the marking', async () => {
  const filters = { actor: ['DEU', 'RUS'] };
  for (const to of Object.keys(FORMATS)) {
    const all = await files({ to, filters });
    const bytes = Buffer.concat([...all.values()]);
    if (to === 'xlsx' || to === 'parquet') continue;
    const said = String(bytes);
    for (const part of ['summit.db', 'pledgebook 0.', 'internal', '2026-02-01T'])
      assert.ok(said.includes(part), `${to}: ${part}`);
    if (to !== 'csl-json' && to !== 'webannotation-jsonl') assert.match(said, /DEU/);
  }
});

test('excel-csv: Excel knows its letters, its numbers and its dates, and calculates nothing', async () => {
  const all = await files({ to: 'excel-csv' });
  for (const [name, csv] of all) {
    assert.deepEqual([...csv.subarray(0, 3)], [0xef, 0xbb, 0xbf], name);
    assert.ok(
      !/[^\r]\n(?=[^"]*(?:"[^"]*"[^"]*)*$)/.test(String(csv)),
      `${name}: a line ends without a carriage return`,
    );
    for (const row of parse(csv, { bom: true }) as string[][])
      for (const cell of row) assert.doesNotMatch(cell, /^[=+@\t\r]|^-(?!\d)/, name);
  }
  const [wire] = rowsIn(all.get('reports.csv'));
  assert.equal(wire?.['Title'], `'${READINGS[0]?.document.title}`);
  assert.equal(rowsIn(all.get('amounts.csv'))[0]?.['Value'], '85000000');
});

test('no text of a cell is live, none is too long, and numbers stay numbers', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.constantFrom('=1', '+1', '-1', '@a', '\t=1', '\r=1', '＝1', `=${'x'.repeat(40_000)}`),
      ),
      (value) => {
        const cell = excelCell(value);
        assert.doesNotMatch(cell, /^[=+\-@\t\r＝＋－＠]/);
        assert.ok(cell.length <= 32_767);
        if (cell.length < 30_000) assert.ok(cell === value || cell === `'${value}`);
      },
    ),
  );
  assert.equal(excelCell(-5), '-5');
  assert.equal(excelCell(true), 'TRUE');
  assert.deepEqual(
    [serialDay('1900-03-01'), serialDay('2025-09-04'), serialDay('1899-01-01')],
    [61, 45904, null],
  );
});

test('xlsx: a workbook that a reader of workbooks reads, with numbers, dates and texts', async () => {
  const data = [...(await files({ to: 'xlsx' })).values()][0] ?? Buffer.alloc(0);
  const sheets = await readWorkbook(data);
  assert.deepEqual(
    sheets.map(({ sheet }) => sheet),
    ['About', 'Entries', 'Claims', 'Reports', 'Parties', 'Conditions', 'Amounts', 'Claims of entries'],
  );
  const table = (name: string) => {
    const [titles = [], ...rows] = sheets.find(({ sheet }) => sheet === name)?.data ?? [];
    return rows.map((row) => Object.fromEntries(titles.map((title, i) => [String(title), row[i]])));
  };
  assert.deepEqual(table('About')[0], { What: 'Book', Value: 'summit.db' });
  const [wire, , kurier] = table('Reports');
  assert.equal(wire?.['Title'], READINGS[0]?.document.title);
  assert.deepEqual(wire?.['Day'], new Date('2025-09-04T00:00:00Z'));
  assert.equal(kurier?.['Marking'], 'internal');
  assert.equal(table('Amounts')[0]?.['Value'], 85e6);
  assert.equal(table('Claims')[0]?.['CAMEO'], '03');
  assert.equal(table('Claims')[0]?.['Negated'], false);
});

test('parquet: rows with their types', async () => {
  const all = await files({ to: 'parquet' });
  const buffer = (name: string) => {
    const bytes = all.get(name) ?? Buffer.alloc(0);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  };
  const claims = await parquetReadObjects({ file: buffer('claims.parquet') });
  const csv = rowsIn((await files({ to: 'csv' })).get('claims.csv'));
  assert.deepEqual(
    claims.map(({ id, quote }) => [id, quote]),
    csv.map(({ id, quote }) => [id, quote]),
  );
  const [first, , , , last] = claims;
  assert.deepEqual(
    [first?.['negated'], first?.['quad'], first?.['published_on']],
    [false, 1, new Date('2025-09-04T00:00:00Z')],
  );
  assert.equal(last?.['marking'], 'internal');
  assert.ok(first?.['learned'] instanceof Date);
  const { key_value_metadata: said } = await parquetMetadataAsync(buffer('entries.parquet'));
  assert.equal(said?.find(({ key }) => key === 'book')?.value, 'summit.db');
});

test('plover: one row an event, its date apart from the reports’, independent voices', async () => {
  const copied =
    'In Grauhof the ministers met late, and after long hours of talks over maps and figures it was said that Germany <will send> 4,310 troops to Ukraine, the largest number so far by any of those who were there.';
  const day = { start: 0, end: 1, from: '2025-09-02', to: '2025-09-02', granularity: 'day' } as const;
  const many = await summit(path('events.db'), clockFrom(), [
    readingOf('One', '2025-09-04', [{ says: copied, when: day, targets: ['state:UKR'] }]),
    readingOf('Two', '2025-09-05', [{ says: copied, targets: ['state:UKR'] }]),
  ]);
  const told = await many.stories();
  const all = await files({ to: 'plover' }, many);
  const events = rowsIn(all.get('events.csv'));
  assert.equal(told.length, 1);
  assert.deepEqual(
    events.map((event) => [
      event['actor'],
      event['plover'],
      event['target'],
      event['event_date'],
      event['event_date_from'],
      event['first_report'],
      event['last_report'],
      event['reports'],
      event['voices'],
      event['claims']?.split('; ').length,
    ]),
    [['state:DEU', 'AGREE', 'state:UKR', '2025-09-02', 'text', '2025-09-04', '2025-09-05', '2', '1', 2]],
  );
  const codebook = String(all.get('codebook.md'));
  for (const column of Object.keys(events[0] ?? {})) assert.ok(codebook.includes(`\`${column}\``), column);
  const coded = ['act', 'firmness', 'factuality', 'measures', 'cameo', 'plover', 'event_date_from'];
  for (const value of coded.flatMap((column) => events.flatMap((event) => event[column]?.split('; ') ?? [])))
    assert.match(codebook, new RegExp(`\\b${value.replaceAll('+', '\\+')}`), value);
  const raw = await files({ to: 'plover', perClaim: true }, many);
  assert.equal(rowsIn(raw.get('claims.csv')).length, 2);
  await many.close();
});

test('an event is not of a day after it was first told of', async () => {
  const when = { start: 0, end: 1, from: '2025-09-06', to: '2025-09-06', granularity: 'day' } as const;
  const says = 'Germany <will send> 4,310 troops to Ukraine after long hours of talks over maps.';
  const later = await summit(path('later.db'), clockFrom(), [
    readingOf('One', '2025-09-05', [{ says, targets: ['state:UKR'] }]),
    readingOf('Two', '2025-09-07', [{ says, when, targets: ['state:UKR'] }]),
  ]);
  const events = rowsIn((await files({ to: 'plover' }, later)).get('events.csv'));
  assert.deepEqual(
    events.map((event) => [event['event_date'], event['event_date_from'], event['first_report']]),
    [['2025-09-05', 'report', '2025-09-05']],
  );
  await later.close();
});

test('the day of an event is the one that is named, unless it lies ahead', () => {
  const on = (from: string, published: string | null) => {
    const claim = { when: { start: 0, end: 1, from, to: from, granularity: 'day' } };
    return eventDay(claim as Parameters<typeof eventDay>[0], { published } as Parameters<typeof eventDay>[1]);
  };
  assert.deepEqual(on('2025-09-02', '2025-09-04'), { day: '2025-09-02', from: 'text' });
  assert.deepEqual(on('2025-10-02', '2025-09-04T10:00Z'), { day: '2025-09-04', from: 'report' });
  assert.deepEqual(on('2025-10-02', '2025-09'), { day: '2025-10-02', from: 'text' });
});

test('webannotation: the words are found by their quotation and by their position in code points', async () => {
  const collection = JSON.parse(await text({ to: 'webannotation' }));
  const { items } = collection.first;
  const lines = (await text({ to: 'webannotation-jsonl' }))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    [collection.type, collection.total, items.length, lines.length],
    ['AnnotationCollection', 5, 5, 5],
  );
  const texts = new Map((await book.reports()).map(({ report }) => [report.id, report.text]));
  for (const { target, body } of items) {
    const whole = texts.get(target.source['pledgebook:report']) ?? '';
    const [quote, position] = target.selector;
    assert.equal([...whole].slice(position.start, position.end).join(''), quote.exact);
    assert.ok(whole.includes(`${quote.prefix}${quote.exact}${quote.suffix}`));
    // Only texts and specific resources have a purpose; other bodies are named by their id.
    for (const { type, purpose, id } of body)
      assert.ok(type === 'TextualBody' ? purpose === 'tagging' : purpose === undefined && id, type);
    assert.ok(body.some(({ type }: { type: string }) => type === 'TextualBody'));
  }
  // The dove of the first sentence is one code point and two code units.
  assert.equal(items[1].target.selector[1].start, items[0].target.selector[1].end + 1);
  assert.equal(items[0].target.source.id, 'https://wire.example.org/a?b=1&c=2');
});

test('iati: valid against the standard, a transaction for each stage', async () => {
  const xml = await text({ to: 'iati', reporting: { ref: 'XM-EXAMPLE-1', name: 'A & B' } });
  const schema = (name: string) => ({ fileName: name, contents: readFileSync(shared(name), 'utf8') });
  const { valid, errors } = await validateXML({
    xml: { fileName: 'activities.xml', contents: xml },
    schema: [schema('iati-activities-schema.xsd')],
    preload: [schema('iati-common.xsd'), schema('xml.xsd')],
  });
  assert.deepEqual([valid, errors], [true, []]);
  const transactions = [
    ...xml.matchAll(
      /<transaction-type code="(\d+)"\/><transaction-date iso-date="([^"]+)"\/><value currency="EUR" value-date="[^"]+">(\d+)</g,
    ),
  ];
  assert.deepEqual(
    transactions.map(([, code, on, value]) => [code, on, value]),
    [
      ['12', '2025-09-04', '85000000'],
      ['3', '2025-12-16', '85000000'],
    ],
  );
  assert.match(xml, /<recipient-country code="UA"\/>/);
  assert.match(xml, /Marking: internal/);
  await assert.rejects(text({ to: 'iati', measure: ['force'] }), /no dated sum of money/);
});

test('csl-json: an item a report', async () => {
  const items = JSON.parse(await text({ to: 'csl-json' }));
  assert.equal(items.length, 3);
  const [wire] = items;
  assert.deepEqual(
    [wire['container-title'], wire.issued, wire.URL, wire.author],
    [
      'Harbour Wire',
      { 'date-parts': [[2025, 9, 4]] },
      'https://wire.example.org/a?b=1&c=2',
      [{ literal: 'A. Writer' }],
    ],
  );
});

test('markdown: each sentence leads to its source, and nothing in a text is a mark', async () => {
  const register = await text({ to: 'markdown' });
  const notes = new Set([...register.matchAll(/^\[\^([\w-]+)\]: /gm)].map(([, id]) => id));
  const used = [...register.matchAll(/\[\^([\w-]+)\](?!:)/g)].map(([, id]) => id);
  assert.ok(used.length >= 5);
  for (const id of used) assert.ok(notes.has(id), `[^${id}]`);
  assert.ok(register.includes('\\<script\\>alert'));
  assert.ok(!/(?<!\\)<script/.test(register));
});

test('html: one page that loads and runs nothing, with quotes only', async () => {
  const page = await text({ to: 'html' });
  const { document } = parseHTML(page);
  assert.equal(document.querySelectorAll('script, link, img, iframe, object, form').length, 0);
  assert.match(page, /default-src 'none'/);
  for (const link of document.querySelectorAll('a')) {
    const href = link.getAttribute('href') ?? '';
    if (href.startsWith('#')) assert.ok(document.getElementById(href.slice(1)), href);
    else assert.match(href, /^https:/);
  }
  for (const tag of document.querySelectorAll('*'))
    for (const { name } of [...tag.attributes]) assert.doesNotMatch(name, /^on|^src/);
  assert.match(page, /prefers-color-scheme:dark/);
  assert.match(page, /@media print/);
  assert.equal(document.querySelectorAll('.text').length, 0);
  assert.ok([...document.querySelectorAll('.marking')].some(({ textContent }) => textContent === 'internal'));
  const texts = parseHTML(await text({ to: 'html', withTexts: true })).document.querySelectorAll('.text');
  assert.deepEqual(
    [...texts].map(({ textContent }) => textContent),
    READINGS.map(({ document: { text: whole } }) => whole),
  );
});

test('what XML cannot hold is replaced, and halves of characters with it', () => {
  assert.equal(xmlText('a\u0000<b>&"\ud83d\r🕊'), 'a\ufffd&lt;b&gt;&amp;&quot;\ufffd&#13;🕊');
});

test('jsonl: a record a line in its order, with the bytes as they came and the counts at the end', async () => {
  const records = (await text({ to: 'jsonl' }))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual([records[0].format, records.at(-1).record], ['pledgebook.book/1', 'end']);
  const counts = Object.groupBy(records.slice(1, -1), ({ record }) => record);
  assert.deepEqual(
    Object.fromEntries(Object.entries(counts).map(([kind, of]) => [kind, of?.length])),
    records.at(-1).counts,
  );
  const [wire, daily] = counts['report'] ?? [];
  assert.deepEqual(wire.bytes, { as: 'base64', data: 'AP8H' });
  assert.deepEqual(daily.bytes, { as: 'text' });
  assert.deepEqual(
    counts['grade']?.map(({ grade }) => grade),
    ['A'],
  );
  assert.deepEqual((counts['label'] ?? []).map(({ value }) => value).sort(), ['internal', 'paris']);
  const open = (await text({ to: 'jsonl', notLabelled: [{ kind: 'marking', value: 'internal' }] })).trimEnd();
  assert.doesNotMatch(open, /has paid|Rhein/);
  assert.throws(() => book.export({ to: 'jsonl', knownOn: '2026-01-01' }), /ask the imported book/);
});

/**
 * An entry with its claims' words in the place of their spans, which lead to excerpts of the reports in an export, and with the
 * ids of what stands against it, of which an export holds no more than who says it.
 */
const inWords = (
  { against, ...entry }: Entry<Pick<BookClaim, 'id' | 'actors'>>,
  texts: ReadonlyMap<string, Report>,
): unknown =>
  JSON.parse(
    JSON.stringify({ ...entry, against: against.map(({ id, actors }) => [id, actors]) }, (key, value) => {
      if (key === 'namings' || key === 'replacements') return undefined;
      if (typeof value?.predicate !== 'object') return value;
      const words = (span: Span) => texts.get(value.report)?.text.slice(span.start, span.end);
      return {
        ...value,
        ...Object.fromEntries(
          ['predicate', 'what', 'sentence', 'evidence', 'when'].map((field) => [
            field,
            value[field] && words(value[field]),
          ]),
        ),
        conditions: value.conditions.map(words),
        quantities: value.quantities.map(words),
      };
    }),
  );

test('entries made a few actors at a time are those of the whole book, also as it was known', async () => {
  const store = await openStore(path('summit.db'));
  const filters = [{}, { knownOn: '2026-02-01T08:03:30.000Z' }];
  const later = await summit(path('decided.db'));
  const [, daily = ''] = (await later.reports()).map(({ report }) => report.id);
  await later.decide(
    { kind: 'mend', claim: `${daily}#c1`, fields: { actors: ['state:RUS'] } },
    { by: 'Ada' },
  );
  await later.decide({ kind: 'merge-actors', actors: ['state:DEU', 'state:RUS'] }, { by: 'Ada' });
  const decided = await openStore(path('decided.db'));
  for (const [of, kept] of [
    [book, store],
    [later, decided],
  ] as const) {
    for (const filter of filters) {
      const whole = await of.list(filter);
      for (const [size, against] of [
        [1, 1],
        [3, 1],
        [2000, 1],
        [2000, 10_000],
      ] as const) {
        const entries = await kept.read(async (reads) => {
          const known = new Set((await reads.decisions(filter)).map(({ id }) => id));
          const since = filter.knownOn ? (await reads.decisions()).filter(({ id }) => !known.has(id)) : [];
          const asked = {
            filter,
            states: ['accepted', 'unreviewed'] as const,
            since,
            taken: await actorDecisions(reads, filter),
          };
          const found: unknown[] = [];
          for await (const { entries: some, reports: of } of entryBatches(
            reads,
            asked,
            await surveyOf(reads, asked, openScratch()),
            undefined,
            size,
            against,
          ))
            found.push(
              ...some.map((entry) => inWords(entry, new Map(of.map((report) => [report.id, report])))),
            );
          return found;
        });
        assert.deepEqual(
          entries,
          whole.items.map(({ confirmed: _, grades: __, since: ___, until: ____, ...entry }) =>
            inWords(entry, whole.reports),
          ),
        );
        assert.ok(entries.length > 0);
      }
    }
  }
  for (const one of [store, decided]) await one.close();
  await later.close();
});

/** So many reports of which each has one undertaking of Germany's, for somebody else, and one rejection of what all are about. */
const manyEntries = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    readingOf(`Paper ${i}`, '2025-09-04', [
      { says: `Germany <will send> ${i} troops.`, beneficiary: [`group:g${i}`, 'state:UKR'] },
      {
        says: 'Russia <rejects> foreign troops in Ukraine.',
        actors: ['state:RUS'],
        act: 'reject',
        firmness: null,
      },
    ]),
  );

/** How many claims are read for all entries of a book, and by how many a batch of them holds more than it may. */
async function readFor(at: string, size: number, words: FilterWords = {}) {
  const store = await openStore(at);
  const found = await store.read(async (reads) => {
    let rows = 0;
    let excess = 0;
    const counting: typeof reads = {
      ...reads,
      claims: async (filter) => {
        const some = await reads.claims(filter);
        rows += some.length;
        return some;
      },
    };
    const asked = { filter: {}, since: [], taken: [] };
    const survey = await surveyOf(reads, asked, openScratch());
    const against: number[] = [];
    const ids: string[] = [];
    for await (const { entries, claims: held } of entryBatches(
      counting,
      asked,
      survey,
      keyTests(filterFrom(words, ['force.land']), survey.party),
      size,
    )) {
      ids.push(...entries.map(({ id }) => id));
      const [claims, ...more] = entries.map((entry) => entry.claims.length);
      excess = Math.max(excess, held.length - (more.length === 0 ? (claims ?? 0) : size));
      against.push(...entries.map((entry) => entry.against.length));
    }
    return { rows, excess, against, ids };
  });
  await store.close();
  return found;
}

test('of entries that a filter takes by their actor or measure only their claims are read', async () => {
  const at = path('taken.db');
  await (await summit(at, clockFrom(), manyEntries(20))).close();
  const all = await readFor(at, 2000);
  const german = await readFor(at, 2000, { actor: ['Germany'] });
  const russian = await readFor(at, 2000, { actor: ['RUS'], measure: ['force'] });
  const ofActor = (actor: string) => all.ids.filter((id) => id.startsWith(`${actor}/`));
  assert.deepEqual(german.ids, ofActor('state:DEU'));
  assert.deepEqual(german.against, all.against.slice(0, german.ids.length));
  assert.deepEqual(
    russian.ids,
    ofActor('state:RUS').filter((id) => id.split('/')[1]?.startsWith('force')),
  );
  assert.ok(german.ids.length > 0 && russian.ids.length > 0 && russian.rows > 0);
  assert.equal(german.rows + (await readFor(at, 2000, { actor: ['RUS'] })).rows, all.rows);
});

test('of an actor with very many entries a few are held, and each claim is read as often in a large book as in a small one', async () => {
  const perReport: number[] = [];
  for (const count of [40, 80]) {
    await (await summit(path(`many-${count}.db`), clockFrom(), manyEntries(count))).close();
    const { rows, excess, against } = await readFor(path(`many-${count}.db`), 10);
    assert.equal(excess, 0);
    // Germany's for each of the groups and for Ukraine, which alone is opposed, and Russia's.
    assert.equal(against.length, count + 2);
    assert.deepEqual(
      against.filter((rejections) => rejections > 0),
      [count],
    );
    perReport.push(rows / count);
  }
  const [small = 0, large = 0] = perReport;
  assert.ok(large <= small * 1.1, `${small} claims are read for a report of 40, ${large} for one of 80`);
});

test('since a release: what was added, changed and removed; what is marked since is not shown', async () => {
  const clock = clockFrom();
  const [wire, daily, kurier] = READINGS;
  assert.ok(wire && daily && kurier);
  const own = await summit(path('since.db'), clock, [wire, daily]);
  const [first = '', second = ''] = (await own.reports()).map(({ report }) => report.id);
  await own.release('may', { by: 'Ada', why: 'sent' });
  await assert.rejects(own.release('may', { by: 'Ada' }), /another name/);
  await assert.rejects(own.release('2025', { by: 'Ada' }), UsageError);
  const { id: third } = await own.addReading(kurier);
  await own.decide({ kind: 'mend', claim: `${first}#c1`, fields: { firmness: 'formal' } }, { by: 'Ada' });
  await own.decide({ kind: 'reject', claim: `${second}#c2` }, { by: 'Ada' });
  const rows = async (since: string, more: BookQuery = {}) =>
    rowsIn((await files({ to: 'csv', changesSince: since, ...more }, own)).get('changes.csv'));
  const found = await rows('may');
  const claims = found.filter((row) => row['of'] === 'claim');
  assert.deepEqual(
    claims.map(({ change, id, before: was, after: is, fields }) => [change, id, was, is, fields]),
    [
      ['changed', `${first}#c1`, 'commit, pledged', 'commit, formal', 'firmness; review'],
      ['added', `${third}#c1`, '', 'perform, fulfilled', ''],
      ['removed', `${second}#c2`, 'reject', '', ''],
    ],
  );
  assert.deepEqual(
    found.filter((row) => row['of'] === 'entry').map(({ change, id }) => [change, id]),
    [
      ['changed', 'state:DEU/force.land/state:UKR'],
      ['changed', 'state:DEU/funding.any/state:UKR'],
      ['removed', 'state:RUS/force.land/state:UKR'],
    ],
  );
  assert.equal((await rows('2030-01-01')).length, 0);
  await assert.rejects(rows('june'), /there are may/);
  await own.decide(
    { kind: 'label', report: first, label: { kind: 'marking', value: 'internal' } },
    { by: 'Ada' },
  );
  const open = await rows('may', { notLabelled: [{ kind: 'marking', value: 'internal' }] });
  assert.ok(!open.some(({ quote }) => quote?.includes('Grauhof: Germany will send')));
  await own.purge([second], { by: 'Ada' });
  assert.ok((await rows('may')).some((row) => row['of'] === 'report' && row['id'] === second));
  assert.match(await text({ to: 'markdown', changesSince: 'may' }, own), /## Purged reports/);
  const lines = (await text({ to: 'jsonl', changesSince: 'may' }, own)).trimEnd().split('\n');
  assert.equal(JSON.parse(lines[0] ?? '').since.release, 'may');
  assert.throws(() => own.export({ to: 'xlsx', changesSince: 'may' }), /csv, jsonl or markdown/);
  await own.close();
});

test('an export is of one moment, whatever is added while it is read', async () => {
  const own = await summit(path('moment.db'));
  let count = 0;
  for await (const { data } of own.export({ to: 'webannotation-jsonl' }).chunks) {
    if (count === 0) await own.addReading(readingOf('Late', '2025-09-01', [{ says: 'Germany <will pay>.' }]));
    count += String(data).trimEnd().split('\n').length;
  }
  assert.equal(count, 5);
  await own.close();
});
