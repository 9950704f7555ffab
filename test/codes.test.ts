import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeReader, codeRules } from '../src/claims/codes.ts';
import { claimFactuality } from '../src/claims/factuality.ts';
import { measureReader } from '../src/claims/measures.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import { readCases } from './case-files.ts';
import { markedClaim } from './marked-claim.ts';

const measuresOf = measureReader(loadProfiles());
const codeOf = codeReader();

describe('event codes and factuality', () => {
  for (const { file, name, text, expected } of readCases('codes')) {
    it(`${file}: ${name}`, () => {
      const { claim, document } = markedClaim(text);
      const { value, reason } = codeOf(claim, measuresOf([claim], document)[0]?.value ?? [], document);
      const factuality = claimFactuality(claim, document);
      const line = `${value.plover} ${value.cameo} ${factuality.value}`;
      assert.deepEqual([line], expected, `${reason.name}, ${factuality.reason.name}`);
    });
  }
});

describe('rules of event codes', () => {
  for (const rule of codeRules()) {
    for (const example of rule.examples) {
      it(`${rule.id}: ${example}`, () => {
        const [act = '', predicate = '', what = ''] = example.split(' | ');
        const firmness = [...(rule.firmness ?? [])][0];
        const settings = [
          act,
          ...(rule.negated ? ['negated'] : []),
          ...(firmness ? [`firmness ${firmness}`] : []),
        ];
        const { claim, document } = markedClaim(`(${settings.join('; ')})\nThey <${predicate}> {${what}}.`);
        const { reason } = codeOf(claim, measuresOf([claim], document)[0]?.value ?? [], document);
        assert.equal(reason.name, `codes.${rule.id}`);
      });
    }
  }
});
