import type { Firmness } from '../document/vocabulary.ts';
import { UsageError } from '../text/errors.ts';

/**
 * The Admiralty code (NATO STANAG 2511, AJP-2.1): the source's letter and the information's digit are judged each by itself.
 * The third axis, the actor's firmness, is the claim's own; none of the three is ever multiplied with another.
 */
export const SOURCE_GRADES = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'reliability cannot be judged',
} as const;
export type SourceGrade = keyof typeof SOURCE_GRADES;

export const INFORMATION_GRADES = {
  1: 'confirmed by other sources',
  2: 'probably true',
  3: 'possibly true',
  4: 'doubtful',
  5: 'improbable',
  6: 'truth cannot be judged',
} as const;
export type InformationGrade = keyof typeof INFORMATION_GRADES;

/** How much stands behind an item of information. Voices are independent: copies, and reports resting on one source, are one. */
export interface Corroboration {
  /** Voices that tell it, 1 at least. */
  readonly voices: number;
  /** Reports that tell it, dependent ones too. */
  readonly reports: number;
  /** Voices that tell it otherwise. */
  readonly contradicting: number;
  /** Whether the book holds anything else on the same subject with which it could be compared. */
  readonly comparable: boolean;
}

/** How reliable a claim is, on three axes. */
export interface Reliability {
  /** Of its publisher. */
  readonly source: SourceGrade;
  readonly information: InformationGrade;
  /** The actor's; null where nothing is undertaken. */
  readonly firmness: Firmness | null;
  /** What the grade of information rests on. */
  readonly corroboration: Corroboration;
}

/**
 * The grade that STANAG 2511 words give to these counts: 1 where it is certain that another source tells the same; 2 where
 * several do whose independence is not certain; 3 where nothing known conflicts with it, or more voices tell it than tell it
 * otherwise; 4 where as many do; 5 where more tell it otherwise; 6 where there is nothing to compare it with.
 */
export function informationGrade({
  voices,
  reports,
  contradicting,
  comparable,
}: Corroboration): InformationGrade {
  if (contradicting > voices) return 5;
  if (contradicting === voices) return 4;
  if (contradicting > 0) return 3;
  if (voices > 1) return 1;
  if (reports > 1) return 2;
  return comparable ? 3 : 6;
}

/** A publisher whom nobody has graded is F. */
export const sourceGrade = (
  publisher: string | null,
  grades: ReadonlyMap<string, SourceGrade>,
): SourceGrade => (publisher === null ? 'F' : (grades.get(publisher) ?? 'F'));

/** @throws UsageError `usage/grade` */
export function sourceGradeFrom(word: string): SourceGrade {
  const letter = word.toUpperCase();
  if (isSourceGrade(letter)) return letter;
  const known = Object.entries(SOURCE_GRADES).map(([grade, meaning]) => `${grade} ${meaning}`);
  throw new UsageError('usage/grade', `"${word}" is no grade of a source; grades are ${known.join(', ')}`);
}

const isSourceGrade = (word: string): word is SourceGrade => Object.hasOwn(SOURCE_GRADES, word);
