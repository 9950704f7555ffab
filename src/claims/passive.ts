import { IRREGULAR_FORMS } from './inflection.ts';

// A form of `be`, perhaps an adverb, then the participle.
const BE = /\b(?:is|are|was|were|be|been|being)\s+(?:not\s+)?(?:\p{L}+ly\s+|also\s+|only\s+)?(\p{L}+)$/iu;

/** Participles that say how somebody stands, not what is done to something. */
const STANDING: ReadonlySet<string> = new Set(
  'prepared committed determined opposed inclined disposed interested concerned pledged bound agreed united resolved entitled'.split(
    ' ',
  ),
);

/** Whether a predicate says what is done to its subject: `would be deployed`, `had not yet been signed`; not `is prepared`. */
export function isPassive(predicate: string): boolean {
  const participle = BE.exec(predicate.replaceAll(/\s+/g, ' '))?.[1]?.toLowerCase();
  if (participle === undefined || STANDING.has(participle)) return false;
  return participle.endsWith('ed') || IRREGULAR_FORMS.has(participle);
}
