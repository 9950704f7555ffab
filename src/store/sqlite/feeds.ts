import type { FeedFields, FeedRules, FetchedPage, KeptFeed, KeptItem, Reads, Writes } from '../store.ts';
import type { Connection } from './connection.ts';
import { instant, placeInTime } from './times.ts';

interface FeedRow extends Omit<KeptFeed, 'rules' | 'lastModified' | 'moments'> {
  readonly rules: string;
  readonly last_modified: string | null;
  readonly moments: string;
}

/** Of which it is seen how often one comes, and when the last one came. */
const MOMENTS = 20;

const NO_RULES: FeedRules = { include: null, exclude: null, onlyWith: null, allowHosts: [] };

export function feedReads({
  rows,
}: Connection): Pick<Reads, 'feeds' | 'feedItems' | 'feedsOf' | 'fetchedPages'> {
  return {
    feeds: async () =>
      rows<FeedRow>(
        `SELECT url, title, rules, added, paused, etag, last_modified, tried, succeeded, failures, failure,
          (SELECT count(*) FROM feed_items WHERE feed = feeds.n) AS items,
          (SELECT json_group_array(moment) FROM (SELECT moment FROM feed_items WHERE feed = feeds.n
            ORDER BY moment DESC LIMIT ?)) AS moments
          FROM feeds ORDER BY n`,
        MOMENTS,
      ).map(({ last_modified, rules, moments, ...feed }) => ({
        ...feed,
        lastModified: last_modified,
        rules: { ...NO_RULES, ...JSON.parse(rules) },
        moments: JSON.parse(moments),
      })),

    feedItems: async (feed, keys) =>
      new Map(
        rows<KeptItem>(
          `SELECT feed_items.key, stamp, feed_items.state, tries, at, feed_items.moment AS published, reports.id AS report
            FROM json_each(?) AS wanted JOIN feed_items ON feed_items.key = wanted.value AND feed = (SELECT n FROM feeds WHERE url = ?)
            LEFT JOIN reports ON reports.n = report`,
          JSON.stringify(keys),
          feed,
        ).map((item) => [item.key, { ...item }]),
      ),

    feedsOf: async (reports) =>
      new Map(
        rows<{ readonly report: string; readonly feeds: string }>(
          `SELECT reports.id AS report, json_group_array(DISTINCT feeds.url ORDER BY feeds.url) AS feeds
            FROM json_each(?) AS wanted JOIN reports ON reports.id = wanted.value
            JOIN feed_items ON feed_items.report = reports.n AND feed_items.report IS NOT NULL
            JOIN feeds ON feeds.n = feed_items.feed GROUP BY reports.n`,
          JSON.stringify(reports),
        ).map(({ report, feeds }) => [report, JSON.parse(feeds)]),
      ),

    fetchedPages: async (urls) =>
      new Map(
        rows<Omit<FetchedPage, 'lastModified'> & { readonly last_modified: string | null }>(
          `SELECT fetched_pages.url, reports.id AS report, etag, last_modified, at
            FROM json_each(?) JOIN fetched_pages ON fetched_pages.url = value JOIN reports ON reports.n = report`,
          JSON.stringify(urls),
        ).map(({ last_modified, ...page }) => [page.url, { ...page, lastModified: last_modified }]),
      ),
  };
}

const COLUMNS: Readonly<Record<keyof FeedFields, string>> = {
  title: 'title',
  rules: 'rules',
  paused: 'paused',
  etag: 'etag',
  lastModified: 'last_modified',
  tried: 'tried',
  succeeded: 'succeeded',
  failures: 'failures',
  failure: 'failure',
};

export function feedWrites({
  run,
}: Connection): Pick<Writes, 'keepFeed' | 'dropFeed' | 'keepItem' | 'forgetLeftOut' | 'keepPage'> {
  return {
    keepFeed: async (url, at, change) => {
      run('INSERT OR IGNORE INTO feeds (url, added) VALUES (?, ?)', url, instant(at));
      for (const [field, value] of Object.entries(change)) {
        const column = COLUMNS[field as keyof FeedFields];
        const kept = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
        run(`UPDATE feeds SET ${column} = ? WHERE url = ?`, kept, url);
      }
    },

    dropFeed: async (url) => {
      run('DELETE FROM feed_items WHERE feed = (SELECT n FROM feeds WHERE url = ?)', url);
      run('DELETE FROM feeds WHERE url = ?', url);
    },

    keepItem: async (feed, { key, stamp, state, tries, at, published, report }) => {
      run(
        `INSERT INTO feed_items (feed, key, stamp, state, tries, at, moment, report)
          SELECT n, ?2, ?3, ?4, ?5, ?6, coalesce(?7, ?6), (SELECT n FROM reports WHERE id = ?8)
          FROM feeds WHERE url = ?1
          ON CONFLICT (feed, key) DO UPDATE SET stamp = ?3, state = ?4, tries = ?5, at = ?6,
            moment = coalesce(?7, moment), report = excluded.report`,
        feed,
        key,
        stamp,
        state,
        tries,
        instant(at),
        published === null ? null : placeInTime(published, at).moment,
        report,
      );
    },

    forgetLeftOut: async (feed) => {
      run(
        "DELETE FROM feed_items WHERE state = 'left-out' AND feed = (SELECT n FROM feeds WHERE url = ?)",
        feed,
      );
    },

    keepPage: async ({ url, report, etag, lastModified, at }) => {
      run(
        `INSERT OR REPLACE INTO fetched_pages (url, report, etag, last_modified, at)
          SELECT ?, n, ?, ?, ? FROM reports WHERE id = ? AND state <> 'purged'`,
        url,
        etag,
        lastModified,
        instant(at),
        report,
      );
    },
  };
}
