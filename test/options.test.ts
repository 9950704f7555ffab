import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { FILTER_OPTIONS } from '../src/cli/filter-options.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS } from '../src/cli/output-options.ts';
import { COMMANDS } from '../src/cli/run.ts';
import { cli } from './cli-runs.ts';
import { DAILY, KURIER, WIRE } from './summit-readings.ts';

/* The rule: every command takes every option of these blocks. What one leaves out stands below, with the reason. */

const BLOCKS = {
  filter: Object.keys(FILTER_OPTIONS),
  page: Object.keys(PAGE_OPTIONS),
  csv: Object.keys(CSV_OPTION),
  output: Object.keys(OUTPUT_OPTIONS),
} as const;

type Block = keyof typeof BLOCKS;

const NO_BOOK = 'it asks no book';
const NAMED = 'it is told by name what it is of';
const DECIDES = 'what a decision comes to is no table and no list of entries';
const WORKS = 'it is about the book itself, and not about what stands in entries';
const ARRIVING = 'it brings in what no filter knows yet';
const ONE = 'it answers with one thing, and not with a list';

/** By command: blocks, or options of blocks, that it does not take. */
const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  read: {
    filter: NO_BOOK,
    page: ARRIVING,
    csv: 'a reading is no table; add and export --to csv make tables',
  },
  add: { filter: ARRIVING, page: ARRIVING },
  fetch: { filter: ARRIVING, page: ARRIVING },
  feeds: { filter: WORKS },
  show: { filter: NAMED, page: NAMED, csv: 'what is known of an entry is no table' },
  matrix: { page: 'a table of actors by measures is whole or none' },
  'what-would-it-take': {
    filter: 'its GOAL says of which entries',
    after: 'the smallest answers come first, and are searched for anew',
  },
  diff: { 'as-of': 'its two days say it' },
  brief: { after: 'a page that is handed on has no second part' },
  gap: { page: 'the figures are of all sums or they are wrong' },
  export: {
    page: 'an export is whole; --since gives what came to it',
    csv: '--to says as what',
    json: '--to says as what',
  },
  release: { filter: WORKS },
  review: {
    state: 'what is reviewed is unreviewed',
    'known-on': 'what is open is what is open now',
  },
  decide: { filter: NAMED, page: ONE, csv: DECIDES },
  settle: { filter: 'what coders marked is in no entry' },
  agreement: { filter: 'what coders marked is in no entry', page: ONE },
  serve: { filter: WORKS, page: ONE, csv: ONE, json: ONE, out: 'it answers until it is stopped, over HTTP' },
  reread: { filter: NAMED, page: ONE, csv: DECIDES },
  remove: { filter: NAMED, page: ONE, csv: DECIDES },
  restore: { filter: NAMED, page: ONE, csv: DECIDES },
  purge: { filter: NAMED, page: ONE, csv: DECIDES },
  import: { filter: ARRIVING, page: ARRIVING, csv: 'a row may become a claim, a decision or a book' },
  doctor: { filter: WORKS, page: 'what is wrong is told at once' },
};

for (const { name, options, table } of COMMANDS) {
  test(`${name} takes the options that all take, but for its exceptions`, () => {
    const exceptions = EXCEPTIONS[name] ?? {};
    const missing = Object.entries(BLOCKS).flatMap(([block, names]) =>
      names.filter((option) => !(block in exceptions) && !(option in exceptions) && !(option in options)),
    );
    assert.deepEqual(missing, []);
    for (const [what, why] of Object.entries(exceptions)) {
      assert.ok(why.length > 10, `${what}: say why`);
      const left: readonly string[] = what in BLOCKS ? BLOCKS[what as Block] : [what];
      assert.ok(
        left.some((option) => !(option in options)),
        `${name} has ${what}: it is no exception any more`,
      );
    }
    const shared = { ...FILTER_OPTIONS, ...PAGE_OPTIONS, ...CSV_OPTION, ...OUTPUT_OPTIONS };
    for (const [option, { type, multiple = false, short }] of Object.entries(options)) {
      const usual = Object.entries(shared).find(([known]) => known === option)?.[1];
      if (usual === undefined || OWN[name]?.includes(option)) continue;
      const like = { multiple: false, short: undefined, ...usual };
      assert.deepEqual(
        { type, multiple, short },
        { type: like.type, multiple: like.multiple, short: like.short },
      );
    }
    if (table) assert.ok('csv' in options, 'a table that no option prints');
  });
}

