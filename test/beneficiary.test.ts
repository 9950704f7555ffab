import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claimBeneficiaries } from '../src/claims/beneficiary.ts';
import { measureReader } from '../src/claims/measures.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import { readCases } from './case-files.ts';
import { markedClaim } from './marked-claim.ts';

const measuresOf = measureReader(loadProfiles());

describe('beneficiary of a claim', () => {
  for (const { file, name, text, expected } of readCases('beneficiary')) {
    it(`${file}: ${name}`, () => {
      const { claim, document } = markedClaim(text);
      const [found] = claimBeneficiaries(
        [claim],
        measuresOf([claim], document).map(({ value }) => value),
        document,
      );
      const names = (found?.value ?? []).map((id) => document.actors.find((a) => a.id === id)?.name);
      assert.deepEqual(names, expected, found?.reason.name ?? 'none');
    });
  }

  it('follows the claims of the report about the same thing', () => {
    const told = markedClaim(
      '(commit; targets Ukraine)\nFrance <will give> Ukraine {troops}. Italy refused.',
    );
    const { document } = told;
    const start = document.text.indexOf('refused');
    const refusal = {
      ...told.claim,
      id: 'c2',
      act: 'refuse' as const,
      predicate: { start, end: start + 'refused'.length },
      targets: [],
      what: null,
    };
    const [, second] = claimBeneficiaries([told.claim, refusal], [['force.land'], ['force.land']], document);
    assert.deepEqual(second?.value, ['state:UKR']);
    assert.equal(second?.reason.name, 'beneficiary.of-the-report');
  });
});
