import type { BookRecord, FeedItemRecord, FeedRecord, FetchedPageRecord } from '../book-records.ts';
import type { Connection } from './connection.ts';
import { EVERY, type Keyed, paged } from './paged.ts';

/** Feeds, each with its items, and pages that were fetched. */
export function* feedRecords(connection: Connection): Generator<BookRecord> {
  const found = paged<Keyed<Omit<FeedRecord, 'record' | 'rules'> & { readonly rules: string }>>(
    connection,
    `SELECT n AS key, url, title, rules, added, paused, etag, last_modified AS lastModified, tried, succeeded, failures,
      failure FROM feeds WHERE $where AND n > ? ORDER BY n LIMIT ?`,
    EVERY,
    0,
  );
  for (const { rules, ...feed } of found) {
    yield { record: 'feed', ...feed, rules: JSON.parse(rules) };
    const items = paged<Keyed<Omit<FeedItemRecord, 'record' | 'key'> & { readonly item: string }>>(
      connection,
      `SELECT i.key AS key, f.url AS feed, i.key AS item, i.stamp, i.state, i.tries, i.at, i.moment, r.id AS report
        FROM feed_items AS i JOIN feeds AS f ON f.n = i.feed LEFT JOIN reports AS r ON r.n = i.report
        WHERE $where AND i.key > ? ORDER BY i.key LIMIT ?`,
      { sql: 'f.url = ?', values: [feed.url] },
      '',
    );
    for (const { item, ...rest } of items) yield { record: 'feed-item', ...rest, key: item };
  }
  const pages = paged<Keyed<Omit<FetchedPageRecord, 'record'>>>(
    connection,
    `SELECT p.url AS key, p.url, r.id AS report, p.etag, p.last_modified AS lastModified, p.at
      FROM fetched_pages AS p JOIN reports AS r ON r.n = p.report WHERE $where AND p.url > ? ORDER BY p.url LIMIT ?`,
    EVERY,
    '',
  );
  for (const page of pages) yield { record: 'fetched-page', ...page };
}
