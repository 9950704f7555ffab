import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import stringWidth from 'string-width';
import type { Review } from '../src/app/book/decisions/review.ts';
import { openBook } from '../src/app/book/index.ts';
import type { Reliability } from '../src/book/reliability.ts';
import { cli } from './cli-runs.ts';
import { DAILY, KURIER, WIRE } from './summit-readings.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-book-cli-'));
after(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);
const BOOK = path('summit.db');

/** The same on the book of this test. */
const ask = (command: string, ...args: readonly string[]) => cli(command, '--book', BOOK, ...args);

const jsonl = (name: string, ...lines: readonly unknown[]) => {
  writeFileSync(path(name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path(name);
};

before(async () => {
  assert.equal((await ask('add', jsonl('summit.jsonl', WIRE, DAILY, KURIER))).code, 0);
});

const TROOPS = 'state:DEU/force.land/state:UKR';

/** One of each command that asks the book for claims. */
const QUESTIONS: readonly (readonly string[])[] = [
  ['list'],
  ['show', TROOPS],
  ['matrix'],
  ['timeline'],
  ['compare', '--all'],
  ['collisions'],
  ['what-if', '--all', 'ceasefire=yes'],
  ['what-would-it-take', 'actor=DEU'],
  ['diff', '2025-09-03', '2025-12-31'],
  ['gap'],
];

test('add: a line a report as it is stored; the same twice is known', async () => {
  const readings = jsonl('two.jsonl', WIRE, DAILY);
  const first = await cli('add', '--json', '--book', path('add.db'), readings);
  assert.deepEqual(
    first.json().map(({ status, claims, name }) => [status, claims, name]),
    [
      ['added', 2, `${readings}:1`],
      ['added', 2, `${readings}:2`],
    ],
  );
  assert.match(first.json()[0].id, /^sha256:/);
  assert.match(first.err, /^2 reports added with 4 claims\n$/);
  const again = await cli('add', '--book', path('add.db'), readings);
  assert.equal(again.lines.filter((line) => line.startsWith('known ')).length, 2);
  assert.match(again.err, /0 reports added with 0 claims; 2 known before\n$/);
});

test('add: a changed report of one publisher, title and day is a new version', async () => {
  const titled = (text: string) => ({ ...WIRE, document: { ...WIRE.document, title: 'In Grauhof', text } });
  const { text } = WIRE.document;
  const both = jsonl('versions.jsonl', titled(text), titled(`${text} So it said.`));
  const { out, err } = await cli('add', '--book', path('version.db'), both);
  assert.match(out, /^version {2}2 claims .*versions\.jsonl:2$/m);
  assert.match(err, /2 reports added with 4 claims; 1 of them a new version of an earlier one\n$/);
});

test('add: a bad line among good ones is named and counted, the others are added, exit 1', async () => {
  const file = jsonl('bad.jsonl', WIRE);
  appendFileSync(file, '{"title": "no text"}\nnot json\n');
  appendFileSync(file, `${JSON.stringify({ text: 'A report.', publisher: 'Weser-Anzeiger' })}\n`);
  const { err, code, json } = await cli('add', '--json', '--book', path('bad.db'), file);
  assert.deepEqual(
    json().map(({ status }) => status),
    ['added', 'refused', 'refused', 'added'],
  );
  assert.match(err, /bad\.jsonl:2: "text" is missing or blank \(input\/jsonl\)\n/);
  assert.match(err, /bad\.jsonl:3: this line is no JSON/);
  assert.match(err, /2 reports added with \d+ claims; 2 refused\n$/);
  assert.equal(code, 1);
});

test('add: JSONL files of a folder are read a report a line, named ones of either ending too', async () => {
  const corpus = path('corpus');
  mkdirSync(join(corpus, 'deep'), { recursive: true });
  const lines = [WIRE, { text: 'A report.', publisher: 'Weser-Anzeiger' }];
  writeFileSync(join(corpus, 'b.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join('\r\n'));
  writeFileSync(join(corpus, 'deep/c.ndjson'), `\uFEFF${JSON.stringify(DAILY)}`);
  writeFileSync(join(corpus, 'a.txt'), 'A report.');
  const { json, err, code } = await cli('add', '--json', '--book', path('corpus.db'), corpus);
  assert.deepEqual(
    json().map(({ name, status }) => [name.slice(corpus.length + 1), status]),
    [
      ['a.txt', 'added'],
      ['b.jsonl:1', 'added'],
      ['b.jsonl:3', 'added'],
      ['deep/c.ndjson:1', 'added'],
    ],
  );
  assert.match(err, /^4 reports added/);
  assert.equal(code, 0);
});

test('add: a line too long or in another encoding is refused by its number', async () => {
  const file = path('broken.jsonl');
  const long = Buffer.from(`{"text": "${'x'.repeat(16 << 20)}"}\n`);
  writeFileSync(file, Buffer.concat([long, Buffer.from('{"text": "S\xe3o"}\n', 'latin1')]));
  appendFileSync(file, JSON.stringify({ ...WIRE, document: { ...WIRE.document, publisher: 7 } }));
  const { err, code } = await cli('add', '--book', path('broken.db'), file);
  assert.match(err, /broken\.jsonl:1: this line has more than 16 MiB/);
  assert.match(err, /broken\.jsonl:2: this line is no UTF-8/);
  assert.match(err, /broken\.jsonl:3: this reading lacks fields/);
  assert.equal(code, 1);
});

test('read: of a JSONL file each line, a reading anew', async () => {
  const file = jsonl('read.jsonl', WIRE, { text: 'A report.', publisher: 'Weser-Anzeiger' }, {});
  const { json, err, code } = await cli('read', '--json', file);
  assert.deepEqual(
    json().map(({ document }) => document.publisher),
    ['Harbour Wire', 'Weser-Anzeiger'],
  );
  assert.match(err, /read\.jsonl:3: "text" is missing or blank/);
  assert.match(err, /2 reports read with \d+ claims; 1 failed\n$/);
  assert.equal(code, 1);
});

test('add: where everything is refused no book is made, one that is there stays', async () => {
  const [none, bad, book] = [path('none.txt'), jsonl('only-bad.jsonl', {}), path('unmade.db')];
  const { err, code } = await cli('add', '--book', book, none, bad, path('none.jsonl'));
  assert.match(err, /none\.jsonl: there is no such file/);
  assert.ok(err.endsWith(`0 reports added with 0 claims; 3 refused; ${book} was not made\n`), err);
  assert.equal(code, 1);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('unmade')),
    [],
  );
  const again = await ask('add', none);
  assert.match(again.err, /; 1 refused\n$/);
  assert.equal(existsSync(BOOK), true);
});

test('the book is that of PLEDGEBOOK_BOOK where --book names none', async () => {
  process.env['PLEDGEBOOK_BOOK'] = BOOK;
  try {
    assert.match((await cli('list')).err, /^3 entries from 3 reports\n$/);
  } finally {
    delete process.env['PLEDGEBOOK_BOOK'];
  }
});

test('a book that is not there is named and not made', async () => {
  const missing = path('nowhere.db');
  for (const args of [
    ['list'],
    ['show', TROOPS],
    ['matrix'],
    ['timeline'],
    ['compare'],
    ['collisions'],
    ['what-if'],
    ['what-would-it-take', 'actor=DEU'],
    ['diff', '2025-09-04', '2025-09-05'],
    ['gap'],
  ]) {
    const { out, err, code } = await cli(...args, '--book', missing);
    assert.equal(out, '');
    assert.ok(err.includes(`there is no book ${missing};`), err);
    assert.ok(err.includes(`pledgebook add --book ${missing}`), err);
    assert.equal(code, 2, args.join(' '));
  }
  assert.equal(existsSync(missing), false);
});

test('list: an entry with its state, conditions, who is against it, and its id', async () => {
  const { out, err } = await ask('list', '--actor', 'DEU', '--measure', 'force');
  assert.equal(
    out,
    `Germany · force.land · for Ukraine
    commit · offered ▰▰▱▱▱▱▱
    after ceasefire
    2 claims, 2 reports, against it: Russia
    ${TROOPS}

`,
  );
  assert.equal(err, '1 entry from 3 reports\n');
});

test('list: filters, sorting, JSON and a table', async () => {
  const ids = async (...args: readonly string[]) =>
    (await ask('list', '--json', ...args)).json().map(({ id }) => id);
  const [GRANT, REJECTION] = ['state:DEU/funding.any/state:UKR', 'state:RUS/force.land/state:UKR'];
  assert.deepEqual(await ids(), [TROOPS, GRANT, REJECTION]);
  assert.deepEqual(await ids('--sort=-actor'), [REJECTION, TROOPS, GRANT]);
  assert.deepEqual(await ids('--firmness', 'pledged..'), [GRANT]);
  assert.deepEqual(await ids('--condition', 'ceasefire'), [TROOPS]);
  assert.deepEqual(await ids('--source', 'Rhein-Kurier'), [GRANT]);
  assert.deepEqual(await ids('--publisher', 'rhein-kurier'), [GRANT]);
  assert.deepEqual(await ids('--since', '2025-12'), [GRANT]);
  assert.deepEqual(await ids('--text', 'stands ready'), [TROOPS]);
  assert.deepEqual(await ids('--as-of', '2025-09-04'), [TROOPS, GRANT]);
  assert.deepEqual(await ids('--state', 'accepted'), []);
  const { lines } = await ask('list', '--csv', '--actor', 'DEU');
  assert.equal(
    lines[0],
    'id,actor,measure,beneficiary,act,negated,firmness,conditions,sources,claims,confirmed,grades\r',
  );
  assert.match(lines[1] ?? '', /^state:DEU\/force\.land\/state:UKR,state:DEU,.*,offered,after ceasefire,,/);
});

test('tags and markings choose the reports that are asked', async () => {
  const book = path('labelled.db');
  const on = (command: string, ...args: readonly string[]) => cli(command, '--book', book, ...args);
  const [, daily] = (await on('add', '--json', jsonl('labelled.jsonl', WIRE, DAILY, KURIER))).json();
  const decided = await on('decide', 'label', daily.id, 'tag=paris', 'marking=internal', '--by', 'Ada');
  assert.equal(decided.code, 0, decided.err);
  const REJECTION = 'state:RUS/force.land/state:UKR';
  const GRANT = 'state:DEU/funding.any/state:UKR';
  const ids = async (...args: readonly string[]) =>
    (await on('list', '--json', ...args)).json().map(({ id }) => id);
  assert.deepEqual(await ids('--tag', 'paris'), [TROOPS, REJECTION]);
  assert.deepEqual(await ids('--no-marking', 'internal'), [TROOPS, GRANT]);
  assert.deepEqual(await ids('--tag', 'elsewhere', '--marking', 'internal'), [TROOPS, REJECTION]);
  assert.deepEqual(await ids('--tag', 'paris', '--no-tag', 'paris'), []);
  for (const [command = '', ...args] of [...QUESTIONS, ['reports']]) {
    const all = await on(command, ...args);
    const left = await on(command, ...args, '--no-tag', 'paris');
    assert.equal(left.code, 0, `${command}: ${left.err}`);
    assert.notEqual(`${left.out}${left.err}`, `${all.out}${all.err}`, command);
    assert.doesNotMatch(left.out, /Dnipro Daily|Russia/, command);
  }
});

test('show: the history with steps and sentences, and who stands against it', async () => {
  const { out } = await ask('show', TROOPS);
  const SHORT = /(\w+)#c1 {2}not reviewed/.exec(out)?.[1];
  assert.ok(
    out.includes(`History
    commit · pledged ▰▰▰▰▱▱▱
    Germany — Harbour Wire, 2025-09-04
    ${SHORT}#c1  not reviewed
    source F reliability cannot be judged · information 4 doubtful
    │ In Grauhof: Germany will send 4,310 troops to Ukraine after a ceasefire.
    │                     ^^^^^^^^^
`),
    out,
  );
  assert.match(out, /\n {4}confirmed: 0 of 2 claims\n/);
  assert.match(out, /commit · offered ▰▰▱▱▱▱▱ {2}differs\n/);
  assert.match(out, /Against it\n {4}reject\n {4}Russia — Dnipro Daily, 2025-09-05\n/);
  const [whole] = (await ask('show', '--json', TROOPS)).json();
  assert.equal(whole.claims.length, 2);
  assert.equal(whole.against[0].act, 'reject');
  assert.equal(whole.reports.length, 2);
});

test('show: who reviewed each claim, and the axes of reliability apart', async () => {
  const book = path('reviewed.db');
  const on = (command: string, ...args: readonly string[]) => cli(command, '--book', book, ...args);
  const [wire, daily] = (await on('add', '--json', jsonl('reviewed.jsonl', WIRE, DAILY, KURIER))).json();
  const decide = async (...args: readonly string[]) => {
    const { code, err } = await on('decide', ...args);
    assert.equal(code, 0, err);
  };
  await decide('accept', `${wire.id}#c1`, '--by', 'Ada', '--why', 'as it says');
  await decide('grade', 'Harbour Wire', 'B', '--by', 'Ada');
  await decide('mend', `${daily.id}#c1`, 'firmness=pledged', '--by', 'Ben');
  const { out } = await on('show', TROOPS);
  assert.match(out, /\n {4}confirmed: 2 of 2 claims, by Ada, Ben; mended: 1, by Ben\n/);
  assert.match(
    out,
    /#c1 {2}accepted by Ada, \d{4}-\d\d-\d\d: as it says\n {4}source B usually reliable · information 2 probably true\n/,
  );
  assert.match(out, /#c1 {2}mended \(firmness\) by Ben, [\d-]+\n {4}source F reliability cannot be judged/);
  const [whole] = (await on('show', '--json', TROOPS)).json();
  assert.deepEqual(
    whole.claims.map(({ review, reliability }: { review: Review; reliability: Reliability }) => [
      review.state,
      review.decisions.map(({ by }) => by),
      reliability.source,
      reliability.information,
      reliability.firmness,
    ]),
    [
      ['accepted', ['Ada'], 'B', 2, 'pledged'],
      ['accepted', ['Ben'], 'F', 2, 'pledged'],
    ],
  );
  assert.match((await on('list', '--measure', 'force', '--actor', 'DEU')).out, /2 reports, 2 confirmed, /);
  assert.match((await on('list', '--csv')).out, /^state:DEU\/force.*,2,B F\r$/m);
  await decide('reject', `${daily.id}#c1`, '--by', 'Ben', '--why', 'a draft');
  const rejected = (await on('show', TROOPS)).out;
  assert.match(rejected, /confirmed: 1 of 1 claim, by Ada; rejected: 1, by Ben\n/);
  assert.match(rejected, /\nRejected by review\n[\s\S]+rejected by Ben,\s+[\d-]+: a draft\n/);
  // Every view takes the state.
  for (const [command = '', ...args] of QUESTIONS) {
    const { out: counted, err } = await on(command, ...args, '--state', 'accepted');
    assert.doesNotMatch(counted, /Dnipro Daily|Russia/, `${command} ${err}`);
  }
});

test('JSON cites each report whole', async () => {
  const added = (await ask('reports', '--json')).json();
  const hashes = new Map<string, string>();
  for (const { report } of added) {
    const [file] = (await ask('reports', '--json', report.id)).json();
    assert.equal(
      file.hash,
      `sha256:${createHash('sha256')
        .update(report.text ?? file.report.report.text)
        .digest('hex')}`,
    );
    hashes.set(report.id, file.hash);
  }
  for (const args of [
    ['show', TROOPS],
    ['timeline'],
    ['collisions'],
    ['diff', '2025-09-03', '2025-12-31'],
    ['gap'],
    ['compare'],
  ]) {
    const [command = '', ...rest] = args;
    const [first] = (await ask(command, '--json', ...rest)).json();
    const reports: readonly Record<string, unknown>[] = first.reports ?? first.story.reports;
    assert.ok(reports.length > 0, command);
    for (const cited of reports) {
      const fields = [
        'id',
        'title',
        'publisher',
        'byline',
        'url',
        'fetchedUrl',
        'published',
        'learned',
        'reader',
      ];
      for (const field of fields) assert.ok(field in cited, `${command} ${field}`);
      assert.equal(cited['hash'], hashes.get(String(cited['id'])), command);
    }
  }
});

test('matrix: letters by firmness, a * for a condition; a table of words', async () => {
  const { out, err } = await ask('matrix');
  assert.ok(
    out.startsWith(`                          force  funding
                          land   any
Germany                   O*     D
Russia                    x      ·

D done (fulfilled); U under way;`),
    out,
  );
  assert.equal(err, '2 actors, 2 measures from 3 reports\n');
  assert.deepEqual((await ask('matrix', '--csv')).out.split('\r\n'), [
    'actor,name,force.land,funding.any',
    'state:DEU,Germany,offered on a condition,fulfilled',
    'state:RUS,Russia,against,',
    '',
  ]);
  const [cell] = (await ask('matrix', '--json')).json();
  assert.deepEqual(cell, {
    actor: 'state:DEU',
    measure: 'force.land',
    standing: 'offered',
    conditional: true,
    entries: [TROOPS],
  });
});

test('timeline: by day, what was told and what it changed', async () => {
  const { out, err } = await ask('timeline', '--actor', 'DEU', '--since', '2025-09-05');
  assert.equal(
    out,
    `2025-09-05
  Germany · force.land · for Ukraine
    commit · offered ▰▰▱▱▱▱▱, differs
    Dnipro Daily, 2025-09-05: “In Grauhof: Germany stands ready to send 4,310
    troops to Ukraine after a ceasefire.”

2025-12-16
  Germany · funding.any · for Ukraine
    perform · fulfilled ▰▰▰▰▰▰▰, fulfilled
    Rhein-Kurier, 2025-12-16: “Germany has paid 25 million euros to Ukraine.”

`,
  );
  assert.equal(err, '2 claims on 2 days from 3 reports\n');
  const [first] = (await ask('timeline', '--json')).json();
  assert.deepEqual([first.date, first.entries], ['2025-09-04', [{ entry: TROOPS, step: null }]]);
});

test('compare: stories, one of them row by row, and the contract as JSON', async () => {
  const { out, err } = await ask('compare');
  const id = /^(story:\w+) · 2 reports · /m.exec(out)?.[1] ?? '';
  assert.match(out, /^ {4}2025-09-04 {2}Harbour Wire\n {4}2025-09-05 {2}Dnipro Daily$/m);
  assert.match(err, /^2 stories in the book, 1 of one report/);
  const story = await ask('compare', id);
  assert.ok(
    story.out.includes(`
differs  firmness
  Germany · force.land · for Ukraine
    pledged (1 voice, first in Harbour Wire)
      Harbour Wire     “will send 4,310 troops to Ukraine after a ceasefire”
    offered (1 voice, first in Dnipro Daily)
      Dnipro Daily     “stands ready to send 4,310 troops to Ukraine after a
                       ceasefire”
`),
    story.out,
  );
  const [comparison, ...more] = (await ask('compare', '--all', '--json')).json();
  assert.equal(comparison.format, 'pledgebook.comparison/1');
  assert.deepEqual(more, []);
});

test('collisions: both sides with their sentences', async () => {
  const { out, err } = await ask('collisions', '--measure', 'force');
  assert.match(out, /^Russia against Germany · rejection · force\.land · for Ukraine\n/);
  assert.match(out, /│ Russia rejects foreign troops in Ukraine\.\n/);
  assert.match(out, /\n {4}against\n {4}commit · offered/);
  assert.equal(err, '1 collision from 3 reports\n');
  assert.equal((await ask('collisions', '--json')).json()[0].kind, 'rejection');
});

test('what-if: what comes into force, what waits, what nothing hangs on', async () => {
  const yes = await ask('what-if', 'ceasefire=yes', 'backing:USA=no');
  assert.equal(
    yes.out,
    `in force (1)
  Germany · force.land · for Ukraine
      commit · offered ▰▰▱▱▱▱▱
      after ceasefire: yes

`,
  );
  assert.match(yes.err, /^nothing in the book hangs on backing:USA\n/);
  const near = await ask('what-if', 'ceasefire:UKR=yes');
  assert.match(near.err, /^nothing in the book hangs on ceasefire:UKR; but on ceasefire\n/);
  assert.match(
    yes.err,
    /1 entry on conditions, 1 in force without one, 1 open from 3 reports\n--all prints the others, too\n/,
  );
  assert.match((await ask('what-if')).out, /^waiting \(1\)\n[\s\S]+after ceasefire: not known\n/);
  assert.match((await ask('what-if', 'ceasefire=no')).out, /^void \(1\)\n/);
  assert.match(
    (await ask('what-if', '--all', 'ceasefire=yes')).out,
    /^in force \(2\)\n[\s\S]+\nopen \(1\)\n/,
  );
  assert.equal((await ask('what-if', '--json')).json().length, 3);
});

test('what-would-it-take: the smallest sets first, and what no scenario brings', async () => {
  const { out, err } = await ask('what-would-it-take', 'measure=force.land');
  assert.equal(
    out,
    `ceasefire=yes
    in force
      Germany · force.land · for Ukraine

no scenario brings
    Russia · force.land · for Ukraine: nothing undertaken
`,
  );
  assert.equal(err, '1 answer from 3 reports\n');
  const count = await ask('what-would-it-take', 'measure=force.land', 'count>=1');
  assert.match(count.out, /^ceasefire=yes\n {4}in force: 1 actor\n/);
  const [{ answers, rest }] = (await ask('what-would-it-take', '--json', 'actor=DEU')).json();
  assert.deepEqual([answers.length, rest], [2, 'none']);
});

test('dates: a month counts to its end, one before all reports says so, reversed ones are refused', async () => {
  assert.equal(
    (await ask('list', '--as-of', '2025-09')).out,
    (await ask('list', '--as-of', '2025-09-30')).out,
  );
  const early = await ask('list', '--as-of', '2020-01-01');
  assert.equal(early.err, '0 entries from 0 reports; none was published by 2020-01-01\n');
  assert.match((await ask('what-if', '--known-on', '2020')).err, /0 reports; none was known on 2020\n/);
  const equal = await ask('diff', '2025-09-04', '2025-09-04');
  assert.deepEqual([equal.out, equal.code], ['', 0]);
  const reversed = await ask('diff', '2025-12-31', '2025-09-04');
  assert.match(reversed.err, /2025-12-31 is after 2025-09-04; name the earlier date first/);
  assert.equal(reversed.code, 2);
  for (const word of ['', 'tomorrow', '2025-13-01', '2025-02-30']) {
    const { err, code } = await ask('diff', word, '2025-09-04');
    assert.match(err, new RegExp(`"${word}" is no date`));
    assert.equal(code, 2);
  }
});

test('what would it take: of what nobody undertakes, and of more than there are', async () => {
  const nobody = await ask('what-would-it-take', 'actor=XYZ');
  assert.match(nobody.err, /^no entry in the book is of that; an actor is named by its code/);
  assert.match(
    (await ask('what-would-it-take', 'measure=forse.land')).err,
    /no measure or family "forse.land"/,
  );
  const many = await ask('what-would-it-take', 'measure=force.land', 'count>=1000');
  assert.match(many.err, /^no set of triggers brings that about\n0 answers/);
  assert.match(
    (await ask('what-would-it-take', 'measure=force.land', 'count>=0')).err,
    /a whole number from 1 on/,
  );
  assert.match((await ask('what-if', 'ceasefire=yes', 'ceasefire=no')).err, /it contradicts "ceasefire=yes"/);
});

test('diff: what came between two dates', async () => {
  const { out, err } = await ask('diff', '2025-09-04', '2025-12-31');
  assert.match(out, /^opposed: Germany · force\.land · for Ukraine\n {4}reject\n/m);
  assert.match(out, /^fulfilled: Germany · funding\.any · for Ukraine\n {4}perform/m);
  assert.match(err, /^1 opposed, 1 fulfilled, 1 new, 0 deadlines overdue from 3 reports\n$/);
  const kinds = (await ask('diff', '--json', '2025-09-04', '2025-12-31')).json().map(({ kind }) => kind);
  assert.deepEqual(kinds.toSorted(), ['fulfilled', 'new', 'opposed']);
});

test('gap: promised, set aside and delivered, each sum with its sentences', async () => {
  const { out, err } = await ask('gap', '--actor', 'DEU');
  assert.match(out, /^funding · EUR\n {4}offered {8}EUR 85,000,000/);
  assert.match(out, /\n {4}delivered {6}EUR 25,000,000 {2}2025-12-16 \(s2\)\n/);
  assert.match(out, /\n {4}not delivered {2}EUR 60,000,000.*of what was pledged\n/);
  assert.match(out, /│ Germany pledged 85 million euros for Ukraine\.\n {4}│ {17}\^+\n/);
  assert.match(err, /^2 sums, \d questions? from 3 reports\n$/);
  assert.deepEqual((await ask('gap', '--json', '--actor', 'RUS')).json()[0].lines, []);
});

test('gap: a doubtful link is answered by its id, and taken back', async () => {
  const asked = await ask('gap', '--actor', 'DEU');
  const [, id = ''] = /Is s2 a part of s1\? progress\n {6}(\S+~\S+)\n/.exec(asked.out) ?? [];
  const answered = await ask('decide', 'link', id, 'apart', '--by', 'Ada', '--why', 'two budgets');
  const [, decision = ''] = /^link \S+ {2}\((d-\w+)\)\n {4}\S+: undecided → apart\n/.exec(answered.out) ?? [];
  const told = await ask('gap', '--actor', 'DEU');
  assert.match(told.out, /\n {4}not delivered {2}EUR 85,000,000 {2}of what was pledged\n/);
  assert.match(
    told.out,
    new RegExp(
      `Decided\\n {2}s2 is apart from s1 \\(Ada, [\\d-]+, ${decision}\\): two budgets\\n {6}${id}\\n`,
    ),
  );
  assert.match(told.err, /^2 sums, 0 questions/);
  const [{ decided }] = (await ask('gap', '--json')).json();
  assert.deepEqual([decided[0].verdict, decided[0].by], ['apart', 'Ada']);
  const before = await ask('gap', '--actor', 'DEU', '--known-on', '2025-09-30');
  assert.doesNotMatch(before.out, /Decided/);
  const [whole, part] = id.split('~').toReversed();
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[`${whole}~${part}`, 'part'], /a part is smaller than its whole/],
    [[`${whole}~${whole}`, 'same'], /these are one/],
    [[`${whole}~${part}`, 'maybe'], /"maybe" is none of same, part, apart/],
    [[`${whole}~${part}9`, 'same'], /no amount/],
    [['s1~s2', 'same'], /"s1" is no amount; pledgebook gap prints/],
    [[id], /write: pledgebook decide link LINK/],
  ];
  for (const [words, message] of cases) {
    const { err, code } = await ask('decide', 'link', ...words, '--by', 'Ada');
    assert.match(err, message);
    assert.equal(code, 2);
  }
  await ask('decide', 'undo', decision, '--by', 'Bo');
  assert.equal((await ask('gap', '--actor', 'DEU')).out, asked.out);
});

test('a report in another language is kept and not read; a claim by hand is in every answer', async () => {
  const book = path('german.db');
  const own = (command: string, ...args: readonly string[]) => cli(command, '--book', book, ...args);
  const text =
    '(GERMAN) BERLIN. Deutschland ist bereit, nach einem Waffenstillstand Truppen in die Ukraine zu entsenden.';
  writeFileSync(path('german.txt'), text);
  const { out } = await own(
    'add',
    path('german.txt'),
    jsonl('wire.jsonl', WIRE),
    '--publisher',
    'Rhein-Kurier',
  );
  assert.match(out, /^added {4}0 claims {4}\S+german.txt\n {4}kept, not read: the text is in German\n/);
  assert.match((await own('reports')).out, /Rhein-Kurier, \S+, de \(not read\)\n/);
  const ids = (await own('reports', '--json'))
    .json()
    .map(({ report, story }) => [report.language, report.id, story.id]);
  const [, german = ''] = ids.find(([language]) => language === 'de') ?? [];
  const [, , story = ''] = ids.find(([language]) => language !== 'de') ?? [];
  const fields = [
    'act=commit',
    'predicate=ist bereit',
    'what=Truppen in die Ukraine zu entsenden',
    'actors=DEU',
    'beneficiary=UKR',
    'measures=force.land',
    'firmness=offered',
    'conditions=after: nach einem Waffenstillstand [ceasefire]',
  ];
  const added = await own('decide', 'add', german, ...fields, '--by', 'Ada');
  assert.equal(added.code, 0, added.err);
  const [, claim = ''] = /^add (\S+) /.exec(added.out) ?? [];
  await own('decide', 'place', german, story, '--by', 'Ada');
  assert.match((await own('list', '--actor', 'DEU', '--measure', 'force')).out, /2 claims, 2 reports/);
  const shown = await own('show', claim);
  assert.match(shown.out, /commit · offered \S+ {2}accepted, by hand\n {4}Germany — Rhein-Kurier/);
  assert.match(shown.out, /│ +\^+\n[\s\S]*state:DEU\/force\.land\/state:UKR/);
  assert.match((await own('what-if', 'ceasefire=yes')).out, /^in force \(1\)\n {2}Germany · force\.land/);
  assert.match(
    (await own('compare', story)).out,
    /offered \(1 voice[\s\S]*“ist bereit, nach einem Waffenstillstand/,
  );
});

test('a copy that comes later has what was decided, and says so; a merged claim answers with its successor', async () => {
  const book = path('copies.db');
  const own = (command: string, ...args: readonly string[]) => cli(command, '--book', book, ...args);
  const [{ id }] = (await own('add', '--json', jsonl('first.jsonl', WIRE))).json();
  await own('decide', 'accept', `${id}#c1`, '--by', 'Ada');
  await own('decide', 'merge', `${id}#c1`, `${id}#c2`, '--by', 'Bo');
  const copy = { ...WIRE, document: { ...WIRE.document, publisher: 'Danube Wire' } };
  const { out } = await own('add', jsonl('copy.jsonl', copy));
  assert.match(
    out,
    /\n {4}accept carried from (d-\w+) \(Ada, [\d-]+\): \w+#c1 {2}\(\1\.\w{12}\)\n {4}merge carried from (d-\w+) \(Bo, [\d-]+\): \w+#c1 {2}\(\2\.\w{12}\)\n/,
  );
  const [, second = ''] = /: (\w+)#c1/.exec(out) ?? [];
  const file = (await own('reports', second)).out;
  assert.match(file, /#c2 {2}gone/);
  assert.match(file.replace(/\s+/g, ' '), /accept \w+#c1 Ada, [\d-]+, carried from d-\w+ of [\d-]+/);
  const shown = await own('show', `${second}#c2`);
  assert.match(
    shown.out,
    /^\w+#c2 is now \w+#c1 \(merge, Bo, [\d-]+, d-\w+\.\w+\)\n\n\w+#c1\n {4}commit .+ {2}accepted\n/,
  );
  const [answer] = (await own('show', '--json', `${second}#c2`)).json();
  assert.deepEqual(
    answer.now.map((kept: { claim: { id: string } }) => kept.claim.id.slice(-3)),
    ['#c1'],
  );
  assert.equal((await own('list', '--state', 'rejected')).out, '');
  const unknown = await own('show', `${second}#c99`);
  assert.match(unknown.err, /there is no claim/);
  assert.equal(unknown.code, 2);
});

test('gap: in another currency at the rates of a table', async () => {
  const rates = path('rates.csv');
  writeFileSync(rates, 'date,from,to,rate,source\n2025-01,EUR,USD,1.1,ECB\n');
  const { out } = await ask('gap', '--beneficiary', 'UKR', '--in', 'USD', '--rates', rates);
  assert.match(out, /EUR 25,000,000 {2}= USD 27,500,000/);
  assert.match(out, /\n {4}rate {11}1 EUR = 1\.1 USD, 2025-01, ECB\n/);
});

test('an empty book says so', async () => {
  const book = path('empty.db');
  await (await openBook({ book })).close();
  for (const command of ['list', 'matrix', 'timeline', 'collisions', 'what-if', 'gap'])
    assert.match(
      (await cli(command, '--book', book)).err,
      /from 0 reports; pledgebook add puts reports into a book\n$/,
    );
});

test('wrong usage: exit 2 and what is wrong', async () => {
  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['list', '--actr', 'DEU'], /Unknown option '--actr'/],
    [['list', '--firmness', 'firm'], /"firm" is no firmness/],
    [['list', '--state', 'seen'], /no state of review "seen"/],
    [['matrix', '--measure', 'forse'], /no measure or family "forse"/],
    [['timeline', '--since', 'Monday'], /"Monday" is no date/],
    [['show'], /name an entry/],
    [['show', 'state:XXX'], /no entry "state:XXX"/],
    [['compare', 'story:none'], /no story "story:none"/],
    [['what-if', 'ceasefire'], /ceasefire/],
    [['what-would-it-take', '--limit', '0', 'actor=DEU'], /"0" is no number/],
    [['diff', '2025-09-04'], /two dates are wanted/],
    [['gap', '--in', 'EUR'], /--in and --rates go together/],
    [['gap', '--in', 'euro', '--rates', 'x.csv'], /"euro" is no currency/],
  ];
  for (const [[command = '', ...args], message] of wrong) {
    const { err, code } = await ask(command, ...args);
    assert.match(err, message);
    assert.equal(code, 2, `${command} ${args.join(' ')}`);
  }
  const { err, code } = await ask('gap', '--in', 'EUR', '--rates', path('nowhere.csv'));
  assert.match(err, /nowhere\.csv: it cannot be read; check the path \(input\/rates\)/);
  assert.equal(code, 1);
});

test('no line is wider than 80 columns', async () => {
  const [id = ''] = (await ask('compare')).out.match(/story:\w+/) ?? [];
  for (const args of [
    ['list'],
    ['show', TROOPS],
    ['matrix'],
    ['timeline'],
    ['compare', id],
    ['collisions'],
    ['what-if', '--all', 'ceasefire=yes'],
    ['what-would-it-take', 'actor=DEU'],
    ['diff', '2025-09-04', '2025-12-31'],
    ['gap'],
  ]) {
    const [command = '', ...rest] = args;
    for (const line of (await ask(command, ...rest)).lines) assert.ok(stringWidth(line) <= 80, line);
  }
});
