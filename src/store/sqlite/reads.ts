import type { Coding } from '../../book/agreement/coding.ts';
import type { Party } from '../../book/record.ts';
import type { ReportFilter } from '../filters.ts';
import type {
  Band,
  Days,
  Decision,
  FeatureCounts,
  Grade,
  KeptMissed,
  Note,
  Reads,
  Release,
  Saved,
  SharedPassage,
} from '../store.ts';
import type { Connection } from './connection.ts';
import { entryReads } from './entry-reads.ts';
import { feedReads } from './feeds.ts';
import { holdingReads } from './holdings.ts';
import { featured, outlines, outlinesAround, outlinesOn } from './outlines.ts';
import { recordsOf } from './records.ts';
import {
  CLAIM_COLUMNS,
  type ClaimTuple,
  inTime,
  keptClaim,
  keptReport,
  type Place,
  type ReportRow,
  reportColumns,
} from './rows.ts';
import { entriesSaying } from './saying.ts';
import { scenarioReads } from './scenario.ts';
import { stanceReads } from './stances.ts';
import { storyPage } from './story-page.ts';
import { until } from './times.ts';
import { toReview } from './to-review.ts';
import { told } from './told.ts';
import { all, anyOf, claimWhere, holding, reportWhere } from './where.ts';

interface CodingRow extends Pick<Coding, 'report' | 'coder' | 'at'> {
  readonly done: number;
  readonly marks: string;
  readonly parties: string;
}

/** Reports of a party of which some are sooner met in the order of time than all are looked up, which lie all over the book. */
const MANY_REPORTS = 200;

/** Where to look for reports `r` that a filter chooses. */
function reportsFrom(
  { row }: Connection,
  { parties, limit, state = 'present', knownOn }: ReportFilter,
): string {
  const isPart = parties !== undefined && limit !== undefined && state === 'present' && knownOn === undefined;
  const isMany =
    isPart &&
    row(
      'SELECT 1 FROM json_each(?) AS wanted CROSS JOIN report_parties ON party = wanted.value LIMIT 1 OFFSET ?',
      JSON.stringify(parties),
      MANY_REPORTS,
    ) !== undefined;
  return isMany
    ? "reports AS r INDEXED BY reports_present WHERE r.state = 'present' AND"
    : 'reports AS r WHERE';
}

/** A negative limit is none. */
const limited = ({ limit = -1 }: Pick<ReportFilter, 'limit'>): number => limit;

