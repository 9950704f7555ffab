import { slice } from '../../text/span.ts';
import { reportOf } from '../scene.ts';
import type { ReportRow } from './rows.ts';
import type { EntryRow } from './tables.ts';
import { actText, conditionTexts, shownClaims, standingText, titleOf } from './words.ts';

/** Claims of an entry that a register quotes: it is to be read. */
const QUOTED = 5;

/** An entry with its sentences, each with the note of its report. */
export function entryMarkdown(row: EntryRow): string {
  const claims = shownClaims(row);
  const more = claims.length - QUOTED;
  const against = [...new Set(row.entry.against.flatMap((claim) => claim.actors))].map(row.name);
  return [
    `## ${escaped(titleOf(row))}`,
    '',
    `${escaped(standingText(row))}${row.markings.length > 0 ? ` [${escaped(row.markings.join(', '))}]` : ''}`,
    ...conditionTexts(row).map((text) => `- ${escaped(text)}`),
    ...(against.length > 0 ? [`- against it: ${escaped(against.join(', '))}`] : []),
    '',
    ...claims.slice(0, QUOTED).flatMap((claim) => {
      const report = reportOf(claim, row);
      return [
        `> ${escaped(slice(report.text, claim.sentence))} (${escaped(actText(claim))})${note(report.id)}`,
        '',
      ];
    }),
    ...(more > 0 ? [`and ${more} more`, ''] : []),
    '',
  ].join('\n');
}

/** What a note leads to. A definition that no note leads to is not shown. */
export const noteMarkdown = ({ report, marking }: ReportRow): string => {
  const { title, publisher, byline, published, url, learned } = report;
  const parts = [
    ...(byline === null ? [] : [byline]),
    ...(title === null ? [] : [`“${title}”`]),
    publisher ?? 'unknown publisher',
    published ?? 'undated',
    ...(url === null ? [] : [url]),
    `seen ${learned.slice(0, 10)}`,
    ...(marking === null ? [] : [`[${marking}]`]),
  ];
  return `${note(report.id)}: ${escaped(parts.join(', '))}\n`;
};

const note = (report: string): string =>
  `[^${report.replace(/^sha256:([0-9a-f]{12}).*$/, '$1').replace(/[^\w-]+/g, '-')}]`;

/** Text as text: no mark of Markdown or HTML in it counts. */
export const escaped = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~&^$]/g, (mark) => `\\${mark}`)
    .replace(/^([-+=]|\d+[.)])/, '\\$1');
