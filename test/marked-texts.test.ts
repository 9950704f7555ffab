import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { loadProfiles } from '../src/claims/profile.ts';
import { ACTS, CONDITION_KINDS, FIRMNESS, TRIGGER_KINDS, UNDERTAKINGS } from '../src/document/vocabulary.ts';

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
const linesOf = <T>(path: string): T[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const found = join(import.meta.dirname, '../train/gold-found');
const foundTexts = new Map(linesOf<Marks>(join(found, 'marks.jsonl')).map(({ doc, text }) => [doc, text]));
const marked: readonly Marks[] = [
  ...[folder, join(import.meta.dirname, '../train/gold-written')].flatMap((from) =>
    globSync('*.json', { cwd: from }).map((file) => read<Marks>(join(from, file))),
  ),
  ...linesOf<Marks>(join(found, 'claims.jsonl')).map((line): Marks => {
    const text = foundTexts.get(line.doc);
    return text === undefined ? line : { ...line, text };
  }),
];

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

const claimsOf = new Map(
  [...marked, ...globSync('*.json', { cwd: train }).map((file) => read<Marks>(join(train, file)))].map(
    (text) => [text.doc, text.claims],
  ),
);

test('each correction is of a mark that is there, or of a place where none is', () => {
  type Correction = { readonly doc: string } & (
    | { readonly add: { readonly predicateSpan: Offsets; readonly act: string } }
    | { readonly at: Offsets; readonly act: string; readonly set: { readonly act?: string } | null }
  );
  for (const correction of linesOf<Correction>(join(folder, 'corrections.jsonl'))) {
    const claims = claimsOf.get(correction.doc);
    const said = JSON.stringify(correction);
    if (!claims) assert.ok(!existsSync(train), `${correction.doc} is no marked text`);
    else if ('add' in correction) {
      const { predicateSpan: at, act } = correction.add;
      assert.ok(ACTS.some((known) => known === act) && at[0] < at[1], said);
      assert.ok(!claims.some((c) => c.act === act && isDeepStrictEqual(c.predicateSpan, at)), said);
    } else {
      const { at, act, set } = correction;
      assert.ok(
        claims.some((c) => c.act === act && isDeepStrictEqual(c.predicateSpan, at)),
        said,
      );
      assert.ok(
        set === null || set.act === undefined || (set.act !== act && ACTS.some((a) => a === set.act)),
        said,
      );
    }
  }
});

test('what is marked of a claim’s subject is of the guideline’s vocabulary, and each of a claim that is there', () => {
  interface Subjects {
    readonly doc: string;
    readonly claims: readonly {
      readonly predicateSpan: Offsets;
      readonly measures: readonly string[];
      readonly quantities: readonly { readonly span: Offsets }[];
      readonly when?: { readonly span: Offsets } | null;
      readonly triggers?: readonly { readonly any?: readonly string[]; readonly all?: readonly string[] }[];
    }[];
  }
  const subjects = linesOf<Subjects>(join(folder, '../gold-subjects/marks.jsonl'));
  assert.ok(subjects.length > 500);
  const measureIds = new Set(loadProfiles().flatMap(({ measures }) => measures.map(({ id }) => id)));
  for (const { doc, claims } of subjects) {
    for (const { predicateSpan, measures, quantities, when, triggers } of claims) {
      const said = `${doc} ${predicateSpan}`;
      const known = claimsOf.get(doc);
      if (known)
        assert.ok(
          known.some((c) => isDeepStrictEqual(c.predicateSpan, predicateSpan)),
          said,
        );
      else assert.ok(!existsSync(train), `${doc} is no marked text`);
      assert.ok(
        measures.length > 0 && measures.every((id) => id === 'other' || measureIds.has(id)),
        `${said}: ${measures}`,
      );
      for (const { span } of [...quantities, ...(when ? [when] : [])]) assert.ok(span[0] < span[1], said);
      for (const name of (triggers ?? []).flatMap(({ any, all }) => any ?? all ?? []))
        assert.ok(
          TRIGGER_KINDS.some((kind) => kind === name.replace(/^!/, '').replace(/:.*/s, '')),
          `${said}: ${name}`,
        );
    }
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
