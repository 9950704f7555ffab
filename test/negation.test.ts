import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { negationOf } from '../src/claims/negation.ts';
import { ACTS } from '../src/document/vocabulary.ts';
import { span } from '../src/text/span.ts';
import { readCases } from './case-files.ts';

describe('whether a predicate is denied', () => {
  for (const { file, name, text: marked, expected } of readCases('negation')) {
    it(`${file}: ${name}`, () => {
      const [, said, sentence = ''] = /^\((\p{L}+)\) (.*)$/su.exec(marked) ?? [];
      const act = ACTS.find((known) => known === said);
      assert.ok(act);
      const text = sentence.replace(/[<>]/g, '');
      const predicate = span(sentence.indexOf('<'), sentence.indexOf('>') - 1);
      const { value, reason } = negationOf(act, predicate, span(0, text.length), text);
      assert.deepEqual([value ? 'negated' : 'plain'], expected, reason.name);
    });
  }
});
