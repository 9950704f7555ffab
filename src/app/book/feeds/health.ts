import type { KeptFeed } from '../../../store/index.ts';

/** A feed with how it does. */
export interface FeedFile extends Omit<KeptFeed, 'moments' | 'etag' | 'lastModified'> {
  /** When its last new item came, by the feed's own dates. */
  readonly newest: string | null;
  /** `new`: not fetched yet; `failing`: the last time, or more often; `silent`: nothing new for much longer than usual. */
  readonly state: 'active' | 'new' | 'paused' | 'failing' | 'silent';
  /** The longest pause between two of its latest items, in days; null where they are too few to tell. */
  readonly longestPause: number | null;
}

const DAY = 86_400_000;
/** So many items, and what is usual can be told. */
const ENOUGH = 5;
/** The longest of the pauses counts, since weekends and holidays are usual; twice as long is not. */
const MUCH_LONGER = 2;
/** In days: a feed that has an item a minute may rest at night, and on a Sunday. */
const SHORTEST_SILENCE = 2;

export function feedFile({ moments, etag: _, lastModified: __, ...feed }: KeptFeed, now: string): FeedFile {
  const longestPause = longestPauseOf(moments);
  const newest = moments[0] ?? null;
  const silence = newest === null ? 0 : (Date.parse(now) - Date.parse(newest)) / DAY;
  const isSilent = longestPause !== null && silence > Math.max(SHORTEST_SILENCE, MUCH_LONGER * longestPause);
  return { ...feed, newest, longestPause, state: stateOf(feed, isSilent) };
}

function stateOf(
  { paused, tried, failures }: Omit<KeptFeed, 'moments' | 'etag' | 'lastModified'>,
  isSilent: boolean,
): FeedFile['state'] {
  if (paused !== null) return 'paused';
  if (tried === null) return 'new';
  if (failures > 0) return 'failing';
  return isSilent ? 'silent' : 'active';
}

/** @param moments the latest first */
function longestPauseOf(moments: readonly string[]): number | null {
  if (moments.length < ENOUGH) return null;
  const times = moments.map((moment) => Date.parse(moment));
  const pauses = times.slice(1).map((time, i) => (times[i] ?? time) - time);
  return Math.round((Math.max(...pauses) / DAY) * 10) / 10;
}
