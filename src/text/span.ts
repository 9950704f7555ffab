/** Half-open interval `[start, end)` of UTF-16 code units into one text: `text.slice(start, end)` is what is meant. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const span = (start: number, end: number): Span => Object.freeze({ start, end });

export const length = (a: Span): number => a.end - a.start;

/** Code units that two spans share; 0 where they do not touch. */
export const overlap = (a: Span, b: Span): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

export const contains = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

export const equals = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

export const slice = (text: string, a: Span): string => text.slice(a.start, a.end);

/** The span without white space at its ends; empty at its start where nothing else is in it. */
export function trim(text: string, a: Span): Span {
  let { start, end } = a;
  while (start < end && /\s/.test(text.charAt(start))) start++;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return span(start, end);
}
