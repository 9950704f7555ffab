import type { Quantity } from '../document/layers.ts';

/** `for a year`, `by a fortnight`, `another half an hour`: an article counts only where the words before it measure time. */
const DURATION =
  /(?<=\b(?:[Ff]or|[Bb]y|lasts?|lasted|lasting) )(?:(?<half>half an?)|an?(?: single)?|another) (?<unit>hour|day|week|fortnight|month|year|decade)\b(?!['’-]| (?:ago|later|earlier|and a half|or (?:two|more|so)))/g;

/** Durations of one, without a number. */
export const findDurations = (text: string): Quantity[] =>
  [...text.matchAll(DURATION)].map(({ index, 0: words, groups }) => ({
    start: index,
    end: index + words.length,
    value: groups?.['half'] === undefined ? 1 : 0.5,
    low: null,
    high: null,
    about: false,
    unit: groups?.['unit'] ?? '',
  }));
