import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Pointers, Predicted, Tokenised } from '../src/document/layers.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { TAGS } from '../src/model/channels.ts';
import type { Manifest } from '../src/model/folder.ts';
import { loadModel } from '../src/model/index.ts';
import { predict } from '../src/model/predict.ts';
import { openSession, type Session } from '../src/model/session.ts';
import { vocabularyOf } from '../src/model/word-pieces.ts';
import { ResourceError } from '../src/text/errors.ts';
import { slice } from '../src/text/span.ts';

const toy = fileURLToPath(new URL('fixtures/toy-model', import.meta.url));

const NOTHING = UNKNOWN;
const tokenised = (text: string): Tokenised => ({
  text,
  metadata: NOTHING,
  sentences: [],
  paragraphs: Array.from(text.matchAll(/\S.*/g), (m) => ({ start: m.index, end: m.index + m[0].length })),
});

const read = async (text: string): Promise<Predicted> => (await loadModel(toy)).predict(tokenised(text));

/** The word pieces that pointers are over, as written. */
const piecesOf = (text: string, { starts, ends }: Pointers): string[] =>
  Array.from(starts, (start, i) => text.slice(start, ends[i]));

/** Predicates with their act and what, one a line. */
const claims = ({ text, predictedClaims }: Predicted): string[] =>
  predictedClaims.map(({ predicate, acts, what }) =>
    [slice(text, predicate), acts[0]?.value, what && slice(text, what.value)].join(' | '),
  );

test('a text is read: predicates, what, conditions, firmness, negation, pointers', async () => {
  const text = 'France rejected it, US will send new tanks after a ceasefire.';
  const read_ = await read(text);
  assert.deepEqual(claims(read_), ['rejected | reject | new tanks', 'will send | commit | new tanks']);
  const [rejected, sent] = read_.predictedClaims;
  assert.ok(rejected && sent);
  assert.ok(rejected.negated > 0.9 && rejected.probability > 0.9 && sent.negated <= 0.5);
  assert.equal(sent.acts.length, 13);
  assert.equal(sent.firmness[0]?.value, 'offered');
  assert.deepEqual(
    sent.conditions.map(({ span, kinds, triggers }) => [
      slice(text, span),
      kinds[0]?.value,
      triggers[0]?.value,
    ]),
    [['after a ceasefire', 'after', 'ceasefire']],
  );
  const { probabilities } = sent.pointers;
  const pieces = piecesOf(text, sent.pointers);
  assert.deepEqual(
    pieces.filter((_, i) => (probabilities.actor[i] ?? 0) > 0.9),
    ['US'],
  );
  assert.equal(probabilities.reporter.length, pieces.length);
  assert.deepEqual(
    pieces.filter((_, i) => (probabilities.quantity[i] ?? 0) > 0.9),
    ['new'],
  );
});

test('an attribution: cue, source and content share no piece', async () => {
  const { text, predictedAttributions } = await read('"We never," said the minister, "we never fight."');
  assert.deepEqual(
    predictedAttributions.map(({ cue, source, content }) => [
      slice(text, cue),
      source && slice(text, source.value),
      content.map((c) => slice(text, c)),
    ]),
    [['said', 'minister', ['We never', 'we never fight']]],
  );
});

test('a text without words has no claims', async () => {
  for (const text of ['', ' \n\t ', '\u0000']) assert.deepEqual(claims(await read(text)), []);
});

test('windows change nothing: a long text is read like its sentences', async () => {
  // 7 pieces a sentence against a stride of 14, so that predicates also lie on the borders of windows
  const sentences = 61;
  const long = await read(`${'It will send new tanks . '.repeat(sentences)}Italy pledged troops .`);
  assert.deepEqual(claims(long), [
    ...Array(sentences).fill('will send | commit | new tanks'),
    'pledged | commit | troops',
  ]);
  const starts = long.predictedClaims.map((c) => c.predicate.start);
  assert.deepEqual(
    starts,
    starts.toSorted((a, b) => a - b),
  );
});

test('a predicate that does not end is cut, and nothing is read twice', async () => {
  const { predictedClaims } = await read(`will ${'send '.repeat(100)}`);
  const spans = predictedClaims.map((c) => c.predicate);
  assert.equal(spans[0]?.start, 0);
  assert.equal(spans.at(-1)?.end, 504);
  for (const [i, s] of spans.entries()) assert.ok(i === 0 || (spans[i - 1]?.end ?? 0) < s.start);
});

test('no span crosses a paragraph', async () => {
  assert.deepEqual(claims(await read('It will\nsend new\ntanks')), [
    'will | commit | new',
    'send | commit | new',
  ]);
});

test('the same text gives the same answer, also when read at the same time as others', async () => {
  const text = 'France pledged troops. "We never fight," said the minister. '.repeat(20);
  const alone = await read(text);
  const together = await Promise.all([read(text), read('US rejected tanks.'), read(text)]);
  assert.deepEqual(together[0], alone);
  assert.deepEqual(together[2], alone);
  assert.deepEqual(claims(together[1]), ['rejected | reject | tanks']);
});

test('progress grows to the whole text', async () => {
  const seen: [number, number][] = [];
  const model = await loadModel(toy);
  await model.predict(tokenised('it '.repeat(60)), { onProgress: (done, all) => seen.push([done, all]) });
  assert.deepEqual(seen, [
    [24, 60],
    [38, 60],
    [52, 60],
    [60, 60],
  ]);
});

test('a model is loaded once', () => assert.equal(loadModel(toy), loadModel(toy)));

