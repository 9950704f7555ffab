import type { BookClaim, Report } from '../../../book/record.ts';
import { compare } from '../../../book/scene.ts';
import type { KeptClaim, KeptMissed } from '../../../store/index.ts';
import { overlaps, type Span, span } from '../../../text/span.ts';
import { sentencesOf } from '../decisions/fields.ts';

/** Something for a person to decide on. */
export type ReviewItem = ClaimItem | MissedItem;

interface Item {
  readonly report: string;
  readonly sentence: Span;
  /** How sure the reader is: that this is a claim, or that it is none. */
  readonly certainty: number;
}

export interface ClaimItem extends Item {
  readonly kind: 'claim';
  /** Of the claim. */
  readonly id: string;
  readonly claim: BookClaim;
  /** The last decision on it, so that one can be refused where another was taken since (`By.seen`); null for none. */
  readonly seen: string | null;
}

/** A sentence with a predicate that was not quite found. */
export interface MissedItem extends Item, Pick<KeptMissed, 'act' | 'confidence'> {
  readonly kind: 'missed';
  /** `REPORT@START-END` */
  readonly id: string;
  readonly predicate: Span;
}

/**
 * Whatever is open, least certain first: of those that are alike claims by their ids, then what was perhaps missed in the order that
 * is given. What was seen of a claim is not known yet.
 */
export function queueOf(
  claims: readonly BookClaim[],
  missed: readonly KeptMissed[],
  reports: ReadonlyMap<string, Report>,
): readonly ReviewItem[] {
  const items = [
    ...claims
      .toSorted((a, b) => compare(a.id, b.id))
      .map(
        (claim): ClaimItem => ({
          kind: 'claim',
          id: claim.id,
          report: claim.report,
          sentence: claim.sentence,
          certainty: claim.confidence,
          claim,
          seen: null,
        }),
      ),
    ...missed.flatMap(({ report: id, start, end, act, confidence }): readonly MissedItem[] => {
      const report = reports.get(id);
      const predicate = { start, end };
      return report === undefined
        ? []
        : [
            {
              kind: 'missed',
              id: missedId({ report: id, start, end }),
              report: id,
              sentence: sentenceAround(report, predicate),
              certainty: 1 - confidence,
              act,
              confidence,
              predicate,
            },
          ];
    }),
  ];
  return items.sort((a, b) => a.certainty - b.certainty);
}

export const missedId = ({ report, start, end }: Pick<KeptMissed, 'report' | 'start' | 'end'>): string =>
  `${report}@${start}-${end}`;

/** Those of which nobody has said anything: that they are none, or what claim is there, if only to reject it. */
export function openMissed(
  missed: readonly KeptMissed[],
  claims: readonly KeptClaim[],
): readonly KeptMissed[] {
  const standing = Map.groupBy(
    claims.filter(({ state }) => state !== 'gone'),
    ({ claim }) => claim.report,
  );
  return missed.filter(
    (words) =>
      !words.dismissed && !standing.get(words.report)?.some(({ claim }) => overlaps(claim.predicate, words)),
  );
}

export const sentenceAround = (report: Report, { start, end }: Span): Span =>
  sentencesOf(report).find((sentence) => sentence.start <= start && start < sentence.end) ?? span(start, end);
