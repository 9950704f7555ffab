import { readWordLists } from '../../text/resource.ts';

const PHRASES = readWordLists('formats/walls.yaml', ['consent', 'paywall', 'robot']);

export type Wall = keyof typeof PHRASES;

const WALLS = ['consent', 'paywall', 'robot'] as const;

/**
 * In words. A wall's own text has up to some 400 (the list of purposes of the IAB's framework); a report of that length that
 * speaks to its reader as often as a wall does is none.
 */
const LONGEST_WALL = 500;
/**
 * In words. Behind a demand for money stand a headline and the first sentences; a banner that asks for consent stands over
 * whole reports, too, and what is left without one is a headline.
 */
const SHORTEST_REPORT: Readonly<Record<Wall, number>> = { consent: 25, paywall: 60, robot: 60 };

/**
 * What stands between the reader and the report, where that is all that the page has: `text` is the article found, `around`
 * the rest of the page. Null where there is a report.
 */
export function wallOnly(text: string, around: string): Wall | null {
  const words = text.split(/\s+/).length;
  if (words > LONGEST_WALL) return null;
  const said = (where: string): ReadonlyMap<Wall, number> => count(where);
  const inText = said(text);
  // A report about cookies quotes one phrase or two (`accept all`), a wall has several of its own, the more the longer it is.
  const wall = WALLS.find((kind) => (inText.get(kind) ?? 0) >= Math.max(3, words / 100));
  if (wall !== undefined) return wall;
  if (words >= Math.max(...Object.values(SHORTEST_REPORT))) return null;
  const everywhere = said(`${text} ${around}`);
  return WALLS.find((kind) => words < SHORTEST_REPORT[kind] && (everywhere.get(kind) ?? 0) >= 1) ?? null;
}

function count(text: string): ReadonlyMap<Wall, number> {
  const lower = text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ');
  return new Map(
    WALLS.map((wall) => [wall, PHRASES[wall].filter((phrase) => lower.includes(phrase)).length]),
  );
}
