import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { letterCase, letterCases } from '../src/model/letter-case.ts';
import { vocabularyOf, wordPieces } from '../src/model/word-pieces.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const bert = vocabularyOf(read('../resources/models/standard/vocabulary.txt').trimEnd().split('\n'), 104);
const fixture: { texts: [string, string][]; outside: Record<string, string> } = JSON.parse(
  read('fixtures/word-pieces.json'),
);

function piecesHash(texts: readonly string[]): string {
  const digest = createHash('sha256');
  for (const text of texts) {
    const { count, ids, starts, ends } = wordPieces(text, bert);
    const values = new Int32Array(3 * count);
    for (let i = 0; i < count; i++) values.set([ids[i] ?? 0, starts[i] ?? 0, ends[i] ?? 0], 3 * i);
    digest.update(values);
  }
  return digest.digest('hex').slice(0, 12);
}

/** Each piece as it is written in the text. */
const written = (text: string) => {
  const { starts, ends } = wordPieces(text, bert);
  return Array.from(starts, (start, i) => text.slice(start, ends[i]));
};

test("pieces and offsets are those of the trainer's tokenizer", () => {
  assert.ok(fixture.texts.length > 1000);
  for (const [text, hash] of fixture.texts) assert.equal(piecesHash([text]), hash, JSON.stringify(text));
});

const shared = new URL('../../shared/', import.meta.url).pathname;

test('the same on the texts that are not shipped', { skip: !existsSync(shared) }, () => {
  for (const [pattern, hash] of Object.entries(fixture.outside)) {
    const texts = globSync(pattern, { cwd: shared })
      .sort()
      .map((file) => readFileSync(shared + file))
      .map((raw) =>
        pattern.endsWith('.json') ? JSON.parse(raw.toString('utf8')).text : raw.toString('latin1'),
      );
    assert.equal(piecesHash(texts), hash, pattern);
  }
});

test('offsets lead to what is written', () => {
  assert.deepEqual(written('Zaporizhzhia, 26 pledges'), [
    'Za',
    'por',
    'iz',
    'h',
    'zhi',
    'a',
    ',',
    '26',
    'pledge',
    's',
  ]);
  assert.deepEqual(written('𝒜 l’Élysée 😀!'), ['𝒜', 'l', '’', 'Ély', 'sée', '😀', '!']);
  assert.deepEqual(written('co\u00adoperate'), ['co\u00adoperate']);
});

test('a piece that goes on with a word says so', () => {
  assert.deepEqual([...wordPieces('pledges fail', bert).continues], [0, 1, 0]);
});

test('properties: pieces lie in order inside any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const { count, starts, ends } = wordPieces(text, bert);
      for (let i = 0; i < count; i++) {
        const [start, end] = [starts[i] ?? -1, ends[i] ?? -1];
        assert.ok(0 <= start && start < end && end <= text.length);
        assert.ok(start >= (starts[i - 1] ?? 0) && end >= (ends[i - 1] ?? 0));
      }
    }),
  );
});

test('a word of a megabyte takes no longer than a text of a megabyte', () => {
  const million = 1_000_000;
  for (const text of [
    'a'.repeat(million),
    'é'.repeat(million),
    '-'.repeat(million),
    'unbelievable '.repeat(million / 13),
  ]) {
    const before = process.cpuUsage();
    wordPieces(text, bert);
    assert.ok(process.cpuUsage(before).user < 2e6, 'more than two seconds');
  }
});

test('letter case is that of Python', () => {
  const cases = ['', 'a', '1', 'A', 'US', 'Us', 'U2', 'U.', 'É', 'ÉU', 'ÉUa', 'ǅ', '𝐀', '𝐀𝐁', 'Aǅ', '€A'].map(
    letterCase,
  );
  assert.deepEqual(cases, [0, 0, 0, 1, 2, 1, 2, 2, 1, 2, 1, 0, 1, 2, 1, 0]);
  const text = 'The US said in Évian that NATO';
  assert.deepEqual([...letterCases(text, wordPieces(text, bert))].slice(0, 4), [1, 2, 0, 0]);
});
