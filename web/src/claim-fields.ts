import type { Claim, Mark } from './api-types.ts';
import { comparedText } from './compared-words.ts';
import { listText, shareText } from './format.ts';
import { measureName, nameOf } from './names.ts';
import { texts } from './texts.ts';
import { conditionText } from './trigger-words.ts';

export type FieldName = keyof typeof texts.document.field;

/** What a claim says, field by field, in words; what it leaves open is left out. */
export function claimFields(
  claim: Claim | Mark,
  text: string | null,
): readonly { readonly name: FieldName; readonly value: string }[] {
  const words = (span: { readonly start: number; readonly end: number } | null): string =>
    span === null ? '' : wordsIn(claim, text, span.start, span.end);
  const fields: readonly (readonly [FieldName, string])[] = [
    [
      'act',
      `${claim.act}${claim.negated ? ` (${texts.document.negated})` : ''}: “${words(claim.predicate)}”`,
    ],
    ['actors', listText(claim.actors.map(nameOf))],
    ['targets', listText(claim.targets.map(nameOf))],
    ['what', words(claim.what)],
    ['beneficiary', listText(claim.beneficiary.map(nameOf))],
    ['measures', listText(claim.measures.map(measureName))],
    ['firmness', claim.firmness === null ? '' : texts.firmness[claim.firmness]],
    ['conditions', listText(claim.conditions.map((of) => `${conditionText(of)}: “${words(of)}”`))],
    ['quantities', listText(claim.quantities.map(comparedText))],
    ['when', claim.when === null ? '' : `${comparedText(claim.when)}: “${words(claim.when)}”`],
    ['where', listText(claim.where.map(({ name }) => name))],
    ['sources', listText(claim.sources.map(nameOf))],
    ['factuality', texts.factuality[claim.factuality]],
    ['confidence', shareText(claim.confidence)],
  ];
  return fields.flatMap(([name, value]) => (value === '' ? [] : [{ name, value }]));
}

/** From the text, and where it is not served from the sentence. */
function wordsIn(claim: Claim | Mark, text: string | null, start: number, end: number): string {
  if (text !== null) return text.slice(start, end);
  const from = claim.sentence.start;
  return 'quote' in claim
    ? claim.quote.sentence.slice(Math.max(0, start - from), Math.max(0, end - from))
    : '';
}
