import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadProfiles } from '../src/claims/profile.ts';
import type { Trigger } from '../src/document/layers.ts';

type Offsets = readonly [start: number, end: number];
interface Text {
  readonly doc: string;
  readonly sha256: string;
  readonly claims: readonly { readonly predicateSpan: Offsets; readonly conditions: readonly unknown[] }[];
}
interface Details {
  readonly doc: string;
  readonly sha256: string;
  readonly published: string;
  readonly claims: readonly {
    readonly i: number;
    readonly predicateSpan: Offsets;
    readonly measures: readonly string[];
    readonly triggers: readonly Trigger[];
    readonly when: { readonly from: string | null; readonly to: string | null } | null;
    readonly quantities?: readonly {
      readonly value: number | null;
      readonly low: number | null;
      readonly high: number | null;
      readonly unit: string;
    }[];
  }[];
}

const train = join(import.meta.dirname, '../train');
const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));
const all = globSync('gold-details/*/*.json', { cwd: train }).map((file) => read<Details>(join(train, file)));

test('marked details are of claims of the marked texts, with measures of the taxonomy and a trigger a condition', () => {
  const known = new Set(loadProfiles().flatMap(({ measures }) => measures.map(({ id }) => id)));
  assert.ok(all.length >= 50);
  for (const { doc, sha256, published, claims } of all) {
    const text = read<Text>(join(train, 'gold', `${doc}.json`));
    assert.equal(sha256, text.sha256, doc);
    assert.match(published, /^\d{4}-\d\d-\d\d$/, doc);
    assert.equal(claims.length, text.claims.length, doc);
    for (const { i, predicateSpan, measures, triggers, when } of claims) {
      const place = `${doc}, claim ${i}`;
      assert.deepEqual(predicateSpan, text.claims[i]?.predicateSpan, place);
      assert.equal(triggers.length, text.claims[i]?.conditions.length, place);
      assert.ok(measures.length > 0 && measures.every((id) => known.has(id)), `${place}: ${measures}`);
      assert.ok(when === null || (when.from ?? '0') <= (when.to ?? '9'), place);
    }
  }
});

test('no text is both for rules and kept back, nor among those for measuring', () => {
  const docs = all.map(({ doc }) => doc);
  assert.equal(new Set(docs).size, docs.length);
  const measured = globSync('../eval/details/*.json', { cwd: train }).map(
    (file) => read<Details>(join(train, file)).sha256,
  );
  assert.deepEqual(
    all.filter(({ sha256 }) => measured.includes(sha256)).map(({ doc }) => doc),
    [],
  );
});

test('texts marked for measures alone have measures of the taxonomy, and none is for rules, kept back or for measuring', () => {
  const known = new Set(loadProfiles().flatMap(({ measures }) => measures.map(({ id }) => id)));
  const fitted = globSync('gold-measures/*.json', { cwd: train }).map((file) =>
    read<Details>(join(train, file)),
  );
  assert.ok(fitted.length >= 100);
  for (const { doc, claims } of fitted)
    for (const { i, measures } of claims)
      assert.ok(
        measures.length > 0 && measures.every((id) => known.has(id)),
        `${doc}, claim ${i}: ${measures}`,
      );
  const elsewhere = globSync(['gold-details/*/*.json', '../eval/details/*.json'], { cwd: train }).map(
    (file) => read<Details>(join(train, file)).sha256,
  );
  assert.deepEqual(
    fitted.filter(({ sha256 }) => elsewhere.includes(sha256)).map(({ doc }) => doc),
    [],
  );
});

/** The closed vocabulary of triggers (docs/profiles.md, "Triggers"). */
const TRIGGER =
  /^!?(?:ceasefire|peace-agreement|agreement|negotiations|framework-clear|review|(?:approval|ratification|backing|participation|request|compliance|withdrawal|payment|attack|election|sanctions-lifted|inspection):\S.*|date:\d{4}(?:-\d\d){0,2}|other:\S.*)$/;

test('texts marked for triggers alone name kinds of the vocabulary, and none is marked twice or for measuring', () => {
  const marked = globSync('gold-triggers/*/*.json', { cwd: train }).map((file) =>
    read<Details>(join(train, file)),
  );
  assert.ok(marked.length >= 300);
  assert.equal(new Set(marked.map(({ sha256 }) => sha256)).size, marked.length);
  for (const { doc, sha256, claims } of marked) {
    const file = join(train, 'gold', `${doc}.json`);
    const text = existsSync(file) ? read<Text>(file) : null;
    if (text !== null) assert.equal(sha256, text.sha256, doc);
    for (const { i, predicateSpan, triggers } of claims) {
      const names = triggers.flatMap((trigger) => ('any' in trigger ? trigger.any : trigger.all));
      assert.ok(triggers.length > 0 && names.length > 0, doc);
      assert.deepEqual(
        names.filter((name) => !TRIGGER.test(name)),
        [],
        doc,
      );
      if (text === null) continue;
      assert.deepEqual(predicateSpan, text.claims[i]?.predicateSpan, doc);
      assert.equal(triggers.length, text.claims[i]?.conditions.length, doc);
    }
  }
  const elsewhere = globSync(['gold-details/*/*.json', 'gold-measures/*.json', '../eval/details/*.json'], {
    cwd: train,
  }).map((file) => read<Details>(join(train, file)).sha256);
  assert.deepEqual(
    marked.filter(({ sha256 }) => elsewhere.includes(sha256)).map(({ doc }) => doc),
    [],
  );
});

test('texts marked for quantities and dates alone have periods and numbers that can be, and none is kept back elsewhere or for measuring', () => {
  const marked = globSync('gold-figures/*/*.json', { cwd: train }).map((file) => ({
    file,
    ...read<Details>(join(train, file)),
  }));
  assert.ok(marked.length >= 130);
  assert.equal(new Set(marked.map(({ sha256 }) => sha256)).size, marked.length);
  for (const { doc, claims } of marked)
    for (const { when, quantities } of claims) {
      assert.ok(when === null || (when.from ?? '0') <= (when.to ?? '9'), doc);
      for (const { value, low, high, unit } of quantities ?? [])
        assert.ok((value ?? low ?? high) !== null && unit !== '', doc);
    }
  const elsewhere = globSync(
    [
      'gold-details/*/*.json',
      'gold-measures/*.json',
      'gold-triggers/kept-back/*.json',
      '../eval/details/*.json',
    ],
    { cwd: train },
  ).map((file) => read<Details>(join(train, file)).sha256);
  assert.deepEqual(
    marked.filter(({ sha256 }) => elsewhere.includes(sha256)).map(({ doc }) => doc),
    [],
  );
});