export function reads(connection: Connection): Reads {
  const { rows, row } = connection;
  return {
    reports: async (filter = {}) => {
      const { sql, values } = all([
        reportWhere(filter),
        filter.after === undefined
          ? null
          : {
              sql: `(r.moment, r.n) ${filter.newest ? '<' : '>'} (SELECT moment, n FROM reports WHERE id = ?)`,
              values: [filter.after],
            },
      ]);
      const columns = reportColumns(filter);
      const order = filter.newest ? 'r.moment DESC, r.n DESC' : 'r.moment, r.n';
      // Only of those that are given, long rows are read and what belongs to them is looked up.
      return rows<ReportRow>(
        `SELECT ${columns.sql} FROM (SELECT r.n FROM ${reportsFrom(connection, filter)} ${sql} ORDER BY ${order} LIMIT ?) AS found
          CROSS JOIN reports AS r ON r.n = found.n ORDER BY ${order}`,
        ...columns.values,
        ...values,
        limited(filter),
      ).map(keptReport);
    },

    claims: async (filter = {}) => {
      const { sql, values } = all([
        claimWhere(filter),
        filter.after === undefined
          ? null
          : {
              sql: `(r.moment, r.n, c.n) > (SELECT moment, reports.n, claims.n
                FROM claims JOIN reports ON reports.n = claims.report WHERE claims.id = ?)`,
              values: [filter.after],
            },
      ]);
      return connection
        .tuples<[...Place, ...ClaimTuple]>(
          `SELECT r.moment, r.n, c.n, ${CLAIM_COLUMNS} FROM (SELECT c.n FROM claims AS c JOIN reports AS r ON r.n = c.report
            WHERE ${sql} ORDER BY r.moment, r.n, c.n LIMIT ?) AS found
            CROSS JOIN claims AS c ON c.n = found.n CROSS JOIN reports AS r ON r.n = c.report`,
          ...values,
          limited(filter),
        )
        .toSorted(inTime)
        .map(([_, __, ___, ...claim]) => keptClaim(claim));
    },

    state: async (report) =>
      row<{ state: 'present' | 'removed' | 'purged' }>('SELECT state FROM reports WHERE id = ?', report)
        ?.state ?? null,

    original: async (report) => {
      const found = row<{ bytes: Uint8Array; media_type: string }>(
        `SELECT bytes, media_type FROM originals JOIN reports ON n = report WHERE id = ? AND state = 'present'`,
        report,
      );
      return found ? { bytes: found.bytes, mediaType: found.media_type } : null;
    },

    hashes: async (reports) =>
      new Map(
        rows<{ id: string; hash: string }>(
          `SELECT reports.id, sha256(bytes) AS hash FROM json_each(?) AS wanted JOIN reports ON reports.id = wanted.value
            JOIN originals ON n = report`,
          JSON.stringify(reports),
        ).map(({ id, hash }) => [id, hash]),
      ),

    readings: async (report) =>
      rows<{ reader: string; reading: string; at: string }>(
        `SELECT readings.reader, reading, at FROM readings JOIN reports ON reports.n = report
          WHERE id = ? AND state = 'present' ORDER BY readings.n`,
        report,
      ).map((reading) => ({ ...reading })),

    versions: async (report) =>
      rows<{ id: string }>(
        `SELECT id FROM reports WHERE first = (SELECT first FROM reports WHERE id = ?) AND state = 'present'
          ORDER BY version`,
        report,
      ).map(({ id }) => id),

    parties: async (ids) => {
      const { sql, values } = all([anyOf('id', ids)]);
      return rows<Party>(
        `SELECT id, kind, name, state, size FROM parties WHERE ${sql} AND EXISTS (SELECT 1 FROM report_parties
          JOIN reports ON n = report WHERE party = parties.id AND reports.state = 'present') ORDER BY id`,
        ...values,
      ).map((party) => ({ ...party }));
    },

    sharing: async (bands, limit) => sharing(connection, bands, limit),

    storiesNear: async (features, days, limit, keys) =>
      outlinesAround(connection, sharingMost(connection, features, days, limit), keys),

    outlines: async (stories, features, day) =>
      day === undefined
        ? outlines(connection, stories, features)
        : outlinesOn(connection, day, stories, features),

    featured: async (story, limit) => featured(connection, story, limit),

    counts: async (features) => counts(connection, features),

    stories: async (filter = {}) => {
      const { sql, values } = all([reportWhere(filter), holding('story_reports', filter)]);
      return rows<{ id: string; title: string | null; reports: string }>(
        `SELECT stories.id, stories.title, json_group_array(r.id ORDER BY r.moment, r.n) AS reports
          FROM reports AS r JOIN story_reports ON report = r.n JOIN stories ON stories.id = story
          WHERE ${sql} GROUP BY stories.id ORDER BY min(r.moment), stories.id LIMIT ?`,
        ...values,
        limited(filter),
      ).map(({ id, title, reports }) => ({ id, title, reports: JSON.parse(reports) }));
    },

    storyPage: async (filter) => storyPage(connection, filter),

    notes: async (report) =>
      rows<Note>(
        `SELECT notes.id, r.id AS report, notes.text, by, at FROM notes JOIN reports AS r ON r.n = report
          WHERE r.id = ? AND state = 'present' ORDER BY notes.n`,
        report,
      ).map((note) => ({ ...note })),

    decisions: async ({ kinds, subjects, reports, knownOn, ...filter } = {}) => {
      // A book that is being filled has none, and is asked for each report: the joins would cost four times as much.
      if (!row('SELECT 1 FROM decisions LIMIT 1')) return [];
      const { sql, values } = all([
        anyOf('kind', kinds),
        anyOf('subject', subjects),
        anyOf('r.id', reports),
        knownOn === undefined ? null : { sql: 'at <= ?', values: [until(knownOn)] },
      ]);
      return rows<Decision>(
        `SELECT decisions.id, kind, subject, r.id AS report, body, by, at, why, undoes
          FROM decisions LEFT JOIN reports AS r ON r.n = report WHERE ${sql} ORDER BY decisions.n LIMIT ?`,
        ...values,
        limited(filter),
      ).map((decision) => ({ ...decision }));
    },

    grades: async ({ knownOn } = {}) =>
      rows<Grade>(
        `SELECT publisher, grade, by, at FROM grades WHERE n IN
          (SELECT max(n) FROM grades WHERE at <= ? GROUP BY publisher) ORDER BY publisher`,
        knownOn === undefined ? '~' : until(knownOn),
      ).map((grade) => ({ ...grade })),

    ...feedReads(connection),
    ...holdingReads(connection),
    ...scenarioReads(connection),
    ...stanceReads(connection),
    perhapsMissed: async (filter = {}) => {
      const { sql, values } = reportWhere(filter);
      return rows<Omit<KeptMissed, 'dismissed'> & { readonly dismissed: string | null }>(
        `SELECT r.id AS report, m.start, m."end", m.act, m.confidence, m.dismissed
          FROM perhaps_missed AS m JOIN reports AS r ON r.n = m.report
          WHERE ${sql} ORDER BY r.n, m.start LIMIT ?`,
        ...values,
        limited(filter),
      ).map((missed) => ({ ...missed, dismissed: missed.dismissed !== null }));
    },

    toReview: async (filter) => toReview(connection, filter),
    entriesSaying: async (text, filter) => entriesSaying(connection, text, filter),

    told: async (filter, part) => told(connection, filter, part),

    codings: async ({ reports, coders } = {}) => {
      const { sql, values } = all([
        { sql: "r.state = 'present'", values: [] },
        anyOf('r.id', reports),
        anyOf('coder', coders),
      ]);
      return rows<CodingRow>(
        `SELECT r.id AS report, coder, at, done, marks, parties FROM codings JOIN reports AS r ON r.n = codings.report
          WHERE ${sql} ORDER BY r.moment, r.n, coder`,
        ...values,
      ).map(({ done, marks, parties, ...coding }) => ({
        ...coding,
        done: done === 1,
        marks: JSON.parse(marks),
        parties: JSON.parse(parties),
      }));
    },
    known: async (ids) =>
      new Set(
        rows<{ id: string }>(
          `SELECT value AS id FROM json_each(?) WHERE value IN (SELECT id FROM reports) OR value IN (SELECT id FROM claims)`,
          JSON.stringify(ids),
        ).map(({ id }) => id),
      ),

    saved: async () =>
      rows<Saved>('SELECT name, kind, query, by, at FROM saved ORDER BY name').map((saved) => ({ ...saved })),

    successors: async (id) => successors(connection, id),

    releases: async ({ knownOn } = {}) =>
      rows<Release>(
        'SELECT name, by, at, why FROM releases WHERE at <= ? ORDER BY n',
        knownOn === undefined ? '~' : until(knownOn),
      ).map((release) => ({ ...release })),

    records: (filter) => recordsOf(connection, filter),
    ...entryReads(connection),
  };
}