/** Options that only sound alike: `read --publisher` says who published what is read. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  read: ['publisher'],
  add: ['publisher'],
};

test('no exception is left of a command that is gone', () => {
  const names = new Set(COMMANDS.map(({ name }) => name));
  assert.deepEqual(
    Object.keys(EXCEPTIONS).filter((name) => !names.has(name)),
    [],
  );
});

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-options-'));
after(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);
const BOOK_FILE = path('summit.db');
const ask = (command: string, ...args: readonly string[]) => cli(command, '--book', BOOK_FILE, ...args);
const TROOPS = 'state:DEU/force.land/state:UKR';

before(async () => {
  const file = path('summit.jsonl');
  writeFileSync(file, [WIRE, DAILY, KURIER].map((line) => `${JSON.stringify(line)}\n`).join(''));
  assert.equal((await ask('add', file)).code, 0);
  const [money, kurier] = await Promise.all(
    ['Harbour Wire', 'Rhein-Kurier'].map(async (publisher) => {
      const [report] = (await ask('reports', '--publisher', publisher, '--json')).json();
      return report.report.id;
    }),
  );
  for (const decision of [
    ['accept', `${money}#c1`],
    ['reject', `${kurier}#c1`],
    ['label', kurier, 'tag=late'],
  ])
    assert.equal((await ask('decide', ...decision, '--by', 'Ada')).code, 0);
  assert.equal((await ask('release', 'may', '--by', 'Ada')).code, 0);
});

/** One of each command that prints a table or a list, with how many items it gives on this book. */
const LISTS: readonly (readonly string[])[] = [
  ['list'],
  ['timeline'],
  ['collisions'],
  ['what-if', '--all', 'ceasefire=yes'],
  ['diff', '2025-09-03', '2025-12-31'],
  ['reports'],
  ['decisions'],
  ['review'],
];

const TABLES: readonly (readonly string[])[] = [
  ...LISTS,
  ['search', 'Germany'],
  ['matrix'],
  ['compare', '--all'],
  ['gap', '--state', 'accepted', '--state', 'unreviewed', '--state', 'rejected'],
  ['what-would-it-take', 'actor=DEU'],
  ['brief', '--since', '2025-09-01', '--as-of', '2025-12-31'],
  ['release'],
];

test('--csv prints a table with a head, in which each column has something somewhere', async () => {
  const seldom: Readonly<Record<string, readonly string[]>> = {
    // No deadline passes in these reports, none is by a person, or from the web.
    list: ['sources', 'grades'],
    diff: ['deadline', 'daysLate', 'urls'],
    reports: ['title', 'byline', 'url'],
    timeline: ['targets', 'sources', 'url'],
    decisions: ['why', 'from'],
    gap: ['per'],
    release: ['why'],
    brief: ['lead'],
    search: ['url', 'title'],
    'what-if': ['possibly'],
    'what-would-it-take': ['controllers', 'low', 'high'],
  };
  for (const [command = '', ...args] of TABLES) {
    const { out, code, err } = await ask(command, ...args, '--csv');
    assert.equal(code, 0, `${command}: ${err}`);
    const rows: Record<string, string>[] = parse(out, { columns: true });
    assert.ok(rows.length > 0, command);
    const empty = Object.keys(rows[0] ?? {}).filter((column) => rows.every((row) => row[column] === ''));
    const known = seldom[command] ?? [];
    assert.deepEqual(
      empty.filter((column) => !known.includes(column)),
      [],
      command,
    );
  }
});

test('a table of nothing has its head, and an answer has one form', async () => {
  const none = await ask('timeline', '--actor', 'RUS', '--since', '2026', '--csv');
  assert.match(none.out, /^date,claim,actors,[^\r\n]+\r\n$/);
  const both = await ask('list', '--csv', '--json');
  assert.equal(both.code, 2);
  assert.match(both.err, /one of --csv and --json/);
});

test('--limit and --after divide each list, and say how it goes on', async () => {
  for (const [command = '', ...args] of LISTS) {
    const all = (await ask(command, ...args, '--json')).json();
    assert.ok(all.length > 0, command);
    const found: unknown[] = [];
    let after: readonly string[] = [];
    for (let i = 0; i <= all.length; i++) {
      const { json, err } = await ask(command, ...args, '--json', '--limit', '1', ...after);
      found.push(...json());
      const [, next] = /--after '([^']+)'/.exec(err) ?? [];
      if (next === undefined) break;
      after = ['--after', next];
    }
    assert.deepEqual(found, all, command);
    const wrong = await ask(command, ...args, '--json', '--after', 'nothing');
    assert.equal(wrong.code, 2, command);
  }
});

test('--out writes what would be printed, without colours, and nothing where the command is wrong', async () => {
  const { FORCE_COLOR } = process.env;
  for (const [command = '', ...args] of [...TABLES, ['show', TROOPS]]) {
    const forms = command === 'review' ? ['--json', '--csv'] : [null, '--json'];
    for (const form of forms) {
      const asked = [...args, ...(form === null ? [] : [form])];
      const printed = await ask(command, ...asked);
      const file = path(`${command}.out`);
      process.env['FORCE_COLOR'] = '1';
      const written = await ask(command, ...asked, '--out', file);
      if (FORCE_COLOR === undefined) delete process.env['FORCE_COLOR'];
      else process.env['FORCE_COLOR'] = FORCE_COLOR;
      assert.equal(written.code, 0, written.err);
      assert.equal(written.out, '', command);
      assert.equal(readFileSync(file, 'utf8'), printed.out, command);
    }
  }
  const wrong = await ask('list', '--actor', '', '--out', path('wrong.txt'));
  assert.equal(wrong.code, 2);
  assert.ok(!existsSync(path('wrong.txt')));
  assert.equal((await ask('list', '--out', folder)).code, 2);
  assert.match((await ask('list', '--out', BOOK_FILE)).err, /is the book itself/);
  assert.equal((await ask('list', '--out', '-')).out, (await ask('list')).out);
});

