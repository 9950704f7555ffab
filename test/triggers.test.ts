import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadProfiles } from '../src/claims/profile.ts';
import { triggerReader } from '../src/claims/triggers.ts';
import { findDates } from '../src/language/dates.ts';
import { readCases } from './case-files.ts';
import { markedClaim } from './marked-claim.ts';

const triggerOf = triggerReader(loadProfiles());

describe('triggers of a condition', () => {
  for (const { file, name, text, expected } of readCases('triggers')) {
    it(`${file}: ${name}`, () => {
      const { claim, document } = markedClaim(text);
      const [condition] = claim.conditions;
      assert.ok(condition);
      const { value, reason } = triggerOf(condition, claim, document, findDates(document));
      const [key, names] = Object.entries(value ?? {})[0] ?? ['none', []];
      assert.deepEqual([[key, ...names].join(' ')], expected, reason.name);
    });
  }
});
