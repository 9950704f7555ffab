import type { Former } from '../../book/actor-decisions/parties.ts';
import { claimAt, type EntryHead, type EntryRole } from '../../book/entry-head.ts';
import type { StandingHead } from '../../book/matrix.ts';
import type { Report } from '../../book/record.ts';
import type { ReportFilter } from '../filters.ts';
import type { KeptClaim, Reads, Reviewed } from '../store.ts';
import type { Connection } from './connection.ts';
import { entriesBetween } from './entries-between.ts';
import { entryWhere, foundEntries } from './entry-query.ts';
import { facetEntries } from './facets.ts';
import { entryGists, opposition } from './gists.ts';
import { REPORTS, UNCOUNTED } from './holdings.ts';
import { measuresOf } from './measures.ts';
import { partiesAround } from './parties.ts';
import { searchReports } from './report-search.ts';
import { CLAIM_COLUMNS, type ClaimTuple, inTime, keptClaim, type Place, reportFrom } from './rows.ts';
import {
  COUNTS,
  claimsEverSaying,
  claimsSaying,
  lastClaims,
  mattersFound,
  shortClaims,
} from './short-claims.ts';
import { all, claimWhere, given, reportWhere, type Where } from './where.ts';

type EntryReads = Pick<
  Reads,
  | 'isCaughtUp'
  | 'entryHeads'
  | 'entryStandings'
  | 'entryRoles'
  | 'countEntries'
  | 'entryTally'
  | 'claimCounts'
  | 'entryMeasures'
  | 'entryTriggers'
  | 'countReports'
  | 'reviewCounts'
  | 'facetEntries'
  | 'entryNumbers'
  | 'entryIds'
  | 'entryClaims'
  | 'claimsHeld'
  | 'reportsTelling'
  | 'conditionedClaims'
  | 'entriesOfEach'
  | 'entriesHolding'
  | 'tellingClaims'
  | 'shortClaims'
  | 'lastClaims'
  | 'mattersFound'
  | 'claimsSaying'
  | 'claimsEverSaying'
  | 'claimsNumbered'
  | 'entryGists'
  | 'opposition'
  | 'search'
  | 'reportIds'
  | 'entriesBetween'
  | 'behindClaims'
  | 'entriesWithDeadlines'
  | 'storiesChanged'
  | 'lastChange'
  | 'texts'
  | 'partiesIn'
  | 'formerParties'
  | 'spokenOf'
  | 'partiesNamed'
>;

