import type { Line } from './lines.ts';

/** In parts of a page's height: running heads and feet stand in the upper and the lower eighth. */
const MARGIN = 1 / 8;
/** In points: how far a running line moves from page to page. */
const SAME_HEIGHT = 3;

// `7`, `- 7 -`, `Page 7 of 12`, `7/12`
const PAGE_NUMBER = /^(?:page|p\.)?\s*[-–—|]?\s*\d{1,4}\s*[-–—|]?(?:\s*(?:of|\/)\s*\d{1,4})?$/i;

/**
 * All pages' lines without running heads, feet and page numbers: in the margin, and either a number, or the same on another
 * page (but for its digits) at the same height, on a third of the pages at least.
 */
export function withoutRunningLines(pages: readonly (readonly Line[])[]): readonly Line[] {
  const seen = new Map<string, { readonly baseline: number; readonly page: number }[]>();
  for (const line of pages.flat()) {
    if (!inMargin(line)) continue;
    const places = seen.get(shape(line)) ?? [];
    places.push(line);
    seen.set(shape(line), places);
  }
  const isRunning = (line: Line): boolean => {
    if (!inMargin(line)) return false;
    if (PAGE_NUMBER.test(line.text)) return true;
    const same = (seen.get(shape(line)) ?? []).filter(
      ({ baseline }) => Math.abs(baseline - line.baseline) <= SAME_HEIGHT,
    );
    const on = new Set(same.map(({ page }) => page)).size;
    return on >= Math.max(2, pages.length / 3);
  };
  const kept = pages.map((lines) => lines.filter((line) => !isRunning(line)));
  return kept.flat();
}

const inMargin = ({ depth }: Line): boolean => depth < MARGIN || depth > 1 - MARGIN;

const shape = ({ text }: Line): string => text.replace(/\d+/g, '#').toLowerCase();
