import type { SQLInputValue } from 'node:sqlite';
import { FIRMNESS, type Firmness } from '../../document/vocabulary.ts';
import { lastDay } from '../../text/iso-date.ts';
import type { ClaimFilter, ReportFilter } from '../filters.ts';
import type { Label } from '../store.ts';
import { CLAIM_STATE } from './rows.ts';
import { instant, isDay, until } from './times.ts';

/** A condition with what its question marks stand for. */
export interface Where {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** Holds where all do. */
export const all = (conditions: readonly (Where | null)[]): Where => {
  const given = conditions.filter((condition) => condition !== null);
  return {
    sql: given.map(({ sql }) => sql).join(' AND ') || 'TRUE',
    values: given.flatMap(({ values }) => values),
  };
};

/** Of reports `r`. */
export function reportWhere(filter: ReportFilter): Where {
  const { state = 'present', versions = state === 'present' ? 'current' : 'all' } = filter;
  return all([
    { sql: 'r.state = ?', values: [state] },
    asSeen('r', filter),
    versions === 'current' ? current(filter) : null,
    given(filter.since, (since) =>
      isDay(since)
        ? { sql: 'r.day >= ?', values: [since] }
        : { sql: 'r.moment >= ?', values: [instant(since)] },
    ),
    anyOf('r.id', filter.reports),
    anyOf('r.publisher', filter.publishers),
    within('r.n IN (SELECT report FROM story_reports WHERE story IN $)', filter.stories),
    within('r.n IN (SELECT report FROM report_parties WHERE party IN $)', filter.parties),
    given(filter.labelled, (labels) => labelled('IN', labels)),
    given(filter.notLabelled, (labels) => labelled('NOT IN', labels)),
    given(filter.text, (words) => ({
      sql: 'r.n IN (SELECT rowid FROM report_search WHERE report_search MATCH ?)',
      values: [search(words)],
    })),
  ]);
}

/** Of claims `c` of reports `r`. */
export function claimWhere(filter: ClaimFilter): Where {
  const keyed = (role: string, keys: readonly string[] | undefined): Where | null =>
    within(`c.n IN (SELECT claim FROM claim_keys WHERE role = '${role}' AND key IN $)`, keys);
  const rank = (firmness: Firmness): number => FIRMNESS.indexOf(firmness);
  return all([
    reportWhere(filter),
    filter.knownOn === undefined
      ? { sql: 'c.replaced IS NULL', values: [] }
      : {
          sql: 'c.learned <= ? AND (c.replaced IS NULL OR c.replaced > ?)',
          values: [until(filter.knownOn), until(filter.knownOn)],
        },
    anyOf('c.id', filter.claims),
    anyOf('c.act', filter.acts),
    anyOf(CLAIM_STATE, filter.states),
    keyed('actor', filter.actors),
    keyed('target', filter.targets),
    keyed('beneficiary', filter.beneficiaries),
    keyed('measure', filter.measures),
    keyed('source', filter.sources),
    keyed('trigger', filter.triggers),
    given(filter.firmness?.from, (from) => ({ sql: 'c.firmness >= ?', values: [rank(from)] })),
    given(filter.firmness?.to, (to) => ({ sql: 'c.firmness <= ?', values: [rank(to)] })),
  ]);
}

/** A list is one value of the statement, so that lists of all lengths share one that is compiled. */
export const anyOf = (column: string, values: readonly string[] | undefined): Where | null =>
  within(`${column} IN $`, values);

function within(sql: string, values: readonly string[] | undefined): Where | null {
  return given(values, (list) => ({
    sql: sql.replace('$', '(SELECT value FROM json_each(?))'),
    values: [JSON.stringify(list)],
  }));
}

const given = <T>(value: T | undefined, condition: (value: T) => Where): Where | null =>
  value === undefined ? null : condition(value);

/** Reports that the book knew, of what was published, at the filter's two moments. */
function asSeen(table: string, { asOf, knownOn }: ReportFilter): Where {
  return all([
    given(knownOn, (moment) => ({ sql: `${table}.learned <= ?`, values: [until(moment)] })),
    given(asOf, (moment) => {
      const day = lastDay(moment);
      return day === null
        ? { sql: `${table}.moment <= ?`, values: [instant(moment)] }
        : { sql: `${table}.day <= ?`, values: [day] };
    }),
  ]);
}

/** A version that is removed, or came later, does not stand in the place of the one before it. */
function current(filter: ReportFilter): Where {
  const { sql, values } = asSeen('later', filter);
  return {
    sql: `NOT EXISTS (SELECT 1 FROM reports AS later
      WHERE later.first = r.first AND later.version > r.version AND later.state = 'present' AND ${sql})`,
    values,
  };
}

const labelled = (within: 'IN' | 'NOT IN', labels: readonly Label[]): Where => ({
  sql: `r.n ${within} (SELECT report FROM labels JOIN json_each(?) AS wanted
    ON labels.kind = wanted.value ->> 'kind' AND labels.value = wanted.value ->> 'value')`,
  values: [JSON.stringify(labels)],
});

// Words in double quotes; else what blanks divide.
const PHRASE = /"([^"]*)"|[^\s"]+/g;

/** In the query language of FTS5: each as a string, in which no operator counts. */
export function search(words: string): string {
  const phrases = [...words.matchAll(PHRASE)].map(([word, quoted]) => `"${quoted ?? word}"`);
  return phrases.join(' ') || '""';
}