/** Answers from what is kept of entries. */
export function entryReads(connection: Connection): EntryReads {
  const { rows, row } = connection;
  return {
    isCaughtUp: async (decided) => {
      const now = row<{ behind: number; decided: string }>(
        `SELECT report < coalesce((SELECT max(n) FROM reports), 0) OR EXISTS (SELECT 1 FROM behind) AS behind, decided
          FROM caught_up`,
      );
      return now !== undefined && now.behind === 0 && now.decided === JSON.stringify(decided);
    },

    entryHeads: async (filter) => {
      return foundEntries(connection, HEAD, filter, rows<HeadRow>).map(head);
    },

    entryStandings: async (filter) => {
      return foundEntries(connection, STANDING, filter, connection.tuples<StandingTuple>).map(
        ([id, actor, measure, direction, firmness, conditional, averse]) => {
          return { id, actor, measure, direction, firmness, conditional, averse };
        },
      );
    },

    entryRoles: async (entry) => {
      const keys = Map.groupBy(
        rows<{ role: EntryRole; key: string }>(
          'SELECT role, key FROM entry_keys WHERE entry = (SELECT n FROM entries WHERE id = ?) ORDER BY role, key',
          entry,
        ),
        ({ role }) => role,
      );
      const of = (role: EntryRole): readonly string[] => (keys.get(role) ?? []).map(({ key }) => key);
      return {
        target: of('target'),
        source: of('source'),
        publisher: of('publisher'),
        trigger: of('trigger'),
      };
    },

    countEntries: async (filter = {}) => {
      const { sql, values } = entryWhere(filter);
      return (
        row<{ count: number }>(`SELECT count(*) AS count FROM entries AS e WHERE ${sql}`, ...values)?.count ??
        0
      );
    },

    entryTally: async (by, filter = {}) => {
      const { sql, values } = entryWhere(filter);
      return new Map(
        connection.tuples<[string, number]>(
          `SELECT e.${by}, count(*) FROM entries AS e WHERE ${sql} GROUP BY 1 ORDER BY 1`,
          ...values,
        ),
      );
    },

    claimCounts: async (actors) =>
      new Map(
        connection.tuples<[string, number]>(
          `SELECT actor, count(DISTINCT claim) FROM json_each(?) AS wanted CROSS JOIN entries AS e ON e.actor = wanted.value
            CROSS JOIN entry_claims ON entry = e.n AND counts WHERE e.claims > 0 GROUP BY actor`,
          JSON.stringify(actors),
        ),
      ),

    entryMeasures: async () => measuresOf(connection),

    entryTriggers: async () =>
      connection.tuples<[string]>("SELECT DISTINCT key FROM entry_keys WHERE role = 'trigger'").flat(),

    countReports: async (filter) => {
      const { sql, values } =
        filter === undefined ? { sql: 'counted_reports', values: [] } : reportsWhere(filter);
      return row<{ count: number }>(`SELECT count(*) AS count FROM ${sql}`, ...values)?.count ?? 0;
    },

    reviewCounts: async (reports, state) => {
      const counts = new Map(reports.map((id) => [id, { unreviewed: 0, accepted: 0, rejected: 0 }]));
      for (const [id, reviewed, count] of connection.tuples<[string, Reviewed, number]>(
        `SELECT r.id, c.state, count(*) FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.id = wanted.value AND r.state = ?
          CROSS JOIN claims AS c INDEXED BY claims_placed ON c.report = r.n AND c.replaced IS NULL AND c.gone IS NULL GROUP BY 1, 2`,
        JSON.stringify([...counts.keys()]),
        state,
      ))
        counts.set(id, { unreviewed: 0, accepted: 0, rejected: 0, ...counts.get(id), [reviewed]: count });
      return counts;
    },

    facetEntries: async () => facetEntries(connection),

    entryNumbers: async (filter) => {
      const { sql, values } = entryWhere(filter);
      return connection.tuples<[number]>(`SELECT e.n FROM entries AS e WHERE ${sql}`, ...values).flat();
    },

    entryIds: async (filter) => {
      const { sql, values } = entryWhere(filter);
      return connection.tuples<[string]>(`SELECT e.id FROM entries AS e WHERE ${sql}`, ...values).flat();
    },

    entryClaims: async (entries, filter) =>
      claimsAmong(
        connection,
        `SELECT claim FROM json_each(?) AS wanted CROSS JOIN entries ON entries.id = wanted.value
          CROSS JOIN entry_claims ON entry = entries.n${filter === undefined ? ' WHERE counts' : ''} GROUP BY claim ORDER BY claim`,
        entries,
        filter === undefined ? EVERYTHING : claimWhere(filter),
      ),

    shortClaims: async (entries, which) => shortClaims(connection, entries, which),

    lastClaims: async (entries, moment) => lastClaims(connection, entries, moment),

    mattersFound: async (side, keys) => mattersFound(connection, side, keys),

    claimsSaying: async (matters) => claimsSaying(connection, matters),
    claimsEverSaying: async (matters, which) => claimsEverSaying(connection, matters, which),

    entryGists: async (entries) => entryGists(connection, entries),
    opposition: async (matters) => opposition(connection, matters),

    claimsNumbered: async (numbers) =>
      claimsAmong(
        connection,
        'SELECT value AS claim FROM json_each(?)',
        numbers.toSorted((a, b) => a - b),
        EVERYTHING,
      ),

    claimsHeld: async (filter) => {
      const { sql, values } = entryWhere(filter);
      return connection
        .tuples<[string]>(
          `SELECT DISTINCT c.id FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n AND k.counts
            CROSS JOIN claims AS c ON c.n = k.claim WHERE ${sql}`,
          ...values,
        )
        .flat();
    },

    reportsTelling: async (filter) => {
      const { sql, values } = entryWhere(filter);
      return connection
        .tuples<[string]>(
          `SELECT id FROM reports WHERE n IN (SELECT c.report FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n
            AND k.counts CROSS JOIN claims AS c ON c.n = k.claim WHERE ${sql})`,
          ...values,
        )
        .flat();
    },

    conditionedClaims: async () =>
      claimsAmong(
        connection,
        `SELECT c.n AS claim FROM json_each(?) AS wanted CROSS JOIN counted_reports AS r CROSS JOIN claims AS c
          INDEXED BY claims_with_conditions ON c.report = r.report AND c.replaced IS NULL AND c.gone IS NULL
            AND json_array_length(c.claim, '$.conditions') > 0 WHERE c.state <> 'rejected' ORDER BY claim`,
        [null],
        EVERYTHING,
      ),

    entriesOfEach: async (claims) =>
      new Map(
        connection
          .tuples<[claim: string, entries: string]>(
            `SELECT c.id, json_group_array(e.id) FROM json_each(?) AS wanted CROSS JOIN claims AS c ON c.id = wanted.value
              CROSS JOIN entry_claims AS k ON k.claim = c.n AND k.counts CROSS JOIN entries AS e ON e.n = k.entry
              WHERE e.claims > 0 GROUP BY wanted.key`,
            JSON.stringify(claims),
          )
          .map(([claim, entries]) => [claim, JSON.parse(entries)]),
      ),

    entriesHolding: async (claims) =>
      rows<{ id: string }>(
        `SELECT DISTINCT entries.id FROM json_each(?) AS wanted CROSS JOIN claims AS c ON c.id = wanted.value
          CROSS JOIN entry_claims AS k ON k.claim = c.n AND k.counts CROSS JOIN entries ON entries.n = k.entry
          WHERE entries.claims > 0 ORDER BY entries.id`,
        JSON.stringify(claims),
      ).map(({ id }) => id),

    tellingClaims: async (entries) =>
      new Map(
        connection
          .tuples<[entry: string, place: string, last: string | null]>(
            // Claims in the order of `inOrder`.
            `SELECT e.id, e.place, iif(e.place = '', (SELECT s.id FROM short_claims AS s INDEXED BY short_claims_in_time
                WHERE s.entry = e.n AND ${COUNTS}
                ORDER BY s.moment DESC, s.report DESC, s.predicate DESC, s.id DESC LIMIT 1), NULL)
              FROM json_each(?) AS wanted CROSS JOIN entries AS e ON e.id = wanted.value`,
            JSON.stringify(entries),
          )
          .flatMap(([entry, place, last]) => {
            const claim = last ?? claimAt(place);
            return claim === null ? [] : [[entry, claim] as const];
          }),
      ),

    search: async (words, { reports, entries, claims }, limit) =>
      searchReports(
        connection,
        words,
        all([
          reportWhere(reports),
          given(claims, (ids) => ({
            sql: 'r.n IN (SELECT report FROM json_each(?) AS wanted CROSS JOIN claims AS c ON c.id = wanted.value)',
            values: [JSON.stringify(ids)],
          })),
          given(entries, (filter) => {
            const { sql, values } = entryWhere(filter);
            return {
              sql: `r.n IN (SELECT c.report FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n AND k.counts
                CROSS JOIN claims AS c ON c.n = k.claim WHERE ${sql})`,
              values,
            };
          }),
        ]),
        limit,
      ),

    reportIds: async (filter) => {
      const { sql, values } = reportWhere(filter);
      return rows<{ id: string }>(`SELECT r.id FROM reports AS r WHERE ${sql}`, ...values).map(
        ({ id }) => id,
      );
    },

    entriesBetween: async (from, to) => entriesBetween(connection, from, to),

    entriesWithDeadlines: async (before) =>
      connection
        .tuples<[string]>(
          // As `deadlineOf` has it, as far as the days alone say.
          `SELECT DISTINCT e.id FROM (SELECT DISTINCT named.actor, named.beneficiary
              FROM claims AS c INDEXED BY claims_with_deadlines CROSS JOIN reports AS r ON r.n = c.report
              CROSS JOIN entry_claims AS k ON k.claim = c.n CROSS JOIN entries AS named ON named.n = k.entry
              WHERE c.replaced IS NULL AND c.gone IS NULL AND c.claim ->> '$.when.to' IS NOT NULL
                AND c.claim ->> '$.when.to' < ? AND c.act IN ('commit', 'agree', 'perform')
                AND (c.claim ->> '$.when.from' IS NULL OR c.claim ->> '$.when.to' > substr(coalesce(r.published, r.learned), 1, 10))
            ) AS late CROSS JOIN entries AS e ON e.actor = late.actor AND e.beneficiary IS late.beneficiary ORDER BY e.id`,
          before,
        )
        .map(([id]) => id),

    behindClaims: async (claims) =>
      connection
        .tuples<BehindTuple>(
          // The row of a story itself is long.
          `SELECT c.id, story, EXISTS (SELECT 1 FROM stories INDEXED BY stories_compared WHERE id = story AND compared),
              voices, k.reports, contradicting, comparable,
              c.act <> 'expect' AND EXISTS (SELECT 1 FROM short_claims AS own
                CROSS JOIN short_claims AS other ON other.entry = own.entry AND other.report <> own.report AND other.current
                  AND other.state <> 'rejected' CROSS JOIN matters AS m ON m.n = other.matter AND m.matter ->> '$.act' <> 'expect'
                WHERE own.claim = c.n AND own.current AND own.state <> 'rejected')
            FROM json_each(?) AS wanted CROSS JOIN claims AS c ON c.id = wanted.value
              LEFT JOIN story_reports AS s ON s.report = c.report AND s.ended IS NULL
              LEFT JOIN corroborations AS k ON k.claim = c.n`,
          JSON.stringify(claims),
        )
        .map(([claim, story, compared, voices, reports, contradicting, comparable, several]) => ({
          claim,
          story: story === null ? null : { id: story, compared: compared === 1 },
          corroboration:
            voices === null ? null : { voices, reports, contradicting, comparable: comparable === 1 },
          isToldBySeveral: several === 1,
        })),

    storiesChanged: async () =>
      connection
        // The row of a story itself is long.
        .tuples<[string]>(
          'SELECT id FROM stories EXCEPT SELECT id FROM stories INDEXED BY stories_compared WHERE compared ORDER BY id',
        )
        .map(([id]) => id),

    lastChange: async () =>
      Object.values(
        row<Record<string, number | null>>(
          `SELECT (SELECT max(n) FROM reports) AS r, (SELECT max(n) FROM claims) AS c, (SELECT max(n) FROM readings) AS l,
            (SELECT max(n) FROM decisions) AS d, (SELECT max(n) FROM story_reports) AS s, (SELECT max(n) FROM grades) AS g`,
        ) ?? {},
      ).join(' '),

    texts: async (reports) => {
      const found = connection.tuples<[...Place, ...TextTuple]>(
        `SELECT moment, n, 0, r.id, title, publisher, byline, url, published, learned, language, text, sentences, partial
          FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.id = wanted.value WHERE state <> 'purged'`,
        JSON.stringify(reports),
      );
      return found.toSorted(inTime).map(reportOf);
    },

    partiesIn: async (claims, others) => partiesAround(connection, claims, others),

    formerParties: async () =>
      rows<Former>('SELECT before, after FROM former_parties ORDER BY before, after').map((row) => ({
        ...row,
      })),

    spokenOf: async (reports) => {
      const spoken = new Map<string, Set<string>>();
      if (reports.length === 0) return spoken;
      for (const [id, party] of connection.tuples<[string, string]>(
        `SELECT reports.id, party FROM json_each(?) AS wanted CROSS JOIN reports ON reports.id = wanted.value
          CROSS JOIN spoken_of ON report = n`,
        JSON.stringify(reports),
      )) {
        const known = spoken.get(id);
        if (known) known.add(party);
        else spoken.set(id, new Set([party]));
      }
      return spoken;
    },

    partiesNamed: async (names) =>
      rows<{ party: string }>(
        'SELECT DISTINCT party FROM party_names WHERE name IN (SELECT value FROM json_each(?)) ORDER BY party',
        JSON.stringify(names),
      ).map(({ party }) => party),
  };
}

