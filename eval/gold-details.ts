import { claimBeneficiaries } from '../src/claims/beneficiary.ts';
import { measureReader } from '../src/claims/measures.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import { claimQuantities } from '../src/claims/quantities.ts';
import { triggerReader } from '../src/claims/triggers.ts';
import { claimWhen } from '../src/claims/when.ts';
import { findDates } from '../src/language/dates.ts';
import { findQuantities } from '../src/language/quantities.ts';
import { detailedDocs, readGold } from './gold.ts';

/**
 * Reads the details off gold claims instead of found ones, one reading a line, so that what the rules lose is told apart
 * from what the model loses:
 *   node eval/gold-details.ts ../shared/gold >readings.jsonl
 *   node ../shared/tools/score-details.mjs ../shared/gold/details readings.jsonl
 */
const [folder = '../shared/gold'] = process.argv.slice(2);
const profiles = loadProfiles();
const measuresOf = measureReader(profiles);
const triggerOf = triggerReader(profiles);

for (const doc of detailedDocs(folder)) {
  const { document, claims } = readGold(folder, doc);
  const dates = findDates(document);
  const quantities = findQuantities(document);
  const measures = measuresOf(claims, document).map(({ value }) => value);
  const beneficiaries = claimBeneficiaries(claims, measures, document);
  const reading = {
    doc,
    actors: document.actors,
    claims: claims.map((claim, i) => ({
      predicate: claim.predicate,
      measures: measures[i],
      conditions: claim.conditions.map((condition) => ({
        ...condition,
        trigger: triggerOf(condition, claim, document, dates).value,
      })),
      quantities: claimQuantities(claim, document, quantities),
      when: claimWhen(claim, document, dates),
      beneficiary: beneficiaries[i]?.value ?? [],
    })),
  };
  process.stdout.write(`${JSON.stringify(reading)}\n`);
}
