import { type Span, slice } from '../../text/span.ts';
import { type ClaimRow, triggerWords } from './rows.ts';

/** Characters before and after the words, by which they are found again where the text has changed. */
const BESIDE = 32;

/** The vocabulary of the claims' own fields beside that of Web Annotation. */
export const CONTEXT = [
  'http://www.w3.org/ns/anno.jsonld',
  { pledgebook: 'urn:pledgebook:vocabulary:' },
] as const;

/** A name of its own for a claim or a report that has no address. */
export const urn = (kind: 'claim' | 'report', id: string): string =>
  `urn:pledgebook:${kind}:${encodeURIComponent(id)}`;

/**
 * A claim as a W3C Web Annotation of its sentence: where it stands, by its words and by its position; in bodies what it is.
 * Positions are counted in code points, as the Recommendation wants them (in UTF-16 code units in the book).
 */
export function annotationOf({
  claim,
  in: { report, marking },
  code,
  name,
  state,
  byHand,
  learned,
}: ClaimRow) {
  const tag = (value: string) => ({ type: 'TextualBody', purpose: 'tagging', format: 'text/plain', value });
  const words = (span: Span | null) => (span === null ? null : slice(report.text, span));
  return {
    id: urn('claim', claim.id),
    type: 'Annotation',
    motivation: 'classifying',
    created: learned,
    creator: byHand ? { type: 'Person', name: 'by hand' } : { type: 'Software', name: 'pledgebook' },
    body: [
      tag(claim.act),
      ...(claim.firmness === null ? [] : [tag(claim.firmness)]),
      ...claim.measures.map(tag),
      {
        id: `${urn('claim', claim.id)}:fields`,
        type: ['Dataset', 'pledgebook:Claim'],
        'pledgebook:id': claim.id,
        'pledgebook:act': claim.act,
        'pledgebook:negated': claim.negated,
        'pledgebook:firmness': claim.firmness,
        'pledgebook:factuality': claim.factuality,
        'pledgebook:actors': claim.actors.map((id) => ({ id: partyUrn(id), 'pledgebook:name': name(id) })),
        'pledgebook:targets': claim.targets.map((id) => ({ id: partyUrn(id), 'pledgebook:name': name(id) })),
        'pledgebook:beneficiaries': claim.beneficiary.map((id) => ({
          id: partyUrn(id),
          'pledgebook:name': name(id),
        })),
        'pledgebook:sources': claim.sources.map((id) => ({ id: partyUrn(id), 'pledgebook:name': name(id) })),
        'pledgebook:measures': claim.measures,
        'pledgebook:predicate': words(claim.predicate),
        'pledgebook:what': words(claim.what),
        'pledgebook:conditions': claim.conditions.map((condition) => ({
          'pledgebook:kind': condition.kind,
          'pledgebook:trigger': triggerWords(condition.trigger),
          'pledgebook:words': words(condition),
        })),
        'pledgebook:plover': code.plover,
        'pledgebook:cameo': code.cameo,
        'pledgebook:confidence': claim.confidence,
        'pledgebook:review': state,
        'pledgebook:marking': marking,
      },
    ],
    target: {
      type: 'SpecificResource',
      source: {
        id: report.url ?? urn('report', report.id),
        type: 'Text',
        'pledgebook:report': report.id,
        'pledgebook:title': report.title,
        'pledgebook:publisher': report.publisher,
        'pledgebook:published': report.published,
      },
      selector: selectorsOf(report.text, claim.sentence),
    },
  };
}

const partyUrn = (id: string): string => `urn:pledgebook:party:${encodeURIComponent(id)}`;

function selectorsOf(text: string, { start, end }: Span) {
  const from = codePoints(text.slice(0, start));
  return [
    {
      type: 'TextQuoteSelector',
      exact: text.slice(start, end),
      prefix: text.slice(Math.max(0, start - BESIDE), start).replace(/^[\udc00-\udfff]/, ''),
      suffix: text.slice(end, end + BESIDE).replace(/[\ud800-\udbff]$/, ''),
    },
    { type: 'TextPositionSelector', start: from, end: from + codePoints(text.slice(start, end)) },
  ];
}

const codePoints = (text: string): number =>
  text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
