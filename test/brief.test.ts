import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { DOMParser } from 'linkedom';
import { briefDocx } from '../src/app/book/brief/docx.ts';
import { briefMarkdown } from '../src/app/book/brief/markdown.ts';
import { openBook } from '../src/app/book/index.ts';
import { type Brief, briefOf } from '../src/book/brief/brief.ts';
import { before as justBefore, sinceDay } from '../src/book/brief/since.ts';
import { entriesOf } from '../src/book/entries.ts';
import { bookAt, diff, overdue } from '../src/book/time.ts';
import { cliOn } from './cli-runs.ts';
import { fakeReader } from './fake-cli.ts';
import { bookOf, deadline, reportOf, said, troops } from './small-book.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-brief-'));
after(() => rmSync(folder, { recursive: true }));

test('since: the day that the words mean, on a Thursday', () => {
  // 2026-11-26 is a Thursday.
  const cases: Readonly<Record<string, string | null>> = {
    friday: '2026-11-20',
    Thursday: '2026-11-19',
    'last wednesday': '2026-11-25',
    sunday: '2026-11-22',
    today: '2026-11-26',
    yesterday: '2026-11-25',
    '3 days': '2026-11-23',
    'three days ago': '2026-11-23',
    'a week': '2026-11-19',
    'last week': '2026-11-19',
    '2 weeks': '2026-11-12',
    'the last 2 weeks': '2026-11-12',
    month: '2026-10-26',
    '9 months ago': '2026-02-26',
    'a year': '2025-11-26',
    '2025-09-04': '2025-09-04',
    '2025-09': '2025-09',
    '2025-02-30': null,
    freitag: null,
    days: '2026-11-25',
    'some days': null,
    '': null,
    constructor: null,
  };
  for (const [words, day] of Object.entries(cases)) assert.equal(sinceDay(words, '2026-11-26'), day, words);
  assert.equal(sinceDay('month', '2026-03-31'), '2026-02-28');
  assert.equal(sinceDay('friday', '2026-11-27'), '2026-11-20');
});

test('since: what is of the day itself is new', () => {
  assert.equal(justBefore('2026-03-01'), '2026-02-28');
  assert.equal(justBefore('2026-03'), '2026-02-28');
  assert.equal(justBefore('2026'), '2025-12-31');
  assert.equal(justBefore('2026-03-01T10:00Z'), '2026-03-01T10:00Z');
});

const GERMANY = { actors: ['state:DEU'], act: 'commit', ...troops } as const;
const BOOK = bookOf(
  reportOf('Harbour Wire', '2025-09-01', [
    said('Germany <offers> {troops} for Ukraine after a ceasefire.', { ...GERMANY, firmness: 'offered' }),
    said('France <pledged> {troops} [by October].', {
      ...GERMANY,
      actors: ['state:FRA'],
      firmness: 'pledged',
      when: deadline('2025-09-15'),
    }),
    said('Britain <pledged> {ships}.', {
      ...GERMANY,
      actors: ['state:GBR'],
      measures: ['force.sea'],
      firmness: 'pledged',
    }),
  ]),
  reportOf('Dnipro_Daily', '2025-09-20', [
    said('Germany <will send> {*4,310* troops} <script> for Ukraine if America backs it.', {
      ...GERMANY,
      firmness: 'pledged',
      conditions: [{ start: 0, end: 7, kind: 'if', trigger: { any: ['backing:USA'] } }],
    }),
    said('Russia <rejects> {foreign troops}.', { act: 'reject', actors: ['state:RUS'], ...troops }),
    said('Britain <rules out> {ships}.', {
      ...GERMANY,
      act: 'refuse',
      actors: ['state:GBR'],
      measures: ['force.sea'],
      firmness: 'pledged',
    }),
  ]),
);
const entriesAt = (asOf: string) => {
  const { claims, reports } = bookAt(BOOK, { asOf });
  return entriesOf(claims, reports, BOOK.parties);
};
const brief = (limit: number): Brief => {
  const entries = entriesAt('2025-09-30');
  return briefOf(
    {
      reports: new Map(BOOK.reports.map((report) => [report.id, report])),
      parties: new Map(BOOK.parties.map((party) => [party.id, party])),
      changes: diff(entriesAt('2025-09-10'), entries),
      late: new Set(),
      overdue: overdue(entries, BOOK.reports, '2025-09-30'),
      entries,
    },
    { since: '2025-09-11', until: '2025-09-30', limit },
  );
};

