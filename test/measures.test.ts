import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Derived } from '../src/claims/derived.ts';
import { measureReader } from '../src/claims/measures.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import type { Attributed, BareClaim } from '../src/document/layers.ts';
import { readCases } from './case-files.ts';
import { markedClaim } from './marked-claim.ts';

const readMeasures = measureReader(loadProfiles());

function measuresOf(claim: BareClaim, document: Attributed): Derived<readonly string[]> {
  const [measures] = readMeasures([claim], document);
  assert.ok(measures);
  return measures;
}

describe('measures of a claim', () => {
  for (const { file, name, text, expected } of readCases('measures')) {
    it(`${file}: ${name}`, () => {
      const { claim, document } = markedClaim(text);
      const { value, reason } = measuresOf(claim, document);
      assert.deepEqual([...value].sort(), [...expected].sort(), reason.name);
    });
  }

  it('says which words told', () => {
    const { claim, document } = markedClaim('(commit)\nSweden <pledged> {fighter jets}.');
    assert.match(measuresOf(claim, document).reason.name, /^measure\.own-words: fighter/);
  });

  it('does not slow down on a long line without sense', () => {
    const text = 'withdraw from send open stop '.repeat(20_000);
    const { claim, document } = markedClaim('(commit)\nSweden <pledged> {jets}.');
    const started = process.cpuUsage();
    measuresOf(claim, { ...document, text, sentences: [{ start: 0, end: text.length }] });
    // Half a megabyte takes half a second of one core; patterns that backtrack would take minutes.
    assert.ok(process.cpuUsage(started).user < 5_000_000);
  });
});