test('memory does not grow with the text: a window is asked about at once or after the next one', async () => {
  const session = await openSession(toy);
  const encoded: unknown[] = [];
  const run: typeof session.run = async (half, inputs) => {
    const outputs = await session.run(half, inputs);
    if (half === 'encoder') encoded.push(outputs['shared']?.buffer);
    else assert.ok(encoded.slice(-2).includes(inputs['shared']?.[0].buffer));
    return outputs;
  };
  await predict({ ...session, run }, tokenised('It will send new tanks . '.repeat(50)));
  assert.ok(encoded.length > 20);
});

test('a model with a reach looks no farther from a predicate than that', async () => {
  const session = await openSession(toy);
  const within = (reach: number) =>
    predict(
      { ...session, manifest: { ...session.manifest, reach } },
      tokenised('It , , US will send new tanks .'),
    );
  const near = await within(2);
  assert.deepEqual(claims(near), ['will send | commit | new tanks']);
  const pointers = near.predictedClaims[0]?.pointers;
  assert.ok(pointers);
  assert.deepEqual(piecesOf(near.text, pointers), [',', 'US', 'will', 'send', 'new', 'tank']);
  assert.deepEqual(
    Array.from(pointers.probabilities.actor, (p) => p > 0.9),
    [false, true, false, false, false, false],
  );
  assert.equal((await within(30)).predictedClaims[0]?.pointers.starts.length, 10);
});

/** The same model, whose tags of the first kind (nothing) are raised so far in each window. */
const doubting = (session: Session, by: number): Session => ({
  ...session,
  run: async (half, inputs) => {
    const outputs = await session.run(half, inputs);
    const { tags } = outputs;
    return tags
      ? { ...outputs, tags: tags.map((logit, i) => (i % TAGS === 0 ? logit + by : logit)) }
      : outputs;
  },
});

test('a second model has a share in what a predicate is, and none in what follows from it', async () => {
  const session = await openSession(toy);
  const text = tokenised('US will send new tanks after a ceasefire. '.repeat(9));
  const alone = await predict(session, text);
  const asked = { half: new Set<string>() };
  const beside = (by: number, share: number) => {
    const second = doubting(session, by);
    const run: Session['run'] = (half, inputs) => {
      asked.half.add(half);
      return second.run(half, inputs);
    };
    return predict(session, text, {}, { session: { ...second, run }, share });
  };
  assert.deepEqual(await beside(0, 0.5), alone);
  assert.deepEqual((await beside(1000, 0.5)).predictedClaims, []);
  const less = (await beside(4, 0.25)).predictedClaims;
  assert.equal(less.length, alone.predictedClaims.length);
  assert.ok(less.every(({ probability }, i) => probability < (alone.predictedClaims[i]?.probability ?? 0)));
  assert.deepEqual([...asked.half], ['encoder']);
});

test('two models that cut words otherwise cannot read together', async () => {
  const session = await openSession(toy);
  const vocabulary = vocabularyOf(['[UNK]', 't', '##t'], 0);
  await assert.rejects(
    predict(session, tokenised('tt tt'), {}, { session: { ...session, vocabulary }, share: 0.2 }),
    { code: 'model/second' },
  );
});

async function broken(change: (folder: string) => Promise<void>): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'toy-model-'));
  try {
    await cp(toy, folder, { recursive: true });
    await change(folder);
    return await loadModel(folder).then(
      () => assert.fail('it was loaded'),
      (error: unknown) => error,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function edited(folder: string, edit: (json: Manifest) => object): Promise<void> {
  const path = join(folder, 'model.json');
  await writeFile(path, JSON.stringify(edit(JSON.parse(await readFile(path, 'utf8')))));
}

const damages: [name: string, code: string, file: RegExp, change: (folder: string) => Promise<void>][] = [
  ['no folder', 'model/missing', /model\.json is missing/, (f) => rm(f, { recursive: true })],
  ['no encoder', 'model/missing', /encoder\.onnx is missing/, (f) => rm(join(f, 'encoder.onnx'))],
  [
    'a changed byte',
    'model/damaged',
    /embeddings\.bin differs/,
    async (f) => {
      const bytes = await readFile(join(f, 'embeddings.bin'));
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      await writeFile(join(f, 'embeddings.bin'), bytes);
    },
  ],
  [
    'half a model.json',
    'model/damaged',
    /model\.json is not valid JSON/,
    (f) => writeFile(join(f, 'model.json'), '{"name"'),
  ],
  [
    'no threshold',
    'model/damaged',
    /model\.json has no valid value for reject/,
    (f) => edited(f, (json) => ({ ...json, thresholds: { ...json.thresholds, claims: { reject: 2 } } })),
  ],
  [
    'a second without a name',
    'model/damaged',
    /model\.json does not say which model is the second/,
    (f) => edited(f, (json) => ({ ...json, second: { share: 0.2 } })),
  ],
  [
    'another model.json',
    'model/damaged',
    /model\.json has no valid value for hidden/,
    (f) => writeFile(join(f, 'model.json'), '{"hidden": "many"}'),
  ],
];
for (const [name, code, message, change] of damages) {
  test(`a model that is not whole: ${name}`, async () => {
    const error = await broken(change);
    assert.ok(error instanceof ResourceError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.match(error.message, /docs\/training\.md/);
  });
}

test('a model that was mended can be loaded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'toy-model-'));
  await assert.rejects(loadModel(folder), ResourceError);
  await cp(toy, folder, { recursive: true });
  assert.equal((await loadModel(folder)).manifest.hidden, 99);
  await rm(folder, { recursive: true });
});

test('the bare calls of a reading can be made again', async () => {
  const { bareCalls } = await loadModel(toy);
  const again = await bareCalls(tokenised('France pledged troops.'));
  for (const _ of [1, 2]) await assert.doesNotReject(again);
});
