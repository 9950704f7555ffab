import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generatedReading } from '../bench/generated-reports.ts';
import { toReading } from '../src/app/reading.ts';
import { toRecord } from '../src/app/to-record.ts';
import type { Span } from '../src/text/span.ts';
import { at, claimed, TEXT } from './claimed-sample.ts';

const sample = toReading(claimed);
/** The sample, with a mention of a state. */
const reading = { ...sample, mentions: [...sample.mentions, { ...at('Moscow'), actor: 'state:RUS' }] };
const words = (text: string, { start, end }: Span) => text.slice(start, end);

test('a generated report has other states, and its spans mean what they meant', () => {
  const texts = new Set<string>();
  for (let k = 0; k < 50; k++) {
    const { report, claims } = toRecord(generatedReading([reading], k), '2026-01-01T00:00:00.000Z');
    texts.add(report.text);
    assert.deepEqual(
      claims.map(({ predicate }) => words(report.text, predicate)),
      reading.claims.map(({ predicate }) => words(TEXT, predicate)),
    );
    const lasts = (text: string, sentences: readonly Span[]) =>
      sentences.map((sentence) => words(text, sentence).at(-1));
    assert.deepEqual(lasts(report.text, report.sentences), lasts(TEXT, reading.document.sentences));
  }
  assert.ok(texts.size > 40, `${texts.size} texts`);
});

test('the same number is the same report', () => {
  assert.deepEqual(generatedReading([reading], 7), generatedReading([reading], 7));
  assert.notEqual(generatedReading([reading], 7).document.text, generatedReading([reading], 8).document.text);
});
