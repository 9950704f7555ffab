import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stemOf } from '../src/claims/measure-words.ts';
import { classOf } from '../src/claims/word-classes.ts';

const file = readFileSync(new URL('../resources/rules/word-classes.txt', import.meta.url), 'utf8');
const lines = file.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('words of like meaning are of one class, and of another one than other words', () => {
  assert.equal(classOf('anger'), classOf('outrage'));
  assert.notEqual(classOf('anger'), classOf('tariff'));
  assert.match(classOf('anger') ?? '', /^#[a-z]+$/);
});

test('a word that no class has is of none', () => {
  assert.equal(classOf('zzzzqx'), undefined);
});

test('each word is in one class, as words are looked for: without its endings', () => {
  const words = lines.flatMap((line) => line.split(' '));
  assert.equal(new Set(words).size, words.length);
  assert.deepEqual(
    words.filter((word) => !/^[a-z]{3,}$/.test(word)),
    [],
  );
  assert.equal(classOf(stemOf('vehicles') ?? ''), classOf('vehicle'));
});

test('each class that speaks for a measure is one of the file', () => {
  const known = new Set(lines.map((line) => `#${line.split(' ')[0]}`));
  const weights = readFileSync(new URL('../resources/rules/measure-words.tsv', import.meta.url), 'utf8');
  const spoken = new Set(weights.match(/(?<=^\w+ )#[a-z]+(?=\t)/gm));
  assert.ok(spoken.size > 100);
  assert.deepEqual(
    [...spoken].filter((name) => !known.has(name)),
    [],
  );
});
