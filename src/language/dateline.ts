import { isoDay, WRITTEN_DAY, writtenDay } from '../text/calendar-date.ts';

/** In lines with text: a date of publication stands above the report or opens its first paragraph. */
const HEAD_LINES = 6;
/** In characters of a line: a date further on in a paragraph is what the report is about. */
const LINE_START = 160;

/**
 * The date of publication that the text itself has at its head, as ISO 8601; null where it has none with a year, or two that
 * differ. Read are a line of its own (`Monday, March 3, 2008`), a label (`Published: 4 September 2025`) and a dateline
 * (`PARIS, Sept 4, 2025 (Reuters) -`, `Brussels, 12 March 2024`).
 */
export function findDateline(text: string): string | null {
  const dates = new Set(headLines(text).map(dateOfLine));
  dates.delete(null);
  const [date = null] = dates;
  return dates.size === 1 ? date : null;
}

function headLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length && lines.length < HEAD_LINES; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, Math.min(end, at + LINE_START)).trim();
    if (line !== '') lines.push(line);
    at = end + 1;
  }
  return lines;
}

const DAY = new RegExp(
  `(?<!\\d)(?:${WRITTEN_DAY}|(?<isoYear>\\d{4})-(?<isoMonth>\\d{2})-(?<isoDay>\\d{2})(?!\\d))`,
  'i',
);

function dateOfLine(line: string): string | null {
  const match = DAY.exec(line);
  if (match === null) return null;
  const before = line.slice(0, match.index);
  const after = line.slice(match.index + match[0].length);
  const isDateline =
    (LINE_START_OR_TITLE.test(before) && LINE_END.test(after)) ||
    LABEL.test(before) ||
    ((before === '' || (PLACE.test(before) && !LATER.test(before))) && DATELINE_END.test(after));
  if (!isDateline) return null;
  const { isoYear, isoMonth, isoDay: isoDayOfMonth } = match.groups ?? {};
  if (isoYear === undefined) return writtenDay(match.groups);
  return isoDay(Number(isoYear), Number(isoMonth), Number(isoDayOfMonth));
}

// nothing, or what a document is: `Press review (unofficial translation), Beirut, `, `Assessment as of `, `Fleet news | `
const LINE_START_OR_TITLE = /^(?:\(|(?!.*(?:[Uu]pdated|[.!?] )).*(?:[,:|–—]|[Aa]s of) )?$/u;
// The date of a change, not of the report
const LATER = /updated|modified|corrected|changed/i;

// ` at 18:40`, `, 6:40 p.m. GMT`, what of a document it is (` (extract)`), and nothing else in the line but brackets and a full stop
const LINE_END =
  /^(?:,?(?: at| [-–|])? \d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?: \(?[A-Z]{1,5}\)?)?)?(?: \((?:(?:unofficial|provisional|official|full|edited) )?(?:extracts?|excerpts?|transcript|translation|text|summary|abridged|draft|final|provisional|unofficial|as delivered|check against delivery))?[).\s]*$/i;

// `Published: `, `Posted on `, `Date: `; not `Updated`, which is later.
const LABEL =
  /^\W{0,3}(?:(?:first |originally )?(?:published|posted|issued|released?)(?: on| at)?|date|dateline|date of issue) ?[:=]? ?$/i;

// `PARIS, `, `Washington/Kyiv, Ukraine (AP) — `, `BRUSSELS (dpa), `: one to six words with capitals, or small ones of names.
const PLACE =
  /^\p{Lu}[\p{L}.'’-]*(?:(?: ?\/ ?|,? )(?:\p{Lu}[\p{L}.'’-]*|de|la|of|the|al|el|le)){0,5}(?: \([^()]{2,30}\))?(?:,| ?[-–—:|]|\.)? $/u;

// ` (Reuters) -`, ` - `, ` — `, `: `, ` /TASS/.`, or the end of the line; not a sentence that goes on.
const DATELINE_END = /^(?:\s*$|,?\s*[-–—(|/]|\s*:|\.(?:\s|$))/;
