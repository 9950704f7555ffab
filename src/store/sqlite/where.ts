import type { SQLInputValue } from 'node:sqlite';
import { FIRMNESS, type Firmness } from '../../document/vocabulary.ts';
import { lastDay } from '../../text/iso-date.ts';
import type { ClaimFilter, Known, ReportFilter } from '../filters.ts';
import type { KeptReport, Label, ReviewState } from '../store.ts';
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
    inState('r', state, filter),
    asSeen('r', filter),
    versions === 'current' ? current(filter) : null,
    given(filter.since, (since) =>
      isDay(since)
        ? { sql: 'r.day >= ?', values: [since] }
        : { sql: 'r.moment >= ?', values: [instant(since)] },
    ),
    anyOf('r.id', filter.reports),
    given(filter.addresses, (addresses) => ({
      sql: `r.n IN (SELECT n FROM reports JOIN json_each(?) ON url = value
        UNION SELECT n FROM reports JOIN json_each(?) ON fetched_url = value)`,
      values: [JSON.stringify(addresses), JSON.stringify(addresses)],
    })),
    anyOf('r.publisher', filter.publishers),
    given(filter.stories, (stories) => inStories(stories, filter)),
    within('r.n IN (SELECT report FROM report_parties WHERE party IN $)', filter.parties),
    given(filter.labelled, (labels) => labelled('IN', labels, filter)),
    given(filter.notLabelled, (labels) => labelled('NOT IN', labels, filter)),
    given(filter.progress, (states) => isFar(states, filter)),
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
    given(filter.states, inStates),
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

export const given = <T>(value: T | undefined, condition: (value: T) => Where): Where | null =>
  value === undefined ? null : condition(value);

/** One by one: a list to be in would be made a table of for each question. */
const inStates = (states: readonly ReviewState[]): Where => ({
  sql: `(${states.map(() => `${CLAIM_STATE} = ?`).join(' OR ') || 'FALSE'})`,
  values: states,
});

/** Of claims `c`. */
export const CLAIM_STATE = "CASE WHEN c.gone IS NULL THEN c.state ELSE 'gone' END";

/** Reports that the book knew, of what was published, at the filter's two moments. */
export function asSeen(table: string, { asOf, ...known }: ReportFilter): Where {
  return all([
    learnedBy(table, known),
    given(asOf, (moment) => {
      const day = lastDay(moment);
      return day === null
        ? { sql: `${table}.moment <= ?`, values: [instant(moment)] }
        : { sql: `${table}.day <= ?`, values: [day] };
    }),
  ]);
}

export const learnedBy = (table: string, { knownOn }: Known): Where | null =>
  given(knownOn, (moment) => ({ sql: `${table}.learned <= ?`, values: [until(moment)] }));

/** A version that is removed, or came later, does not stand in the place of the one before it. */
function current(filter: ReportFilter): Where {
  const { sql, values } = all([inState('later', 'present', filter), asSeen('later', filter)]);
  return {
    sql: `NOT EXISTS (SELECT 1 FROM reports AS later
      WHERE later.first = r.first AND later.version > r.version AND ${sql})`,
    values,
  };
}

function inStories(stories: readonly string[], filter: ReportFilter): Where {
  const { sql, values } = all([anyOf('story', stories), holding('story_reports', filter)]);
  return { sql: `r.n IN (SELECT report FROM story_reports WHERE ${sql})`, values };
}

function labelled(within: 'IN' | 'NOT IN', labels: readonly Label[], filter: ReportFilter): Where {
  const { sql, values } = holding('labels', filter.labelsNow ? {} : filter);
  return {
    sql: `r.n ${within} (SELECT report FROM labels JOIN json_each(?) AS wanted
      ON labels.kind = wanted.value ->> 'kind' AND labels.value = wanted.value ->> 'value' WHERE ${sql})`,
    values: [JSON.stringify(labels), ...values],
  };
}

function isFar(states: readonly string[], filter: ReportFilter): Where {
  const { sql, values } = holding('progress', filter);
  return {
    sql: `coalesce((SELECT state FROM progress WHERE report = r.n AND ${sql}), 'unread')
      IN (SELECT value FROM json_each(?))`,
    values: [...values, JSON.stringify(states)],
  };
}

/** Rows of `labels`, `story_reports` or `progress` that hold now, or held when the filter says. */
export const holding = (table: string, { knownOn }: Known): Where =>
  knownOn === undefined
    ? { sql: `${table}.ended IS NULL`, values: [] }
    : {
        sql: `${table}.at <= ? AND (${table}.ended IS NULL OR ${table}.ended > ?)`,
        values: [until(knownOn), until(knownOn)],
      };

/** Reports in this state now, or when the filter says. What was purged since is in no answer. */
export const inState = (table: string, state: KeptReport['state'], { knownOn }: Known): Where =>
  knownOn === undefined
    ? { sql: `${table}.state = ?`, values: [state] }
    : {
        sql: `${table}.state <> 'purged' AND ? = coalesce((SELECT iif(kind = 'remove', 'removed', 'present') FROM decisions
          WHERE decisions.report = ${table}.n AND kind IN ('remove', 'restore') AND decisions.at <= ?
          ORDER BY decisions.n DESC LIMIT 1), 'present')`,
        values: [state, until(knownOn)],
      };

// Words in double quotes; else what blanks divide.
const PHRASE = /"([^"]*)"|[^\s"]+/g;

/** In the query language of FTS5: each as a string, in which no operator counts. */
export function search(words: string): string {
  const phrases = [...words.matchAll(PHRASE)].map(([word, quoted]) => `"${quoted ?? word}"`);
  return phrases.join(' ') || '""';
}
