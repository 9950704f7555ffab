import { slice } from '../../text/span.ts';
import type { ReadReport } from '../record.ts';
import { amountRows } from './amounts.ts';
import { dateRows, placeRows } from './dates.ts';
import { mattersOf } from './matters.ts';
import { participantCounts, participantRows } from './participants.ts';
import { quoteRows } from './quotes.ts';
import type { About, DraftRow, Field, Told, Verdict } from './row.ts';
import { sizeOf } from './same-amount.ts';
import { inOrder, toldClaims, toldReport } from './told.ts';
import { actorRows, conditionRows, firmnessRows } from './undertakings.ts';
import { type Copies, copiesAmong, voicesOf } from './voices.ts';

/** What `pledgebook compare --json` prints for a story; spans are of the report's text, in UTF-16 code units. */
export interface Comparison {
  readonly format: 'pledgebook.comparison/1';
  readonly story: {
    readonly id: string;
    readonly title: string;
    readonly reports: readonly {
      readonly id: string;
      readonly publisher: string | null;
      readonly published: string | null;
    }[];
  };
  /** Ids of reports that copy each other, whole or in passages. */
  readonly copies: readonly (readonly string[])[];
  readonly rows: readonly ComparisonRow[];
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
  const told = [...reports].sort(inOrder).map(toldReport);
  const counts = participantCounts(told);
  const sizes = new Set(counts.flatMap(({ value }) => sizeOf(value) ?? []));
  const claims = told.flatMap((report) => toldClaims(report, sizes));
  const matters = mattersOf(claims);
  const rows = [
    ...participantRows(counts),
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
  const copies = copiesAmong(told);
  return {
    format: 'pledgebook.comparison/1',
    story: {
      ...story,
      reports: told.map(({ report: { id, publisher, published } }) => ({ id, publisher, published })),
    },
    copies: copies.groups,
    rows: rows.map((row) => printed(row, copies)),
  };
}

const printed = ({ about, field, verdict, values, absent }: DraftRow, copies: Copies): ComparisonRow => ({
  about,
  field,
  verdict,
  values: values.map((value) => compared(value, copies)),
  absent: absent.map(({ report }) => report.id),
});

const compared = ({ value, statements }: Told, copies: Copies): ComparedValue => ({
  value,
  voices: voicesOf(statements, copies),
  // Reports come in the order of their dates.
  earliest: statements[0]?.in.report.id ?? '',
  in: statements.map(({ in: { report }, at, sources }) => ({
    report: report.id,
    start: at.start,
    end: at.end,
    quote: slice(report.text, at),
    sources,
  })),
});
