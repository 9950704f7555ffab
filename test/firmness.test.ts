import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firmnessOf } from '../src/claims/firmness.ts';
import { ACTS } from '../src/document/vocabulary.ts';
import { readCases } from './case-files.ts';

describe('how firm an undertaking is, by the words of its predicate', () => {
  for (const { file, name, text, expected } of readCases('firmness')) {
    it(`${file}: ${name}`, () => {
      const [, said, predicate = ''] = /^\((\p{L}+)\) .*<(.*)>/su.exec(text) ?? [];
      const act = ACTS.find((known) => known === said);
      assert.ok(act);
      assert.deepEqual([firmnessOf(act, predicate)?.value ?? 'left'], expected);
    });
  }
});
