import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { run } from '../src/cli/run.ts';
import { fakeReader } from './fake-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-decide-'));
const book = join(folder, 'book.db');
let report = '';

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Runs `pledgebook ARGS…` over the fake reader, on one book, as Ada. */
async function cli(...args: readonly string[]): Promise<Ended> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const code = await run(args, { ...streams, createSourceReader: async () => fakeReader });
  const said = (stream: PassThrough) => stripVTControlCharacters(String(stream.read() ?? ''));
  return { out: said(streams.stdout), err: said(streams.stderr), code };
}

async function json(...args: readonly string[]) {
  const { out, err, code } = await cli(...args, '--json');
  assert.equal(code, 0, err);
  return out
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

before(async () => {
  process.env['PLEDGEBOOK_BOOK'] = book;
  process.env['PLEDGEBOOK_BY'] = 'Ada';
  const path = join(folder, 'report.txt');
  writeFileSync(path, 'The sample report.');
  const [added] = await json('add', path);
  report = added.id;
});
after(() => {
  delete process.env['PLEDGEBOOK_BOOK'];
  delete process.env['PLEDGEBOOK_BY'];
  rmSync(folder, { recursive: true });
});

/** As it is printed. */
const short = () => report.slice('sha256:'.length).slice(0, 12);

const claimOf = async (id: string) => {
  const [file] = await json('reports', short());
  return file.claims.find((kept: { claim: { id: string } }) => kept.claim.id === `${report}#${id}`);
};

test('a claim is accepted by the id that reports prints, by whom and why', async () => {
  assert.match(
    (await cli('reports', short())).out,
    new RegExp(`${short()}#c1  unreviewed  org:european-union`),
  );
  const { out, code } = await cli('decide', 'accept', `${short()}#c1`, '--why', 'as it says');
  assert.equal(code, 0);
  const [, decision = ''] = /^accept \w+#c1 {2}\((d-\w+)\)\n.+unreviewed → accepted/.exec(out) ?? [];
  const told = (await cli('reports', short())).out;
  assert.match(told, new RegExp(`${short()}#c1  accepted`));
  assert.match(told, new RegExp(`${decision}  accept ${short()}#c1  Ada, .+: as it says`));
  await cli('decide', 'undo', decision);
  assert.equal((await claimOf('c1')).state, 'unreviewed');
  assert.match((await cli('reports', short())).out, /\(undone\)/);
});

test('fields are mended by words of the report, ids and words of the glossary', async () => {
  const [{ decision, changes }] = await json(
    'decide',
    'mend',
    `${short()}#c1`,
    'firmness=formal',
    'actors=FRA,org:european-union',
    'what=new sanctions',
    'conditions=only-if: if Moscow refuses peace talks [!negotiations or attack:RUS]',
    'negated=yes',
    '--party',
    'state:FRA=France',
  );
  assert.equal(changes.length, 1);
  const { claim, state } = await claimOf('c1');
  const { text } = (await json('reports', short()))[0].report.report;
  assert.equal(state, 'accepted');
  assert.deepEqual(
    [claim.firmness, claim.actors, claim.negated],
    ['formal', ['state:FRA', 'org:european-union'], true],
  );
  assert.equal(text.slice(claim.what.start, claim.what.end), 'new sanctions');
  const [condition] = claim.conditions;
  assert.deepEqual(
    [condition.kind, condition.trigger],
    ['only-if', { any: ['!negotiations', 'attack:RUS'] }],
  );
  assert.equal(text.slice(condition.start, condition.end), 'if Moscow refuses peace talks');
  await cli('decide', 'undo', decision);
  assert.equal((await claimOf('c1')).claim.firmness, 'pledged');
});

test('a claim is added, and split with a plus', async () => {
  const [added] = await json(
    'decide',
    'add',
    short(),
    'act=position',
    'predicate=would not go',
    'measures=force.land',
  );
  const [split] = await json('decide', 'split', added.subject, 'negated=yes', '+', 'act=reject');
  const parts = (await json('reports', short()))[0].claims.filter((kept: { claim: { id: string } }) =>
    kept.claim.id.startsWith(`${report}#${split.decision}`),
  );
  assert.deepEqual(
    parts.map(({ claim }: { claim: { act: string; negated: boolean } }) => [claim.act, claim.negated]),
    [
      ['position', true],
      ['reject', false],
    ],
  );
  await cli('decide', 'undo', split.decision);
  await cli('decide', 'undo', added.decision);
});

test('a report is read again, and what was decided stays', async () => {
  await cli('decide', 'mend', `${short()}#c1`, 'firmness=formal');
  const { out } = await cli('reread', short());
  assert.match(out, /^reread \w+ {2}\(d-\w+\), reader [\d.]+ → [\d.]+\n/);
  assert.match(out, /kept as decided/);
  const { claim, state } = await claimOf('2.c1');
  assert.deepEqual([claim.firmness, state], ['formal', 'accepted']);
  // The old id answers with the new one.
  assert.equal((await json('decide', 'accept', `${short()}#c1`))[0].subject, `${report}#2.c1`);
});

test('a decision on an actor is previewed, taken, shown with each claim, and undone', async () => {
  const alias = ['decide', 'alias', 'the European Union', 'org:council', 'from=2025-09'];
  const who = ['--party', 'org:council=Council of the EU'];
  const { out: seen } = await cli(...alias, ...who, '--preview');
  assert.match(seen, /^alias org:council {2}\(a preview: nothing was changed\)\n/);
  assert.match(seen, /“the European Union” means org:council from 2025-09\n/);
  assert.match(
    seen,
    /\b2 claims touched\n {4}\w+#2\.c1: actors org:european-union → org:council\n {8}KYIV - The/,
  );
  assert.equal((await json(...alias, ...who, '--preview'))[0].decision, null);
  assert.match((await cli('list', '--actor', 'council')).out, /^\n?$/);

  const [{ decision, touched }] = await json(...alias, ...who);
  assert.deepEqual(
    touched.map(({ claim, after }: { claim: string; after: object }) => [claim, after]),
    [
      [`${report}#2.c1`, { actors: ['org:council'] }],
      [`${report}#2.c2`, { targets: ['org:council'] }],
    ],
  );
  const entry = 'org:council/sanctions.any/state:RUS';
  const { out } = await cli('show', entry);
  assert.match(
    out,
    new RegExp(
      `Council of the EU \\(“European Union”; read as org:european-union,\\s+${decision}\\) — Dnipro Daily`,
    ),
  );
  const [shown] = await json('show', 'org:european-union/sanctions.any/state:RUS');
  assert.equal(shown.id, entry);
  assert.deepEqual(shown.claims[0].replacements[0].decisions, [decision]);
  assert.deepEqual(shown.parties.find(({ id }: { id: string }) => id === 'org:council').aliases, [
    'the European Union',
    'org:european-union',
  ]);
  assert.match(
    (await cli('reports', short())).out,
    new RegExp(`org:council \\(read as org:european-union,\\s+${decision}`),
  );
  const undone = await cli('decide', 'undo', decision);
  assert.match(
    undone.out,
    /no longer: “the European Union” means org:council from 2025-09\n {4}2 claims touched/,
  );
  assert.equal((await json('list', '--actor', 'european-union')).length, 1);
});

test('a coalition is written with the terms of its members, an office with its own', async () => {
  const members = 'members=USA,org:european-union 2025-09/,group:26-countries /2025-08';
  const [{ changes, decision }] = await json(
    'decide',
    'coalition',
    'coalition:x',
    'The X',
    'X group',
    members,
  );
  const { names, members: those } = changes[0].after;
  assert.deepEqual(names, ['The X', 'X group']);
  assert.deepEqual(those, [
    { party: 'state:USA' },
    { party: 'org:european-union', from: '2025-09' },
    { party: 'group:26-countries', until: '2025-08' },
  ]);
  await cli('decide', 'undo', decision);
  const sized = await cli('decide', 'coalition', 'coalition:x', 'The X', 'size=30', '--preview');
  assert.match(sized.out, /“The X” means coalition:x, 30 members; members: none/);
  const wrong = await cli('decide', 'coalition', 'coalition:x', 'The X', 'size=many');
  assert.deepEqual([wrong.code, /"many" is no number of members; write size=30/.test(wrong.err)], [2, true]);
  const named = ['coalition:x', 'European Union', 'members=USA 2025-09/,group:26-countries /2025-08'];
  const [eu] = await json('decide', 'coalition', ...named);
  const [speaker] = await json('decide', 'alias', 'Macron', 'coalition:x');
  const { out: shown } = await cli('show', 'coalition:x/sanctions.any/state:RUS');
  assert.match(shown, /^European Union · sanctions\.any/);
  assert.match(
    shown,
    new RegExp(
      `European Union \\(read as org:european-union,\\s+${eu.decision};\\s+then United\\s+States\\) — `,
    ),
  );
  assert.match(
    shown,
    new RegExp(`sources: European Union \\(“Macron”; read as state:FRA,\\s+${speaker.decision}; then`),
  );
  for (const id of [eu.decision, speaker.decision]) await cli('decide', 'undo', id);
  const office = ['office', 'Emmanuel Macron', 'French president', 'coalition:x', '--party', 'coalition:x=X'];
  const { out } = await cli('decide', ...office, 'until=2027-05', '--preview');
  assert.match(out, /“Emmanuel Macron”, French president, acts for coalition:x until 2027-05/);
  assert.match(out, /sources state:FRA → coalition:x/);
  assert.match(
    (await cli('decide', 'merge-actors', 'USA', 'RUS', '--preview')).out,
    /state:RUS → state:USA\n.+touched/,
  );
  const split = ['split-actor', 'USA', 'RUS', 'words=Trump', `report=${short()}`, '--preview'];
  assert.match((await cli('decide', ...split)).out, /claims of state:USA in \w+ by “Trump” → state:RUS/);
});

test('a report’s date is mended, and what follows from it is printed before and after', async () => {
  const path = join(folder, 'dated.jsonl');
  const text = 'The sample report of another day.';
  writeFileSync(path, `${JSON.stringify({ text, publisher: 'Rhein-Kurier', published: '2025-09-04' })}\n`);
  const [added] = await json('add', path);
  await cli('decide', 'grade', 'Weser-Anzeiger', 'C');
  const mended = await cli(
    'decide',
    'mend-report',
    added.id,
    'published=2025-09-18',
    'publisher=Weser-Anzeiger',
  );
  assert.match(mended.out, /publisher Rhein-Kurier → Weser-Anzeiger, published 2025-09-04 → 2025-09-18\n/);
  assert.match(mended.out, /\n {4}grade of its source: F → C\n/);
  const [kept] = await json('reports', added.id);
  assert.equal(kept.report.report.published, '2025-09-18');
  await cli('remove', added.id);
});

test('reports are listed by their tags and markings, with notes, title and story', async () => {
  await cli('decide', 'label', short(), 'tag=paris', 'marking=internal');
  await cli('decide', 'note', short(), 'ask Paris');
  await cli('decide', 'mend-report', short(), 'title=Another title');
  await cli('decide', 'place', short(), 'story:paris');
  const { out } = await cli('reports', '--tag', 'paris');
  assert.match(out, /^Another title\n/);
  assert.match(out, /\[internal\] {2}#paris {2}story:paris \(by hand\)/);
  assert.deepEqual(await json('reports', '--no-marking', 'internal'), []);
  assert.match((await cli('reports', short())).out, /ask Paris \(Ada, /);
});

test('what is wrong is said, and changes nothing', async () => {
  const decided = (await json('reports', short()))[0].decisions.length;
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['decide'], /say what to decide: accept, reject/],
    [['decide', 'bless', 'x'], /no decision "bless"/],
    [['decide', 'accept', `${short()}#c99`], /no claim/],
    [['decide', 'mend', `${short()}#2.c1`, 'act=vow'], /act: "vow" is none of commit/],
    [['decide', 'mend', `${short()}#2.c1`, 'what=no such words'], /does not stand in the report/],
    [['decide', 'mend', `${short()}#2.c1`, 'predicate=e'], /several times; write which: \d+-\d+, /],
    [['decide', 'mend', `${short()}#2.c1`, 'conditions=after a ceasefire'], /write KIND: WORDS \[TRIGGER\]/],
    [['decide', 'mend', `${short()}#c1`, 'firmness'], /sets no field/],
    [['decide', 'grade', 'Harbour Wire', 'G'], /no grade/],
    [['decide', 'label', short(), 'colour=red'], /write tag=WORD/],
    [['decide', 'alias', 'Paris'], /write: pledgebook decide alias NAME ACTOR \[from=DATE\]/],
    [['decide', 'alias', 'Paris', 'USA', 'since=2025'], /write: pledgebook decide alias NAME ACTOR/],
    [['decide', 'alias', 'Paris', 'FRAU'], /knows nobody by the id "FRAU"/],
    [['decide', 'coalition', 'coalition:x', 'X', 'members=USA 2025'], /"USA 2025" is no member/],
    [['purge', short()], /for good; say --yes/],
    [['remove'], /name a report/],
    [['reread'], /name a report/],
  ];
  for (const [args, words] of cases) {
    const { err, code } = await cli(...args);
    assert.equal(code, 2, err);
    assert.match(err, words);
  }
  process.env['PLEDGEBOOK_BY'] = '';
  assert.match(
    (await cli('decide', 'accept', `${short()}#c1`)).err,
    /say who decides: --by NAME, or PLEDGEBOOK_BY/,
  );
  process.env['PLEDGEBOOK_BY'] = 'Ada';
  assert.equal((await json('reports', short()))[0].decisions.length, decided);
});

test('decisions lists what was decided, by whom and since when', async () => {
  const [{ decision }] = await json('decide', 'note', short(), 'ask the ministry', '--by', 'Bo');
  const own = await json('decisions', '--by', 'Bo');
  assert.deepEqual(
    own.map(({ id, kind, by, undone }: Record<string, unknown>) => ({ id, kind, by, undone })),
    [{ id: decision, kind: 'note', by: 'Bo', undone: false }],
  );
  await cli('decide', 'undo', decision);
  assert.match((await cli('decisions', '--kind', 'note')).out, /\(undone\)/);
  assert.deepEqual(await json('decisions', '--since', '2099-01-01'), []);
  assert.equal((await cli('decisions', '--since', 'soon')).code, 2);
});

test('a report is removed, restored, and purged with a plain warning', async () => {
  await cli('remove', short());
  assert.equal((await cli('reports')).out, '');
  assert.match((await cli('reports', '--removed')).out, /removed/);
  await cli('restore', short());
  assert.match((await cli('reports')).out, new RegExp(short()));
  const { out, err, code } = await cli('purge', '--yes', short());
  assert.equal(code, 0);
  assert.match(out, /^purge \w+ {2}\(d-\w+\)\n$/);
  assert.match(err, /cannot be undone. What remains: its id, .+exported/);
  assert.match((await cli('reports', short())).err, /no report|purged/);
});
