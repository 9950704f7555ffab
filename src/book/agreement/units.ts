import { equals, overlap, overlaps, type Span, span } from '../../text/span.ts';
import type { BookClaim } from '../record.ts';

/** What coders marked at one place of a report: claims whose predicates overlap, one a coder. */
export interface Unit {
  readonly report: string;
  /** From the first to the last of their predicates. */
  readonly words: Span;
  readonly marks: ReadonlyMap<string, BookClaim>;
}

/** Claims by coder, of one report. */
export type Coders = ReadonlyMap<string, readonly BookClaim[]>;

/**
 * Puts what the coders marked side by side. A coder's mark goes to the unit with which it shares most, of the same act before
 * another; what shares words with none is a unit of its own. In order of the text.
 */
export function unitsOf(report: string, coders: Coders): readonly Unit[] {
  const units: Map<string, BookClaim>[] = [];
  for (const [coder, marks] of coders) {
    const pairs = units.flatMap((unit) =>
      marks.map((mark) => ({ unit, mark, ...likeness([...unit.values()], mark) })),
    );
    const taken = new Set<BookClaim>();
    for (const { unit, mark, shared } of pairs.sort(
      (a, b) =>
        b.sameAct - a.sameAct || b.shared - a.shared || a.mark.predicate.start - b.mark.predicate.start,
    )) {
      if (shared === 0 || unit.has(coder) || taken.has(mark)) continue;
      unit.set(coder, mark);
      taken.add(mark);
    }
    for (const mark of marks) if (!taken.has(mark)) units.push(new Map([[coder, mark]]));
  }
  return units
    .map((marks) => ({ report, words: around([...marks.values()]), marks }))
    .sort((a, b) => a.words.start - b.words.start || a.words.end - b.words.end);
}

const likeness = (unit: readonly BookClaim[], mark: BookClaim) => ({
  sameAct: Number(unit.some(({ act }) => act === mark.act)),
  shared: Math.max(...unit.map(({ predicate }) => overlap(predicate, mark.predicate))),
});

const around = (marks: readonly BookClaim[]): Span =>
  span(
    Math.min(...marks.map(({ predicate }) => predicate.start)),
    Math.max(...marks.map(({ predicate }) => predicate.end)),
  );

/** How many marks of the one coder are the other's: with the same words, and with words in common; each counts once. */
export function sharedMarks(
  report: string,
  a: readonly BookClaim[],
  b: readonly BookClaim[],
): { readonly exact: number; readonly overlapping: number } {
  const left = [...b];
  let exact = 0;
  for (const { predicate } of a) {
    const same = left.findIndex((mark) => equals(mark.predicate, predicate));
    if (same < 0) continue;
    exact++;
    left.splice(same, 1);
  }
  const units = unitsOf(
    report,
    new Map([
      ['a', a],
      ['b', b],
    ]),
  );
  return { exact, overlapping: units.filter(({ marks }) => marks.size === 2).length };
}

/** Whether a claim's predicate shares words with these. */
export const isAt = ({ predicate }: BookClaim, words: Span): boolean => overlaps(predicate, words);
