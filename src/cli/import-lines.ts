import type { BookImport } from '../app/book/imports/book.ts';
import type { EditOutcome, EditsImport } from '../app/book/imports/edits.ts';
import type { Match } from '../app/book/imports/matches.ts';
import type { RowOutcome, TrackerImport } from '../app/book/imports/tracker.ts';
import { counted } from './document-block.ts';
import { indented } from './layout.ts';
import { linkId, shortId } from './short-ids.ts';
import type { Terminal } from './terminal.ts';

/** `row 2  added  3f9a2b7c01de#d-5b0e`, what the row says, and what it may be the same as. */
export function trackerLines(row: RowOutcome, { width, paint }: Terminal): readonly string[] {
  const lines = (text: string) => indented(text, 4, width);
  return [
    paint('bold', `row ${row.number}  ${row.status}  ${shortId(row.claim ?? row.report)}`),
    ...lines(row.text),
    ...(row.why === null ? [] : lines(`left alone: ${row.why}`)),
    ...matchLines(row.matches).flatMap((line) => lines(line).map((one) => paint('dim', one))),
  ];
}

/** `matches 3f9a2b7c01de#c2 (Harbour Wire, 2025-09-04; 0 days apart): “…”`, and how it is said that the money is one. */
export const matchLines = (matches: readonly Match[]): readonly string[] =>
  matches.flatMap(({ claim, publisher, published, quote, daysApart, sameAmount, link }) => {
    const facts = [
      ...(daysApart === null ? [] : [`${counted(daysApart, 'day')} apart`]),
      ...(sameAmount ? ['the same amount'] : []),
    ].join(', ');
    const where = `${publisher ?? 'a report'}, ${published?.slice(0, 10) ?? 'undated'}`;
    const money =
      link &&
      (link.verdict === null
        ? `if it is the same money: pledgebook decide link ${linkId(link)} same`
        : `the money was decided on: ${link.verdict}`);
    return [`matches ${shortId(claim)} (${where}; ${facts}): “${quote}”`, ...(money === null ? [] : [money])];
  });

export function trackerSummary(
  { rows, failures, missing, imported }: TrackerImport,
  { dryRun }: { readonly dryRun: boolean },
): string {
  const count = (status: RowOutcome['status']): number => rows.filter((row) => row.status === status).length;
  const bad = new Set(failures.map(({ number }) => number)).size;
  const told = [
    `${counted(count('added'), 'row')} added`,
    `${count('changed')} changed`,
    `${count('known')} known before`,
    ...(count('conflict') > 0 ? [`${counted(count('conflict'), 'conflict')}, left alone`] : []),
    ...(bad > 0 ? [`${bad} bad`] : []),
    ...(missing.length > 0
      ? [
          `${missing.length} in the book and not in the table any more, which stay: ${missing.slice(0, 5).join(', ')}`,
        ]
      : []),
  ].join('; ');
  if (imported) return told;
  const why = dryRun ? 'a dry run' : 'a row is bad; mend it, or go on without bad ones: --skip-bad';
  return `nothing was changed (${why}). It would be: ${told}`;
}

export function bookSummary(
  { counts, bad, resting, filters, imported }: BookImport,
  { dryRun }: { readonly dryRun: boolean },
): string {
  const told = [
    counted(counts['report'] ?? 0, 'report'),
    counted(counts['claim'] ?? 0, 'claim'),
    counted(counts['decision'] ?? 0, 'decision'),
  ].join(', ');
  const part = Object.keys(filters).length > 0 ? ' (a part of a book: it was exported with filters)' : '';
  const left = resting.reduce((sum, { records }) => sum + records, 0);
  const rest = left > 0 ? `; ${counted(left, 'record')} resting on what is not there` : '';
  const wrong = bad > 0 ? `; ${counted(bad - left, 'line')} bad${rest}` : '';
  if (imported) return `imported ${told}${part}${wrong}${bad > 0 ? ', left out' : ''}`;
  const why = dryRun ? 'a dry run' : 'a line is bad; go on without bad ones: --skip-bad';
  return `nothing was imported (${why})${wrong}. It holds ${told}${part}`;
}

/** `row 3  decided  3f9a2b7c01de#c3`, each cell before and after, the decisions; of a conflict what the book says now. */
export function editLines(row: EditOutcome, { width, paint }: Terminal): readonly string[] {
  const lines = (text: string) => indented(text, 4, width);
  const shown = (value: string): string => (value === '' ? '(empty)' : value);
  return [
    paint('bold', `row ${row.number}  ${row.status}  ${shortId(row.claim)}`),
    ...row.edits.flatMap(({ column, before, after }) =>
      lines(`${column}: ${shown(before)} → ${shown(after)}`),
    ),
    ...row.now.flatMap(({ column, after }) =>
      lines(`left alone: since the export the book has ${column}: ${shown(after)}`),
    ),
    ...row.decisions.flatMap(({ decision, kind, carried }) =>
      lines(
        `${kind} (${decision})${carried.length > 0 ? `, carried to ${counted(carried.length, 'copy')}` : ''}`,
      ),
    ),
  ];
}

export function editSummary(
  { rows, same, failures, foreign, notCompared, imported }: EditsImport,
  { dryRun }: { readonly dryRun: boolean },
): string {
  const decided = rows.filter(({ status }) => status === 'decided');
  const decisions = decided.reduce((sum, row) => sum + row.decisions.length, 0);
  const bad = new Set(failures.map(({ number }) => number)).size;
  const told = [
    `${counted(decisions, 'decision')} on ${counted(decided.length, 'row')}`,
    `${same} as they were`,
    ...(rows.length > decided.length
      ? [`${counted(rows.length - decided.length, 'conflict')}, left alone`]
      : []),
    ...(bad > 0 ? [`${bad} bad`] : []),
    ...(notCompared.length > 0
      ? [`not compared, since filters changed what was exported: ${notCompared.join(', ')}`]
      : []),
    ...(foreign.length > 0 ? [`columns of your own are not read: ${foreign.slice(0, 5).join(', ')}`] : []),
  ].join('; ');
  if (imported) return told;
  const why = dryRun ? 'a dry run' : 'a row is bad; mend it, or go on without bad ones: --skip-bad';
  return `nothing was changed (${why}). It would be: ${told}`;
}