function reportsWhere({ state, versions, newest: _, ...others }: ReportFilter): Where {
  const { parties, ...more } = others;
  if (state !== 'removed' && versions !== 'all' && Object.values(more).every((value) => value === undefined))
    return parties === undefined
      ? { sql: REPORTS, values: [] }
      : {
          sql: `(SELECT DISTINCT report FROM json_each(?) AS wanted CROSS JOIN report_parties ON party = wanted.value)
            WHERE report NOT IN (${UNCOUNTED})`,
          values: [JSON.stringify(parties)],
        };
  const { sql, values } = reportWhere({ ...others, ...(state && { state }), ...(versions && { versions }) });
  return { sql: `reports AS r WHERE ${sql}`, values };
}

export const EVERYTHING: Where = { sql: 'TRUE', values: [] };

/** @param numbers in ascending order: claims of one report stand side by side in the file. */
export function claimsAmong(
  { tuples }: Connection,
  numbers: string,
  wanted: readonly unknown[],
  { sql, values }: Where,
): readonly KeptClaim[] {
  const found = tuples<[...Place, ...ClaimTuple]>(
    `SELECT r.moment, r.n, c.n, ${CLAIM_COLUMNS} FROM (${numbers}) AS wanted
      CROSS JOIN claims AS c ON c.n = wanted.claim CROSS JOIN reports AS r ON r.n = c.report WHERE ${sql}`,
    JSON.stringify(wanted),
    ...values,
  );
  // The same string for all claims of a report: whoever looks it up computes its hash once.
  const reports = new Map(found.map((row) => [row[1], row[4]]));
  return found
    .toSorted(inTime)
    .map(([_, n, __, id, report, state, by, learned, replaced, claim, asRead]) =>
      keptClaim([id, reports.get(n) ?? report, state, by, learned, replaced, claim, asRead]),
    );
}

