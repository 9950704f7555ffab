import type { BookClaim, Report } from '../../book/record.ts';
import { compare } from '../../book/scene.ts';
import type { Span } from '../../text/span.ts';
import type { ReportFilter } from '../filters.ts';
import type { KeptClaim, KeptReport, Label, Progress, ReviewState } from '../store.ts';
import { all, CLAIM_STATE, holding, inState, learnedBy, type Where } from './where.ts';

/** What `reportColumns` gives. */
export interface ReportRow {
  readonly id: string;
  readonly state: KeptReport['state'];
  readonly version: number;
  readonly followed_by: string | null;
  readonly publisher: string | null;
  readonly title: string | null;
  readonly byline: string | null;
  readonly url: string | null;
  readonly fetched_url: string | null;
  readonly captured: string | null;
  readonly path: string | null;
  readonly published: string | null;
  readonly published_from: KeptReport['publishedFrom'];
  readonly learned: string;
  readonly language: string | null;
  readonly media_type: string;
  readonly reader: string;
  readonly sentences: string;
  readonly text: string;
  readonly partial: string | null;
  readonly story: string | null;
  readonly labels: string;
  readonly progress: string | null;
}

/** Of reports `r` that the filter lets through. */
export function reportColumns(filter: ReportFilter): Where {
  const later = all([inState('later', 'present', filter), learnedBy('later', filter)]);
  const placed = holding('story_reports', filter);
  const labelled = holding('labels', filter);
  const far = holding('progress', filter);
  return {
    sql: `r.id, ? AS state, r.version, r.publisher, r.title, r.byline, r.url, r.fetched_url, r.captured, r.path,
      r.published, r.published_from, r.learned, r.language, r.media_type, r.reader, r.sentences, r.text, r.partial,
      (SELECT later.id FROM reports AS later WHERE later.first = r.first AND later.version > r.version
        AND ${later.sql} ORDER BY later.version DESC LIMIT 1) AS followed_by,
      (SELECT json_object('id', story, 'by', by) FROM story_reports WHERE report = r.n AND ${placed.sql}) AS story,
      (SELECT json_group_array(json_object('kind', kind, 'value', value) ORDER BY kind, value)
        FROM labels WHERE report = r.n AND ${labelled.sql}) AS labels,
      (SELECT json_object('state', state, 'by', by, 'at', at) FROM progress
        WHERE report = r.n AND ${far.sql}) AS progress`,
    values: [filter.state ?? 'present', ...later.values, ...placed.values, ...labelled.values, ...far.values],
  };
}

const UNREAD: Progress = { state: 'unread', by: null, at: null };

/** Hardly an answer looks at the sentences: they are parsed when one does. */
export function reportFrom(
  row: Pick<ReportRow, Exclude<keyof Report, 'partial'>> & Pick<ReportRow, 'partial'>,
): Report {
  const { id, title, publisher, byline, url, published, learned, language, text, partial } = row;
  let sentences: readonly Span[] | undefined;
  return {
    id,
    title,
    publisher,
    byline,
    url,
    published,
    learned,
    language,
    text,
    get sentences() {
      sentences ??= JSON.parse(row.sentences) as readonly Span[];
      return sentences;
    },
    ...(partial !== null && { partial }),
  };
}

export function keptReport(row: ReportRow): KeptReport {
  return {
    report: reportFrom(row),
    state: row.state,
    version: row.version,
    followedBy: row.followed_by,
    publishedFrom: row.published_from,
    mediaType: row.media_type,
    fetchedUrl: row.fetched_url,
    captured: row.captured,
    path: row.path,
    reader: row.reader,
    story: row.story === null ? null : JSON.parse(row.story),
    labels: JSON.parse(row.labels) as readonly Label[],
    progress: row.progress === null ? UNREAD : JSON.parse(row.progress),
  };
}

/** Where a row stands in the order of reports, of one moment in that in which they came, and of their claims. */
export type Place = [moment: string, report: number, claim: number];

/** SQLite would copy the rows, with their texts and claims, to sort them. */
export const inTime = (a: readonly [...Place, ...unknown[]], b: readonly [...Place, ...unknown[]]): number =>
  compare(a[0], b[0]) || a[1] - b[1] || a[2] - b[2];

/** What `CLAIM_COLUMNS` give, in their order. */
export type ClaimTuple = [
  id: string,
  report: string,
  state: KeptClaim['state'],
  by: 'reader' | 'hand',
  learned: string,
  replaced: string | null,
  claim: string,
  asRead: string | null,
];

/** As the columns `state` and `gone` have it; `at` is since when. */
export const stateColumns = (state: ReviewState, at: string): readonly [string, string | null] =>
  state === 'gone' ? ['rejected', at] : [state, null];

/** Of claims `c` of reports `r`. */
export const CLAIM_COLUMNS = `c.id, r.id AS report, ${CLAIM_STATE} AS state, c.by, c.learned, c.replaced, c.claim, c.as_read`;

export function keptClaim([id, report, state, by, learned, replaced, claim, asRead]: ClaimTuple): KeptClaim {
  // Parsed with room for what its row says: to copy the fields of a claim takes half as long as to parse them.
  const whole = (json: string): BookClaim =>
    Object.assign(JSON.parse(`{"id":"","report":"",${json.slice(1)}`), { id, report });
  const now = whole(claim);
  return {
    claim: now,
    asRead: by === 'hand' ? null : asRead === null ? now : whole(asRead),
    state,
    learned,
    replaced,
  };
}
