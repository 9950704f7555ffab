import { type Span, slice } from '../text/span.ts';
import { actOf, type Candidate } from './claim-evidence.ts';

const FAILED = /^fail(?:s|ed|ing)?$/i;
/** `failed on Wednesday to [agree]` */
const INFINITIVE = /^(?:\s+(?!to\b)[^\s,;:]+){0,8}\s+(?:to\s+)?$/;

/** Claims without those of which another of the same act says that nothing came of them: `failed to agree` is one. */
export function withoutFailed(text: string, claims: readonly Candidate[]): readonly Candidate[] {
  const failures = claims.filter(({ predicate }) => FAILED.test(slice(text, predicate)));
  const leadsTo = (failure: Span, { start }: Span): boolean =>
    failure.end < start && INFINITIVE.test(text.slice(failure.end, start));
  return claims.filter(
    (claim) =>
      !failures.some(
        (failure) => actOf(failure) === actOf(claim) && leadsTo(failure.predicate, claim.predicate),
      ),
  );
}