test('each change is told in its section, with the words and what stood before, and borne out by a quote', () => {
  const page = brief(30);
  const told = page.sections.flatMap(({ heading, items }) =>
    items.map(({ lead, text }) => `${heading}: ${lead === null ? '' : `${lead}: `}${text}`),
  );
  assert.deepEqual(told, [
    'Taken back: United Kingdom refused (pledged before) on force.sea for Ukraine: “ships”',
    'Overdue: France on force.land for Ukraine: “troops” was due by 2025-09-15, 15 days ago, and no report says that it was done',
    'Firmer: Germany pledged (offered before) on force.land for Ukraine: “*4,310* troops”, if backing:USA',
    'New: Russia rejected on force.land for Ukraine: “foreign troops”',
    'Opposed: Russia rejected what Germany and France undertook on force.land for Ukraine: “foreign troops”',
    'What hangs on what: backing:USA, in the hands of United States: Germany (pledged: force.land for Ukraine)',
  ]);
  for (const { notes } of page.sections.flatMap(({ items }) => items)) assert.ok(notes.length > 0);
  for (const { report, quote } of page.footnotes)
    assert.ok(BOOK.reports.find(({ id }) => id === report)?.text.includes(quote));
  // One that several sentences rest on is one footnote.
  assert.equal(new Set(page.footnotes.map(({ claim }) => claim)).size, page.footnotes.length);
});

test('of several steps since that day each is told after the one before it', () => {
  const pledges = (publisher: string, day: string, firmness: 'considered' | 'pledged') =>
    reportOf(publisher, day, [said('Germany <would send> {troops} for Ukraine.', { ...GERMANY, firmness })]);
  const book = bookOf(
    pledges('One', '2025-09-01', 'pledged'),
    pledges('Two', '2025-09-12', 'considered'),
    pledges('Three', '2025-09-20', 'pledged'),
  );
  const at = (asOf: string) => {
    const { claims, reports } = bookAt(book, { asOf });
    return entriesOf(claims, reports, book.parties);
  };
  const page = briefOf(
    {
      reports: new Map(book.reports.map((report) => [report.id, report])),
      parties: new Map(book.parties.map((party) => [party.id, party])),
      changes: diff(at('2025-09-10'), at('2025-09-30')),
      overdue: [],
      entries: [],
      late: new Set(),
    },
    { since: '2025-09-11', until: '2025-09-30', limit: 30 },
  );
  assert.deepEqual(
    page.sections.map(({ heading, items }) => [heading, ...items.map(({ text }) => text)]),
    [
      ['Firmer', 'Germany pledged (considered before) on force.land for Ukraine: “troops”'],
      ['Weaker', 'Germany considered (pledged before) on force.land for Ukraine: “troops”'],
    ],
  );
});

test('a limit is shared out among the sections, and what it left out is said', () => {
  const page = brief(4);
  assert.deepEqual(
    page.sections.map(({ kind, items, leftOut }) => [kind, items.length, leftOut]),
    [
      ['taken-back', 1, 0],
      ['overdue', 1, 0],
      ['firmer', 1, 0],
      ['new', 1, 0],
      ['opposed', 0, 1],
      ['trigger', 0, 1],
    ],
  );
  assert.deepEqual(page.remarks, [
    'Left out for length: 1 under “Opposed”, 1 under “What hangs on what”. A limit of 6 prints all.',
  ]);
});

test('Markdown: what reports say is no mark and no tag, each footnote is cited and given', () => {
  const page = briefMarkdown(brief(30));
  assert.match(page, /“\\\*4,310\\\* troops”, if backing:USA\.\[\^\d\]/);
  assert.match(page, /Dnipro\\_Daily, 2025-09-20/);
  assert.ok(!page.includes('<script>'));
  const cited = new Set([...page.matchAll(/\[\^(\d+)\](?!:)/g)].map(([, n]) => n));
  const given = [...page.matchAll(/^\[\^(\d+)\]: /gm)].map(([, n]) => n);
  assert.deepEqual([...cited].sort(), given.toSorted());
});

