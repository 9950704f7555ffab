import type { Firmness, Standing } from '../api-types.ts';
import { texts } from '../texts.ts';

/** From the firmest down. */
export const STANDINGS: readonly Standing[] = [
  'fulfilled',
  'under-way',
  'formal',
  'pledged',
  'agreed-in-principle',
  'offered',
  'considered',
  'undertaken',
  'put-off',
  'refused',
  'against',
  'other-stand',
];

/**
 * A shape for each standing, in a box of 16 by 16, so that none is told by its colour alone: a circle that fills as words get
 * firmer, a square where they are signed, a triangle under way, a diamond when done; a cross and a barred circle against.
 */
export const SHAPES: Readonly<Record<Standing, string>> = {
  considered:
    '<circle cx="8" cy="8" r="5.5" fill="none" stroke="C" stroke-width="2" stroke-dasharray="2.2 2.2"/>',
  offered: '<circle cx="8" cy="8" r="5.5" fill="none" stroke="C" stroke-width="2"/>',
  'agreed-in-principle':
    '<circle cx="8" cy="8" r="5.5" fill="none" stroke="C" stroke-width="2"/><path d="M8 2.5a5.5 5.5 0 0 0 0 11z" fill="C"/>',
  pledged: '<circle cx="8" cy="8" r="6.5" fill="C"/>',
  formal: '<rect x="2" y="2" width="12" height="12" rx="1.5" fill="C"/>',
  'under-way': '<path d="M3 1.8 14.5 8 3 14.2z" fill="C"/>',
  fulfilled:
    '<path d="M8 .6 15.4 8 8 15.4.6 8z" fill="C"/><path d="m5 8.2 2.2 2.2 3.9-4.3" fill="none" stroke="B" stroke-width="1.8"/>',
  undertaken:
    '<circle cx="8" cy="8" r="5.5" fill="none" stroke="C" stroke-width="2"/><circle cx="8" cy="8" r="1.8" fill="C"/>',
  'put-off':
    '<rect x="3" y="2.5" width="3.6" height="11" fill="C"/><rect x="9.4" y="2.5" width="3.6" height="11" fill="C"/>',
  refused: '<path d="m3 3 10 10M13 3 3 13" fill="none" stroke="C" stroke-width="3"/>',
  against:
    '<circle cx="8" cy="8" r="5.8" fill="none" stroke="C" stroke-width="2"/><path d="M4 12 12 4" stroke="C" stroke-width="2"/>',
  'other-stand': '<rect x="3" y="7" width="10" height="2.4" rx="1.2" fill="C"/>',
};

export const isFirmness = (word: string): word is Firmness => Object.hasOwn(texts.firmness, word);

export const standingText = (standing: Standing): string =>
  ({ ...texts.firmness, ...texts.standings })[standing];

/** The mark alone; the words stand beside it or name what holds it. */
export function StandingMark({ of, size = 14 }: { readonly of: Standing; readonly size?: number }) {
  const svg = SHAPES[of].replaceAll('"C"', '"currentColor"').replaceAll('"B"', '"var(--card)"');
  return (
    <svg
      class={`mark mark-${of}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      // The shapes above, nothing of a report.
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}

export function StandingChip({ of, negated = false }: { readonly of: Standing; readonly negated?: boolean }) {
  return (
    <span class={`chip mark-${of}`}>
      <StandingMark of={of} />
      <span>{negated ? `${standingText(of)} (${texts.document.negated})` : standingText(of)}</span>
    </span>
  );
}
