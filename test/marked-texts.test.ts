import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ACTS, CONDITION_KINDS, FIRMNESS, UNDERTAKINGS } from '../src/document/vocabulary.ts';

type Offsets = readonly [start: number, end: number];
interface Marks {
  readonly doc: string;
  readonly sha256: string;
  readonly text?: string;
  readonly claims: readonly {
    readonly act: (typeof ACTS)[number];
    readonly predicateSpan: Offsets;
    readonly whatSpan: Offsets | null;
    readonly firmness: (typeof FIRMNESS)[number] | null;
    readonly conditions: readonly {
      readonly kind: (typeof CONDITION_KINDS)[number];
      readonly span: Offsets;
    }[];
  }[];
}

const folder = join(import.meta.dirname, '../train/gold');
const dev = join(import.meta.dirname, '../../shared/gold/dev');
const train = join(import.meta.dirname, '../../shared/gold/train');
const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));
const marked = globSync('*.json', { cwd: folder }).map((file) => read<Marks>(join(folder, file)));

test('each claim of the marked texts is of the guideline’s vocabulary, and its spans lie in the text', () => {
  assert.ok(marked.length > 100);
  for (const { doc, text, claims } of marked) {
    for (const { act, predicateSpan, whatSpan, firmness, conditions } of claims) {
      assert.ok(ACTS.includes(act), `${doc}: ${act}`);
      assert.equal(firmness !== null, UNDERTAKINGS.has(act), `${doc}: ${act} with ${firmness}`);
      assert.ok(firmness === null || FIRMNESS.includes(firmness), `${doc}: ${firmness}`);
      assert.ok(
        conditions.every(({ kind }) => CONDITION_KINDS.includes(kind)),
        doc,
      );
      for (const [start, end] of [predicateSpan, whatSpan ?? [0, 1], ...conditions.map((c) => c.span)]) {
        assert.ok(
          start < end && end <= (text?.length ?? Number.POSITIVE_INFINITY),
          `${doc}: ${start}–${end}`,
        );
      }
    }
  }
});

test('a marked text that is passed on has its hash, and the texts of Reuters are not passed on', () => {
  for (const { doc, sha256, text } of marked) {
    assert.equal(text === undefined, doc.startsWith('reuters-'), doc);
    if (text !== undefined) assert.equal(createHash('sha256').update(text).digest('hex'), sha256, doc);
  }
});

test('each correction is of a mark that is there, or of a place where none is', () => {
  interface Correction {
    readonly doc: string;
    readonly span: Offsets;
    readonly was: (typeof ACTS)[number] | null;
    readonly is: (typeof ACTS)[number] | null;
  }
  const claims = new Map(
    [...marked, ...globSync('*.json', { cwd: train }).map((file) => read<Marks>(join(train, file)))].map(
      (text) => [text.doc, text.claims],
    ),
  );
  const corrections = readFileSync(join(folder, 'corrections.jsonl'), 'utf8').trim().split('\n');
  for (const correction of corrections) {
    const { doc, span, was, is }: Correction = JSON.parse(correction);
    assert.notEqual(was, is, correction);
    assert.ok(is === null || ACTS.includes(is), correction);
    const there = claims
      .get(doc)
      ?.filter(({ predicateSpan: [start, end] }) => start < span[1] && span[0] < end);
    if (!there) assert.ok(!existsSync(train), `${doc} is no marked text`);
    else
      assert.deepEqual(
        there.map((c) => c.act),
        was === null ? [] : [was],
        correction,
      );
  }
});

test('no development text is among them', { skip: !existsSync(dev) }, () => {
  const held = new Set(
    globSync('*.json', { cwd: dev }).map((file) => read<{ sha256: string }>(join(dev, file)).sha256),
  );
  assert.ok(held.size > 0);
  assert.deepEqual(
    marked.filter(({ sha256 }) => held.has(sha256)).map(({ doc }) => doc),
    [],
  );
});