test('a filter of entries chooses what is listed or counted of them', async () => {
  const json = async (...args: readonly string[]) => {
    const [command = '', ...rest] = args;
    return (await ask(command, ...rest, '--json')).json();
  };
  const publishers = async (...filter: readonly string[]) =>
    (await json('reports', ...filter)).map(({ report }) => report.publisher);
  assert.deepEqual(await publishers('--actor', 'RUS'), ['Dnipro Daily']);
  assert.deepEqual(await publishers('--publisher', 'harbour wire'), ['Harbour Wire']);
  assert.deepEqual(await publishers('--measure', 'force', '--told-since', '2025-09-05'), ['Dnipro Daily']);
  assert.deepEqual(await publishers('--text', 'million', '--state', 'unreviewed'), ['Harbour Wire']);
  assert.deepEqual(await publishers('--removed'), []);
  assert.equal((await ask('reports', '--removed', '--actor', 'RUS')).code, 2);

  const kinds = async (...filter: readonly string[]) =>
    (await json('decisions', ...filter)).map(({ kind }) => kind);
  assert.deepEqual(await kinds(), ['accept', 'reject', 'label']);
  assert.deepEqual(await kinds('--actor', 'DEU'), ['accept', 'reject']);
  assert.deepEqual(await kinds('--measure', 'funding'), ['reject']);
  assert.deepEqual(await kinds('--measure', 'force', '--text', '4,310'), ['accept']);
  assert.deepEqual(await kinds('--actor', 'DEU', '--state', 'accepted'), ['accept']);
  assert.deepEqual(await kinds('--state', 'rejected'), ['reject']);
  assert.deepEqual(await kinds('--actor', 'RUS'), []);
  assert.deepEqual(await kinds('--known-on', '2020'), []);

  const days = ['2025-09-03', '2025-12-31'];
  const changed = async (...filter: readonly string[]) => [
    ...new Set((await json('diff', ...days, ...filter)).map(({ entry }) => entry.split('/')[0])),
  ];
  assert.deepEqual(await changed(), ['state:DEU', 'state:RUS']);
  assert.deepEqual(await changed('--actor', 'Russia'), ['state:RUS']);
  assert.deepEqual(await changed('--measure', 'funding'), ['state:DEU']);
  assert.deepEqual(await changed('--actor', 'RUS', '--measure', 'funding'), []);
  assert.deepEqual(await changed('--text', 'rejects'), ['state:RUS']);
  assert.deepEqual(await changed('--condition', 'ceasefire'), ['state:DEU']);

  const [story] = await json('compare', '--all');
  const [narrowed] = await json('compare', story.story.id, '--publisher', 'Dnipro Daily', '--actor', 'RUS');
  assert.ok(narrowed.rows.length < story.rows.length);
  assert.deepEqual(await json('compare', '--measure', 'debt-relief'), []);
  assert.equal((await json('compare', '--measure', 'force')).length, 1);

  const sums = async (...filter: readonly string[]) => (await json('gap', ...filter))[0].sums.length;
  assert.equal(await sums('--measure', 'funding'), 1);
  assert.equal(
    await sums('--target', 'UKR', '--measure', 'funding'),
    await sums('--beneficiary', 'UKR', '--measure', 'funding'),
  );
  assert.equal(await sums('--text', '85 million'), 1);
  assert.equal(await sums('--text', 'rejects'), 0);

  const outlooks = async (...filter: readonly string[]) =>
    (await json('what-if', 'ceasefire=yes', ...filter)).map(({ entry }) => entry);
  assert.deepEqual(await outlooks('--condition', 'ceasefire'), [TROOPS]);
  assert.deepEqual(
    await outlooks('--actor', 'RUS'),
    (await json('list', '--actor', 'RUS')).map(({ id }) => id),
  );
});

test('--since is --told-since where a command has no since of its own', async () => {
  const told = await ask('list', '--told-since', '2025-12', '--json');
  assert.equal(told.out, (await ask('list', '--since', '2025-12', '--json')).out);
  assert.equal((await ask('list', '--since', '2025', '--told-since', '2025')).code, 2);
  const brief = ['brief', '--since', '2025-09-01', '--as-of', '2025-12-31', '--json'] as const;
  const [all] = (await ask(...brief)).json();
  const [late] = (await ask(...brief, '--told-since', '2025-12')).json();
  const items = ({ sections }: { sections: { items: unknown[] }[] }) =>
    sections.flatMap(({ items }) => items).length;
  assert.ok(items(late) < items(all));
});
