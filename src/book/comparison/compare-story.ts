import { slice } from '../../text/span.ts';
import type { Citation, ReadReport } from '../record.ts';
import { amountRows } from './amounts.ts';
import { dateRows, placeRows } from './dates.ts';
import { participantRows } from './participants.ts';
import { quoteRows } from './quotes.ts';
import type { About, DraftRow, Field, Told, Verdict } from './row.ts';
import { toldStory } from './told-story.ts';
import { actorRows, conditionRows, firmnessRows } from './undertakings.ts';
import { type Copies, type Voice, voicesOf } from './voices.ts';

/** What `pledgebook compare --json` prints for a story; spans are of the report's text, in UTF-16 code units. */
export interface Comparison {
  readonly format: 'pledgebook.comparison/1';
  readonly story: {
    readonly id: string;
    readonly title: string;
    /** By date. */
    readonly reports: readonly (Pick<Citation, 'id' | 'publisher' | 'published'> & Partial<Citation>)[];
  };
  /** Ids of reports that copy each other, whole or in passages. */
  readonly copies: readonly (readonly string[])[];
  readonly rows: readonly ComparisonRow[];
  /** Of the parties that the rows lead to, by id. */
  readonly names: Readonly<Record<string, string>>;
}

export interface ComparisonRow {
  /** Null where the row is about the event itself. */
  readonly about: About | null;
  readonly field: Field;
  /** `narrower`: some reports add what others leave out, or tell of a part so far. */
  readonly verdict: Verdict;
  readonly values: readonly ComparedValue[];
  /** Ids of reports that tell of the same thing and leave this field out. */
  readonly absent: readonly string[];
}

export interface ComparedValue {
  readonly value: unknown;
  /** Independent ones: copies and common ultimate sources count once. */
  readonly voices: number;
  /** Why there are fewer voices than reports: those that are one voice, and what makes them one. */
  readonly together: readonly Voice[];
  /** Id of the first report with it. */
  readonly earliest: string;
  readonly in: readonly {
    readonly report: string;
    readonly start: number;
    readonly end: number;
    readonly quote: string;
    /** Innermost first; empty where the report says it itself. */
    readonly sources: readonly string[];
  }[];
}

/**
 * What the reports of one story say, field by field, and how it stands to each other; nothing is merged away. The order in which
 * reports are given decides nothing.
 */
export function compareStory(
  reports: readonly ReadReport[],
  story: { readonly id: string; readonly title: string },
): Comparison {
  const { reports: told, participants, sizes, matters, copies } = toldStory(reports);
  const rows = [
    ...participantRows(participants),
    ...amountRows(matters, told, sizes),
    ...matters.flatMap((matter) => [
      ...firmnessRows(matter),
      ...conditionRows(matter),
      ...dateRows(matter),
      ...actorRows(matter),
      ...placeRows(matter),
    ]),
    ...quoteRows(told),
  ];
  const printedRows = rows.map((row) => printed(row, copies));
  return {
    format: 'pledgebook.comparison/1',
    story: {
      ...story,
      reports: told.map(({ report: { id, publisher, published } }) => ({ id, publisher, published })),
    },
    copies: copies.groups,
    rows: printedRows,
    names: namesOf(printedRows, reports),
  };
}

const printed = ({ about, field, verdict, values, absent }: DraftRow, copies: Copies): ComparisonRow => ({
  about,
  field,
  verdict,
  values: values.map((value) => compared(value, copies)),
  absent: absent.map(({ report }) => report.id),
});

function compared({ value, statements }: Told, copies: Copies): ComparedValue {
  const voices = voicesOf(statements, copies);
  return {
    value,
    voices: voices.length,
    together: voices.filter(({ reports }) => reports.length > 1),
    // Reports come in the order of their dates.
    earliest: statements[0]?.in.report.id ?? '',
    in: statements.map(({ in: { report }, at, sources }) => ({
      report: report.id,
      start: at.start,
      end: at.end,
      quote: slice(report.text, at),
      sources,
    })),
  };
}

/** Of all that is named by an id: whom a row is about, who is told of, on whose word. */
function namesOf(rows: readonly ComparisonRow[], reports: readonly ReadReport[]): Comparison['names'] {
  const named = new Set(
    rows.flatMap(({ about, values }) => [
      about?.actor,
      about?.beneficiary,
      ...values.flatMap(({ value, in: places }) => [
        ...[value].flat(),
        ...places.flatMap(({ sources }) => sources),
      ]),
    ]),
  );
  const parties = reports.flatMap((report) => report.parties).filter(({ id }) => named.has(id));
  return Object.fromEntries(parties.map(({ id, name }) => [id, name]));
}