test('Word: well-formed parts, with footnotes of its own that the text refers to', async () => {
  const parts = unzipSync(await briefDocx(brief(30)));
  const xml = (name: string) => {
    const text = strFromU8(parts[name] ?? new Uint8Array());
    assert.ok(text.startsWith('<?xml'), name);
    return new DOMParser().parseFromString(text, 'text/xml');
  };
  const referred = [...xml('word/document.xml').querySelectorAll('w\\:footnoteReference')].map((node) =>
    Number(node.getAttribute('w:id')),
  );
  const notes = new Map(
    [...xml('word/footnotes.xml').querySelectorAll('w\\:footnote')].map((node) => [
      Number(node.getAttribute('w:id')),
      node.textContent ?? '',
    ]),
  );
  assert.ok(referred.length >= 6);
  const { footnotes } = brief(30);
  for (const n of referred) assert.ok(notes.get(n)?.includes(footnotes[n - 1]?.quote ?? 'none'), `${n}`);
});

const PATH = join(folder, 'b.db');
before(async () => {
  const book = await openBook({ book: PATH, reader: fakeReader, now: () => '2026-11-26T12:00:00Z' });
  await book.add('first', { publisher: 'Harbour Wire', published: '2025-09-04' });
  await book.add('second', { publisher: 'Dnipro Daily', published: '2025-10-05' });
  await book.close();
});

test('brief: on the command line, as Markdown, JSON and Word; a filter applies', async () => {
  const page = await cliOn(PATH, 'brief', '--since', '2025-09-01');
  assert.equal(page.code, 0, page.err);
  assert.match(page.out, /^# What changed since 2025-09-01 \(to /);
  assert.match(page.out, /^## New$/m);
  const [data] = (await cliOn(PATH, 'brief', '--since', '2025-09-01', '--json')).json();
  assert.equal(data.since, '2025-09-01');
  assert.ok(data.sections.length > 0);
  const none = await cliOn(PATH, 'brief', '--since', '2025-09-01', '--actor', 'BRA');
  assert.match(none.out, /Nothing changed in the entries that were asked for/);
  const file = join(folder, 'page.docx');
  assert.equal((await cliOn(PATH, 'brief', '--since', '2025-09-01', '--out', file)).code, 0);
  assert.ok('word/footnotes.xml' in unzipSync(readFileSync(file)));
});

test('brief: what came late is told, apart from what changed; not in a book that was begun later itself', async () => {
  const { out } = await cliOn(PATH, 'brief', '--since', '2025-10-01');
  assert.match(out, /Not told here: what a report of before 2025-10-01 said; the book was begun only after/);
  assert.doesNotMatch(out, /learned since/);
  const path = join(folder, 'late.db');
  for (const [at, text, published] of [
    ['2025-09-20T12:00:00Z', 'first', '2025-09-04'],
    ['2025-10-03T12:00:00Z', 'second', '2025-09-10'],
  ] as const) {
    const book = await openBook({ book: path, reader: fakeReader, now: () => at });
    await book.add(text, { publisher: 'Harbour Wire', published });
    await book.close();
  }
  const late = await cliOn(path, 'brief', '--since', '2025-10-01');
  assert.match(late.out, /^## Told before, learned since\n\n- \*\*2025-09-10\*\*: \S/m);
  assert.doesNotMatch(late.out, /## New|2025-09-04|Not told here|Nothing changed/);
});

test('brief: what is not understood is refused', async () => {
  for (const [words, code] of [
    [['--since', 'freitag'], 'usage/since'],
    [[], 'usage/since'],
    [['--since', 'friday', '--as-of', '2025-13-01'], 'usage/date'],
    [['--since', '2026-01-01', '--as-of', '2025-10-01'], 'usage/since'],
    [['--since', 'friday', '--limit', '0'], 'usage/limit'],
    [['--since', 'friday', '--to', 'pdf'], 'usage/to'],
    [['--since', 'friday', '--measure', 'nosuch'], 'usage/measure'],
  ] as const) {
    const { code: exit, err } = await cliOn(PATH, 'brief', ...words);
    assert.equal(exit, 2, err);
    assert.ok(err.includes(code), err);
  }
});
