import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assembleOwnDetails } from '../eval/own-details.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import { ACTS, CONDITION_KINDS, FIRMNESS, UNDERTAKINGS } from '../src/document/vocabulary.ts';

type Offsets = readonly [start: number, end: number];
interface Marks {
  readonly doc: string;
  readonly sha256: string;
  readonly published: string;
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
    readonly measures: readonly string[];
    readonly quantities: readonly {
      readonly span: Offsets;
      readonly value: number | null;
      readonly low: number | null;
      readonly high: number | null;
      readonly unit: string;
    }[];
    readonly when: {
      readonly span: Offsets;
      readonly from: string | null;
      readonly to: string | null;
    } | null;
    readonly triggers: readonly { readonly any?: readonly string[]; readonly all?: readonly string[] }[];
  }[];
}
type Claim = Marks['claims'][number];

const DAY = /^\d{4}-\d\d-\d\d$/;
const TRIGGER =
  /^!?(ceasefire|peace-agreement|agreement|negotiations|framework-clear|review|(approval|ratification|backing|participation|request|compliance|withdrawal|payment|attack|election|sanctions-lifted|inspection):\S.*|date:\d{4}(-\d\d){0,2}|other:\S.*)$/;

const root = join(import.meta.dirname, '..');
const reuters = join(root, '../shared/data/reuters');
const gold = join(root, '../shared/gold');
const read = (folder: string): Marks[] =>
  globSync('*.json', { cwd: folder }).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const marked = read(join(root, 'eval/details'));

const spansOf = (claim: Claim): readonly Offsets[] => [
  claim.predicateSpan,
  ...(claim.whatSpan ? [claim.whatSpan] : []),
  ...claim.conditions.map(({ span }) => span),
  ...claim.quantities.map(({ span }) => span),
  ...(claim.when ? [claim.when.span] : []),
];

/** Whether a span stands in the text and cuts no word in two. */
function isWhole(text: string, [start, end]: Offsets): boolean {
  const words = text.slice(start, end);
  return (
    start < end && end <= text.length && words === words.trim() && !cuts(text, start) && !cuts(text, end)
  );
}

const cuts = (text: string, at: number): boolean => /^[\p{L}\p{N}]{2}$/u.test(text.slice(at - 1, at + 1));

test('claims and details are of the guidelines’ vocabulary', () => {
  assert.ok(marked.length >= 40);
  const measures = new Set(loadProfiles().flatMap((profile) => profile.measures.map(({ id }) => id)));
  for (const { doc, published, claims } of marked) {
    assert.match(published, DAY, doc);
    for (const claim of claims) {
      const where = `${doc} at ${claim.predicateSpan[0]}`;
      assert.ok(ACTS.includes(claim.act), where);
      assert.equal(claim.firmness !== null, UNDERTAKINGS.has(claim.act), where);
      assert.ok(claim.firmness === null || FIRMNESS.includes(claim.firmness), where);
      assert.ok(
        claim.conditions.every(({ kind }) => CONDITION_KINDS.includes(kind)),
        where,
      );
      assert.ok(claim.measures.length > 0, where);
      for (const id of claim.measures) assert.ok(measures.has(id), `${where}: ${id}`);
      for (const { value, low, high, unit } of claim.quantities)
        assert.ok(unit !== '' && (value ?? low ?? high) !== null, where);
      for (const day of [claim.when?.from, claim.when?.to]) if (day) assert.match(day, DAY, where);
      if (claim.when?.from && claim.when.to) assert.ok(claim.when.from <= claim.when.to, where);
      assert.equal(claim.triggers.length, claim.conditions.length, where);
      for (const trigger of claim.triggers.flatMap(({ any, all }) => any ?? all ?? ['']))
        assert.match(trigger, TRIGGER, where);
    }
  }
});

test('the predicates of a text come in order, and none lies in another', () => {
  for (const { doc, claims } of marked)
    for (const [i, { predicateSpan }] of claims.entries())
      assert.ok((claims[i - 1]?.predicateSpan[1] ?? 0) <= predicateSpan[0], `${doc} at ${predicateSpan[0]}`);
});

test('a text that is passed on has its hash and its spans, and the texts of Reuters are not passed on', () => {
  for (const { doc, sha256, text, claims } of marked) {
    assert.equal(text === undefined, doc.startsWith('reuters-'), doc);
    if (text === undefined) continue;
    assert.equal(createHash('sha256').update(text).digest('hex'), sha256, doc);
    for (const at of claims.flatMap(spansOf)) assert.ok(isWhole(text, at), `${doc} at ${at}`);
  }
});

test('the spans of Reuters’ stories stand in the collection’s texts', { skip: !existsSync(reuters) }, () => {
  const out = mkdtempSync(join(tmpdir(), 'pledgebook-own-details-'));
  try {
    assembleOwnDetails(reuters, out);
    const texts = read(join(out, 'details'));
    assert.equal(texts.length, marked.length);
    for (const { doc, text = '', claims } of texts)
      for (const at of claims.flatMap(spansOf)) assert.ok(isWhole(text, at), `${doc} at ${at}`);
  } finally {
    rmSync(out, { recursive: true });
  }
});

test('none was marked for training', () => {
  const held = new Set(read(join(root, 'train/gold')).map(({ sha256 }) => sha256));
  assert.ok(held.size > 0);
  assert.deepEqual(
    marked.filter(({ sha256 }) => held.has(sha256)).map(({ doc }) => doc),
    [],
  );
});

test('none is of the project’s gold', { skip: !existsSync(gold) }, () => {
  const held = new Set(
    ['train', 'dev', 'details'].flatMap((part) => read(join(gold, part)).map(({ sha256 }) => sha256)),
  );
  assert.deepEqual(
    marked.filter(({ sha256 }) => held.has(sha256)).map(({ doc }) => doc),
    [],
  );
});
