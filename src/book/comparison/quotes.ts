import { contains, slice, span } from '../../text/span.ts';
import { relation } from './parties.ts';
import { type DraftRow, rowsOf, type Statement } from './row.ts';
import type { ToldReport } from './told.ts';

/** Shorter ones are single words set apart. */
const FEWEST_WORDS = 4;

/** Half of the words in both: one speaker's sentence in two wordings or translations. */
const ALIKE = 0.5;

/** What stands in quotation marks, in two reports, in the mouth of one speaker: the same words, a part of them, or others. */
export function quoteRows(reports: readonly ToldReport[]): readonly DraftRow[] {
  const quotes = reports.flatMap(quotesIn);
  const groups: Statement<string>[][] = [];
  for (const quote of quotes) {
    const group = groups.find((others) =>
      others.some((other) => other.in !== quote.in && isOneSaying(quote, other)),
    );
    if (group === undefined) groups.push([quote]);
    else group.push(quote);
  }
  return groups.flatMap((statements) =>
    rowsOf({
      field: 'quote',
      about: null,
      statements,
      isSame: (a, b) => plain(a) === plain(b),
      contradict: (a, b) => !isPartOf(a, b) && !isPartOf(b, a),
    }),
  );
}

function quotesIn(told: ToldReport): readonly Statement<string>[] {
  const { text } = told.report;
  return [...text.matchAll(/["“](?<said>[^"“”]+)["”]/g)].flatMap((match) => {
    const at = span(match.index + 1, match.index + match[0].length - 1);
    if (plain(slice(text, at)).split(' ').length < FEWEST_WORDS) return [];
    return [{ in: told, at, value: slice(text, at), sources: speakersOf(told, at.start, at.end) }];
  });
}

/** Sources of a claim inside the quotation, else of one in its sentence. */
function speakersOf(told: ToldReport, start: number, end: number): readonly string[] {
  const inside = told.claims.find(({ predicate }) => contains({ start, end }, predicate));
  const beside = told.claims.find(({ sentence }) => contains(sentence, { start, end }));
  return inside?.sources ?? beside?.sources ?? [];
}

const isOneSaying = (a: Statement<string>, b: Statement<string>): boolean => {
  if (relation(a.sources, b.sources) === 'different') return false;
  const [one, other] = [wordSet(a.value), wordSet(b.value)];
  let both = 0;
  for (const word of one) if (other.has(word)) both++;
  return both >= FEWEST_WORDS && both >= ALIKE * Math.min(one.size, other.size);
};

const wordSet = (text: string): ReadonlySet<string> => new Set(plain(text).split(' '));
const plain = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
const isPartOf = (a: string, b: string): boolean => plain(b).includes(plain(a));
