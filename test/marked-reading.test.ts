import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { scoreText, together } from '../src/app/marked/layers.ts';
import { markedText, ownFolder } from '../src/app/marked/marked-folder.ts';
import { scoreOf } from '../src/app/marked/score.ts';
import { toReading } from '../src/app/reading.ts';
import { InputError } from '../src/text/errors.ts';
import { at, claimed, TEXT } from './claimed-sample.ts';
import { cli } from './cli-runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-marked-'));
after(() => rmSync(folder, { recursive: true }));

const pair = (words: string, nth = 0) => {
  const { start, end } = at(words, nth);
  return [start, end];
};

/** Marks of the sample that agree with its reading in part: what is wrong is said beside. */
const CLAIMS = [
  {
    act: 'commit',
    predicateSpan: pair('adopt'),
    actors: ['European Union'],
    targets: ['RUS', 'BLR'], // Belarus was not read
    whatSpan: pair('new sanctions'), // less than half of what was read
    firmness: 'formal', // read as pledged
    negated: false,
    conditions: [{ kind: 'only-if', span: pair('if Moscow refuses peace talks') }], // read as if
    source: 'Emmanuel Macron, Donald Trump', // joint: one is enough
  },
  { act: 'propose', predicateSpan: pair('urged'), actors: ['USA'] }, // read as demand
  {
    act: 'refuse',
    predicateSpan: pair('would not go'),
    actors: ['26 countries'],
    firmness: 'considered',
    negated: true,
  },
  { act: 'reject', predicateSpan: pair('refuses') }, // not read
];
const ATTRIBUTIONS = [
  {
    cueSpan: pair('said'),
    sourceSpan: pair('Macron'),
    contentSpans: [pair('will adopt new sanctions')],
    kind: 'direct', // read as indirect
    within: null,
  },
  {
    cueSpan: pair('citing'),
    sourceSpan: pair('Harbour Wire'), // read as the official
    contentSpans: [pair('Trump urged Europe to stop buying Russian oil')],
    kind: 'indirect',
    within: 0, // read as within nothing
  },
];
const DETAILS = [
  {
    predicateSpan: pair('adopt'),
    measures: ['sanctions.energy'], // half of sanctions.any
    triggers: [{ any: ['!negotiations'] }],
    beneficiary: 'RUS',
  },
  {
    predicateSpan: pair('would not go'),
    measures: ['force.any'], // not read
    quantities: [{ value: null, low: null, high: 10000, unit: 'troop' }],
    when: { from: '2025-09-03', to: '2025-09-04' }, // read as the 4th
  },
  { predicateSpan: pair('refuses'), measures: ['other'] }, // of a claim that was not found
];

