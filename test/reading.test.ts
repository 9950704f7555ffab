import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { toReading } from '../src/app/reading.ts';
import {
  ACTOR_KINDS,
  ACTS,
  ATTRIBUTION_KINDS,
  CONDITION_KINDS,
  FACTUALITY,
  FIRMNESS,
} from '../src/document/vocabulary.ts';
import * as library from '../src/index.ts';
import { claimed, TEXT } from './claimed-sample.ts';

const schema = JSON.parse(
  readFileSync(new URL('../resources/schema/reading.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
const valid = (reading: unknown) => {
  assert.ok(validate(JSON.parse(JSON.stringify(reading))), JSON.stringify(validate.errors, null, 1));
};

test('a reading is what the schema says, with and without reasons', () => {
  valid(toReading(claimed));
  valid(toReading(claimed, { explain: true }));
});

test('the schema refuses a reading with a field missing, a field too many or a word that is none', () => {
  const reading = JSON.parse(JSON.stringify(toReading(claimed)));
  const { skipped: _, ...withoutField } = reading;
  const [first] = reading.claims;
  for (const wrong of [
    withoutField,
    { ...reading, extra: 1 },
    { ...reading, claims: [{ ...first, act: 'promise' }] },
    { ...reading, claims: [{ ...first, predicate: { start: -1, end: 2 } }] },
    { ...reading, document: { ...reading.document, published: 'yesterday' } },
  ]) {
    assert.equal(validate(wrong), false);
  }
});

test('the schema has the words of the vocabulary', () => {
  const { claim, actor, attribution, condition } = schema.$defs;
  assert.deepEqual(claim.properties.act.enum, [...ACTS]);
  assert.deepEqual(claim.properties.firmness.enum, [...FIRMNESS, null]);
  assert.deepEqual(claim.properties.factuality.enum, [...FACTUALITY]);
  assert.deepEqual(actor.properties.kind.enum, [...ACTOR_KINDS]);
  assert.deepEqual(attribution.properties.kind.enum, [...ATTRIBUTION_KINDS]);
  assert.deepEqual(condition.properties.kind.enum, [...CONDITION_KINDS]);
});

test('the document is named by the hash of its text', () => {
  const hash = createHash('sha256').update(TEXT).digest('hex');
  assert.equal(toReading(claimed).document.id, `sha256:${hash}`);
});

test('spans quote the text', () => {
  const { document, claims } = toReading(claimed);
  const [first] = claims;
  assert.equal(document.text.slice(first?.predicate.start, first?.predicate.end), 'will adopt');
});

test('a reading is frozen throughout and leaves the document as it was', () => {
  const before = structuredClone(claimed);
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    assert.ok(Object.isFrozen(value));
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(toReading(claimed, { explain: true }));
  assert.deepEqual(claimed, before);
  assert.equal(Object.isFrozen(claimed.claims), false);
});

test('reasons come only when they are asked for, probabilities at four decimals', () => {
  assert.equal(toReading(claimed).claims[0]?.reasons, undefined);
  const [first] = toReading(claimed, { explain: true }).claims;
  assert.deepEqual(first?.reasons?.['act']?.runnerUp, { value: 'threaten', probability: 0.051 });
  assert.equal(first?.confidence, 0.9123);
});

test('a text in another language is kept: its reading says why it is empty', () => {
  const french = { ...claimed, metadata: { ...claimed.metadata, language: 'fr' }, claims: [] };
  const reading = toReading(french);
  assert.equal(reading.skipped, 'language');
  assert.equal(reading.document.language, 'fr');
  valid(reading);
  assert.equal(toReading(claimed).skipped, null);
});

test('the library gives the reader, the book and the errors, and nothing else', () => {
  assert.deepEqual(Object.keys(library).sort(), [
    'InputError',
    'PledgebookError',
    'ResourceError',
    'StageError',
    'StoreError',
    'UsageError',
    'createFetcher',
    'createReader',
    'openBook',
  ]);
});

test('the reader refuses a blank text, one that is too long and a date that is none', async () => {
  const reader = await library.createReader();
  await assert.rejects(reader.read(' \n'), { name: 'InputError', code: 'input/empty' });
  await assert.rejects(reader.read('a '.repeat(9 * 1024 * 1024)), { code: 'input/too-large' });
  await assert.rejects(reader.read('Text.', { published: '04.09.2025' }), {
    name: 'UsageError',
    code: 'usage/published',
  });
});
