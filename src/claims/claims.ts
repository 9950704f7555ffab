import type { Attributed, Claim, Claimed, PerhapsMissed, Predicted } from '../document/layers.ts';
import { findDates } from '../language/dates.ts';
import { findQuantities } from '../language/quantities.ts';
import { overlaps } from '../text/span.ts';
import { bareClaims, confidenceOf, type ModelSettings, type Reasoned } from './bare-claims.ts';
import { claimBeneficiaries } from './beneficiary.ts';
import { actOf, type Candidate, type ClaimThresholds, candidatesOf, isClaim } from './claim-evidence.ts';
import { codeReader } from './codes.ts';
import { byRule } from './derived.ts';
import { claimFactuality } from './factuality.ts';
import { withoutFailed } from './failed.ts';
import { sentenceAt } from './inside.ts';
import { measureReader } from './measures.ts';
import type { Profile } from './profile.ts';
import { claimQuantities } from './quantities.ts';
import { triggerReader } from './triggers.ts';
import { claimWhen } from './when.ts';
import { claimPlaces } from './where.ts';

const NOBODY = byRule<readonly string[]>([], 'beneficiary.none');
const OTHER_MEASURE = byRule<readonly string[]>(['other'], 'measure.none');

/** What was nearly found, without anything that a claim has beside its act. */
const missedPerhaps = (
  candidates: readonly Candidate[],
  { sentences }: Attributed,
  { calibration }: ModelSettings,
): readonly PerhapsMissed[] =>
  candidates.map((candidate) => ({
    predicate: candidate.predicate,
    act: actOf(candidate),
    sentence: sentenceAt(sentences, candidate.predicate.start),
    confidence: confidenceOf(candidate, calibration),
  }));

/** Reads what the model's predicates come to: the last layer. */
export function claimReader(
  profiles: readonly Profile[],
  settings: ModelSettings & { readonly thresholds: ClaimThresholds },
): (document: Attributed & Predicted) => Claimed {
  const measuresOf = measureReader(profiles);
  const triggerOf = triggerReader(profiles);
  const codesOf = codeReader();
  return (document) => {
    const dates = findDates(document);
    const quantities = findQuantities(document);
    const believed = Map.groupBy(candidatesOf(document), (candidate) =>
      isClaim(candidate, settings.thresholds),
    );
    const predictedClaims = withoutFailed(document.text, believed.get(true) ?? []);
    const missed = believed.get(false) ?? [];
    const found = bareClaims({ ...document, predictedClaims }, settings);
    const bare = found.map(({ claim }) => claim);
    const bySentence = Map.groupBy(bare, ({ sentence }) => sentence);
    const measuresByClaim = measuresOf(bare, document);
    const beneficiaries = claimBeneficiaries(
      bare,
      measuresByClaim.map(({ value }) => value),
      document,
      found.map(({ beneficiaries: pointed }) => pointed),
    );
    const finish = ({ claim, reasons }: Reasoned, index: number): Claim => {
      const measures = measuresByClaim[index] ?? OTHER_MEASURE;
      const predicted = predictedClaims[index];
      const triggers = claim.conditions.map((condition) =>
        triggerOf(
          condition,
          claim,
          document,
          dates,
          predicted?.conditions.find(({ span }) => overlaps(span, condition))?.triggers,
        ),
      );
      const beneficiary = beneficiaries[index] ?? NOBODY;
      const factuality = claimFactuality(claim, document);
      const codes = codesOf(claim, measures.value, document);
      return Object.freeze({
        ...claim,
        conditions: claim.conditions.map((condition, i) =>
          Object.freeze({ ...condition, trigger: triggers[i]?.value ?? null }),
        ),
        measures: measures.value,
        quantities: claimQuantities(claim, document, quantities, predicted?.pointers),
        when: claimWhen(
          claim,
          document,
          dates,
          predicted?.pointers,
          bySentence.get(claim.sentence)?.map(({ predicate }) => predicate),
        ),
        where: claimPlaces(claim, document),
        beneficiary: beneficiary.value,
        factuality: factuality.value,
        plover: codes.value.plover,
        cameo: codes.value.cameo,
        rule: 'model.predicate',
        reasons: {
          ...reasons,
          measures: measures.reason,
          ...Object.fromEntries(triggers.map(({ reason }, i) => [`trigger ${i + 1}`, reason])),
          beneficiary: beneficiary.reason,
          factuality: factuality.reason,
          codes: codes.reason,
        },
      });
    };
    const { predictedClaims: _, predictedAttributions: __, ...layers } = document;
    const perhapsMissed = missedPerhaps(missed, document, settings);
    return Object.freeze({ ...layers, claims: found.map(finish), perhapsMissed });
  };
}