/** One statement for all bands: most of what a lookup takes is to begin and end a statement. */
function sharing({ rows }: Connection, bands: readonly Band[], limit: number): readonly SharedPassage[] {
  const found = new Map<string, SharedPassage>();
  const having = rows<{ passages: string }>(
    `SELECT (SELECT json_group_array(json_array(id, start, "end")) FROM (SELECT id, start, "end"
        FROM passage_search JOIN passages ON passages.n = passage_search.rowid JOIN reports ON reports.n = report
        WHERE passage_search MATCH wanted.value AND state = 'present'
        ORDER BY passage_search.rowid DESC LIMIT ?2)) AS passages
      FROM json_each(?1) AS wanted`,
    JSON.stringify([...new Set(bands)]),
    limit,
  );
  for (const { passages } of having) {
    for (const [report, start, end] of JSON.parse(passages) as readonly [string, number, number][]) {
      const key = `${report} ${start} ${end}`;
      found.set(key, { report, start, end, bands: (found.get(key)?.bands ?? 0) + 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.bands - a.bands);
}

/**
 * Up to so many reports of a feature those of the days are all taken, and the nearest chosen of them; of features that more have
 * they are looked up from the day outwards, which takes as long as to take a hundred.
 */
const FEW = 100;

/** The numbers of those that share most, those that share as much in order of the features. */
function sharingMost(
  connection: Connection,
  features: readonly string[],
  days: Days,
  limit: number,
): readonly number[] {
  const shared = new Map<number, number>();
  for (const n of nearest(connection, [...new Set(features)], days, limit))
    shared.set(n, (shared.get(n) ?? 0) + 1);
  return [...shared]
    .sort(([, a], [, b]) => b - a)
    .slice(0, limit)
    .map(([n]) => n);
}

/** A feature by its place among those that are asked for, and who has it. */
type Dated = [place: number, day: string, report: number, isOften: 0];
/** The same of a feature that many have, and of one that nobody has on these days. */
type Undated = [place: number, day: null, report: null, isOften: 0 | 1];

/** The numbers of those that have each of the features, nearest to the day first; of one feature after the other. */
function nearest(
  connection: Connection,
  features: readonly string[],
  days: Days,
  limit: number,
): readonly number[] {
  const found = connection.tuples<Dated | Undated>(
    `SELECT wanted.key, day, report, reports > ?4 FROM json_each(?1) AS wanted
      CROSS JOIN feature_counts AS counts ON counts.feature = wanted.value
      LEFT JOIN features ON reports <= ?4 AND features.feature = wanted.value AND day BETWEEN ?2 AND ?3`,
    JSON.stringify(features),
    days.from,
    days.to,
    FEW,
  );
  const often = outwards(
    connection,
    features,
    found.flatMap(([place, , , isOften]) => (isOften === 1 ? [place] : [])),
    days,
    limit,
  );
  const having = Map.groupBy(found.filter(isDated), ([place]) => place);
  return features.flatMap(
    (_, place) => often.get(place) ?? nearestOf(having.get(place) ?? [], days.day, limit),
  );
}

const isDated = (having: Dated | Undated): having is Dated => having[1] !== null;

/** At most `limit` until the day, and as many after it, from the day outwards. */
function nearestOf(dated: readonly Dated[], day: string, limit: number): readonly number[] {
  const sorted = dated.toSorted(([, a, m], [, b, n]) => (a === b ? m - n : a < b ? -1 : 1));
  const after = sorted.filter(([, own]) => own > day);
  const until = sorted.slice(0, sorted.length - after.length);
  return [...until.reverse().slice(0, limit), ...after.slice(0, limit)].map(([, , report]) => report);
}

/** The same of features at these places, looked up in this order. */
function outwards(
  { tuples }: Connection,
  features: readonly string[],
  places: readonly number[],
  { from, day, to }: Days,
  limit: number,
): ReadonlyMap<number, readonly number[]> {
  if (places.length === 0) return new Map();
  return new Map(
    tuples<[place: number, until: string, after: string]>(
      `SELECT wanted.value,
          (SELECT json_group_array(report) FROM (SELECT report FROM features WHERE feature = ?1 ->> wanted.value
            AND day BETWEEN ?3 AND ?4 ORDER BY day DESC, report DESC LIMIT ?6)),
          (SELECT json_group_array(report) FROM (SELECT report FROM features WHERE feature = ?1 ->> wanted.value
            AND day > ?4 AND day <= ?5 ORDER BY day, report LIMIT ?6))
        FROM json_each(?2) AS wanted`,
      JSON.stringify(features),
      JSON.stringify(places),
      from,
      day,
      to,
      limit,
    ).map(([place, until, after]) => [place, [...JSON.parse(until), ...JSON.parse(after)]]),
  );
}

function counts({ tuples }: Connection, features: readonly string[]): FeatureCounts {
  // Reports are numbered from 1 and never deleted: the last number is their count.
  const counted = tuples<[place: number, reports: number]>(
    `SELECT -1, coalesce(max(n), 0) FROM reports
      UNION ALL SELECT wanted.key, reports FROM json_each(?) AS wanted CROSS JOIN feature_counts ON feature = wanted.value`,
    JSON.stringify(features),
  );
  const having = new Map<string, number>();
  let all = 0;
  for (const [place, reports] of counted) {
    const feature = features[place];
    if (feature === undefined) all = reports;
    else having.set(feature, reports);
  }
  return { reports: all, having };
}

/** Where the line from an old id ends. The last step of an id counts; one that leads to itself says that it lives again. */
function successors({ rows }: Connection, id: string): readonly string[] {
  const seen = new Set([id]);
  const ends: string[] = [];
  for (const old of seen) {
    const step = rows<{ new: string | null }>(
      `SELECT new FROM successors WHERE old = ?1 AND step = (SELECT max(step) FROM successors WHERE old = ?1)`,
      old,
    ).map((row) => row.new);
    if (step.length === 0 || step.includes(old)) ends.push(old);
    else for (const next of step) if (next !== null) seen.add(next);
  }
  return ends;
}