type BehindTuple = [
  claim: string,
  story: string | null,
  compared: number,
  ...(
    | [voices: number, reports: number, contradicting: number, comparable: number]
    | [voices: null, reports: null, contradicting: null, comparable: null]
  ),
  several: number,
];

type TextTuple = [
  id: string,
  title: string | null,
  publisher: string | null,
  byline: string | null,
  url: string | null,
  published: string | null,
  learned: string,
  language: string | null,
  text: string,
  sentences: string,
  partial: string | null,
];

const STANDING = 'e.id, actor, measure, direction, firmness, conditional, averse';
const reportOf = ([, , , ...row]: readonly [...Place, ...TextTuple]): Report => {
  const [id, title, publisher, byline, url, published, learned, language, text, sentences, partial] = row;
  return reportFrom({
    id,
    title,
    publisher,
    byline,
    url,
    published,
    learned,
    language,
    text,
    sentences,
    partial,
  });
};

type StandingTuple = [
  id: string,
  actor: string,
  measure: string,
  direction: StandingHead['direction'],
  firmness: number | null,
  conditional: number,
  averse: number,
];
const HEAD = `${STANDING}, beneficiary, claims, day, moment`;

interface HeadRow extends Omit<EntryHead, 'conditional' | 'averse'> {
  readonly conditional: number;
  readonly averse: number;
}

const head = ({ conditional, averse, ...row }: HeadRow): EntryHead => ({
  ...row,
  conditional: conditional === 1,
  averse: averse === 1,
});
