import type { Quantity } from '../document/layers.ts';

/** `for a year`, `by a fortnight`, `another half an hour`, `for several months`: an article or `several` counts only where the words before it measure time. */
const DURATION =
  /(?<=\b(?:[Ff]or|[Bb]y|lasts?|lasted|lasting) )(?:(?<half>half an?)|an?(?: single)?|another|(?<several>several|a few)) (?<unit>minute|hour|day|week|fortnight|month|year|decade)(?:(?<=(?:several|few) \w+)s)?\b(?!['’-]| (?:ago|later|earlier|and a half|or (?:two|more|so)))/g;

/** Durations of one or of several, without a number. */
export const findDurations = (text: string): Quantity[] =>
  [...text.matchAll(DURATION)].map(({ index, 0: words, groups }) => ({
    start: index,
    end: index + words.length,
    ...(groups?.['several'] === undefined
      ? { value: groups?.['half'] === undefined ? 1 : 0.5, low: null, high: null }
      : { value: null, low: 2, high: 9 }),
    about: false,
    unit: groups?.['unit'] ?? '',
  }));