/** A folder with these files, each as JSON, or as it is where it is a text. */
function files(name: string, given: Readonly<Record<string, unknown>>): string {
  for (const [path, content] of Object.entries(given)) {
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return join(folder, name);
}
const MARKED = files('marked', {
  'a.json': { doc: 'a', text: TEXT, claims: CLAIMS },
  'attributions/a.json': { attributions: ATTRIBUTIONS },
  'details/a.json': { published: '2025-09-05', claims: DETAILS },
  'README.md': 'no marks',
});

const counts = (
  scores: Readonly<Record<string, { right: number; marked: number; read: number } | undefined>>,
) =>
  Object.fromEntries(
    Object.entries(scores).map(([layer, count]) => [layer, [count?.right, count?.marked, count?.read]]),
  );

test('each layer: how many were right, of those marked and of those read', () => {
  const { layers, acts, judged } = scoreText(markedText('a', ownFolder(MARKED)), toReading(claimed));
  assert.deepEqual(counts(layers), {
    predicates: [3, 4, 4],
    acts: [2, 4, 4],
    actors: [2, 3, 3],
    targets: [1, 2, 2],
    what: [0, 1, 2],
    conditions: [1, 1, 1],
    conditionKinds: [0, 1, 1],
    sources: [1, 1, 3],
    firmness: [1, 2, 2],
    firmnessOfRight: [1, 2, 2],
    negation: [1, 1, 1],
    negationOfRight: [2, 2, 2],
    attributions: [2, 2, 3],
    attributionSources: [1, 2, 3],
    attributionContents: [
      'will adopt new sanctions'.length + 'Trump urged Europe to stop buying Russian oil'.length,
      'will adopt new sanctions'.length + 'Trump urged Europe to stop buying Russian oil'.length,
      claimed.attributions
        .flatMap(({ content }) => content)
        .reduce((sum, { start, end }) => sum + end - start, 0),
    ],
    attributionKinds: [1, 2, 3],
    nesting: [0, 1, 0],
    measures: [0.5, 2, 1],
    quantities: [1, 1, 1],
    dates: [0, 1, 1],
    datesOverlap: [1, 1, 1],
    triggers: [1, 1, 1],
    triggerKinds: [1, 1, 1],
    beneficiaries: [1, 1, 1],
  });
  assert.deepEqual(counts(acts), {
    commit: [1, 1, 1],
    propose: [0, 1, 0],
    refuse: [1, 1, 1],
    reject: [0, 1, 0],
    demand: [0, 0, 1],
    defer: [0, 0, 1],
  });
  assert.deepEqual(
    judged.map(({ right }) => right),
    [true, false, true, false],
  );
});

test('a layer that was not marked has no figure, and nothing is 0 where there is nothing', () => {
  const own = files('claims only', { 'a.json': { text: TEXT, claims: [] } });
  const score = scoreText(markedText('a', ownFolder(own)), toReading(claimed));
  assert.equal(score.layers.attributions, undefined);
  assert.equal(score.layers.measures, undefined);
  const { precision, recall, f1 } = scoreOf(score.layers.predicates ?? assert.fail());
  assert.deepEqual([precision, recall, f1], [0, null, 0]);
  assert.deepEqual(together([score, score]).layers.predicates, { right: 0, marked: 0, read: 8 });
});

test('what is wrong in marks is said with file, field and remedy', () => {
  for (const [content, message] of [
    ['{', /^.*a\.json is no JSON; docs\/doctor\.md shows the form$/],
    [[], /a\.json: an object is wanted/],
    [{ claims: [] }, /a\.json: there is no "text"; offsets alone/],
    [{ text: TEXT }, /a\.json: claims: a list is wanted/],
    [
      { text: TEXT, claims: [{ act: 'commit' }] },
      /a\.json: claims 1: predicateSpan: \[start, end\] is wanted/,
    ],
    [
      { text: 'x', claims: [{ act: 'meet', predicateSpan: [0, 2] }] },
      /\[0, 2\] lies outside the text, which has 1/,
    ],
    [
      { text: TEXT, claims: [{ act: 'vow', predicateSpan: [0, 2] }] },
      /claims 1: act: one of commit, refuse,/,
    ],
    [
      { text: TEXT, claims: [{ act: 'meet', predicateSpan: [0, 2], conditions: [{ kind: 'maybe' }] }] },
      /claims 1: conditions 1: kind: one of if,/,
    ],
    [{ text: TEXT, claims: [], published: 'Friday' }, /published: "Friday" is no date/],
  ] as const) {
    const own = files('wrong', { 'a.json': content });
    assert.throws(
      () => markedText('a', ownFolder(own)),
      (error: unknown) =>
        error instanceof InputError && error.code === 'input/marks' && message.test(error.message),
      String(message),
    );
  }
});

test('doctor --reading prints a row a layer, and the refused files', async () => {
  const own = files('two', {
    'a.json': { text: TEXT, claims: CLAIMS },
    'b.json': { claims: CLAIMS },
    'c.json': { text: 'FRENCH', claims: [] },
    'd.json': { text: 'BAD', claims: [] },
  });
  const { code, out, err } = await cli('doctor', '--reading', own);
  assert.equal(code, 1);
  assert.match(out, /^predicates {19}0\.750 {5}0\.750 {5}0\.750 {9}4 {9}4$/m);
  assert.match(out, /^nesting {2,}not marked|^ {2}nesting {2,}not marked$/m);
  assert.match(out, /^commit {23}1\.000 {5}1\.000 {5}1\.000 {9}1 {9}1$/m);
  assert.match(out, /^2 right of 4 claims read with 0\.9 or more, 50 %$/m);
  assert.ok(out.split('\n').every((line) => line.length <= 80));
  assert.match(err, /b\.json: there is no "text"/);
  assert.match(err, /c\.json: not read: it is not English/);
  assert.match(err, /this is no text/);
  assert.match(err, /^1 text read with standard, 3 refused$/m);
});

test('doctor --reading --json has the same as data', async () => {
  const { code, json } = await cli('doctor', '--reading', MARKED, '--json');
  assert.equal(code, 0);
  const [{ texts, layers, acts, confidence, refused }] = json();
  assert.deepEqual([texts, refused], [1, []]);
  assert.deepEqual(layers.acts, { right: 2, marked: 4, read: 4, precision: 0.5, recall: 0.5, f1: 0.5 });
  assert.equal(acts.commit.f1, 1);
  assert.deepEqual(confidence.sure, { claims: 4, right: 2 });
  assert.ok(Math.abs(confidence.expectedCalibrationError - (0.9123 - 0.5)) < 1e-9);
});

test('doctor --reading refuses what does not go with it', async () => {
  for (const [args, message] of [
    [['--reading', MARKED, '--mend'], /leave out --mend and --book/],
    [['--reading', MARKED, '--book', 'x.db'], /leave out --mend and --book/],
    [['--model', 'small'], /go with --reading FOLDER/],
    [['--reading', MARKED, '--model', 'huge'], /there is no model "huge"/],
  ] as const) {
    const { code, err } = await cli('doctor', ...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, message);
  }
  const missing = await cli('doctor', '--reading', join(folder, 'nowhere'));
  assert.equal(missing.code, 1);
  assert.match(missing.err, /nowhere: there is no such folder \(input\/missing\)/);
  const empty = await cli('doctor', '--reading', files('empty', { 'README.md': '' }));
  assert.match(empty.err, /no marked text .* \(input\/none\)/);
});
