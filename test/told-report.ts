import type { BookClaim, Report } from '../src/book/record.ts';
import type { Act, Firmness } from '../src/document/vocabulary.ts';
import { findDates } from '../src/language/dates.ts';
import { findQuantities } from '../src/language/quantities.ts';
import { tokenise } from '../src/language/sentences.ts';
import { contains, overlaps, type Span } from '../src/text/span.ts';
import { sourceOf } from './sources.ts';

/** One sentence with its claim: `Germany <pledged> {85 million euros} [if parliament agrees].` */
export interface ToldClaim {
  readonly says: string;
  readonly by?: readonly string[];
  readonly for?: readonly string[];
  readonly act?: Act;
  readonly firmness?: Firmness | null;
  readonly measures?: readonly string[];
  /** Words of the sentence that say when. */
  readonly when?: string;
  readonly negated?: boolean;
}

export interface ToldReport {
  readonly report: Report;
  readonly claims: readonly BookClaim[];
}

const MARKS = /[<>{}[\]]/g;

/** A report of these sentences; a sentence that stands twice in a row, with other marks, is one with two claims. */
export function toldReport(
  publisher: string,
  published: string | null,
  told: readonly ToldClaim[],
): ToldReport {
  const plain = told.map(({ says }) => says.replace(MARKS, ''));
  const sentences: Span[] = [];
  let text = '';
  const places = plain.map((sentence, i): Span => {
    if (sentence === plain[i - 1]) return sentences.at(-1) ?? { start: 0, end: 0 };
    const start = text.length;
    text += `${sentence}\n`;
    sentences.push({ start, end: start + sentence.length });
    return { start, end: start + sentence.length };
  });
  const document = tokenise(sourceOf(text, published));
  const [quantities, dates] = [findQuantities(document), findDates(document)];
  const id = `${publisher} ${published}`;
  const claims = told.map((claim, i): BookClaim => {
    const sentence = places[i] ?? { start: 0, end: 0 };
    const marked = (open: string, close: string): Span | null => {
      const at = (mark: string) =>
        sentence.start + claim.says.slice(0, claim.says.indexOf(mark)).replace(MARKS, '').length;
      return claim.says.includes(open) ? { start: at(open), end: at(close) } : null;
    };
    const [predicate, what, condition] = [marked('<', '>') ?? sentence, marked('{', '}'), marked('[', ']')];
    const own = quantities.filter(
      (q) => contains(what ?? sentence, q) && !(condition && overlaps(condition, q)),
    );
    const { when = '' } = claim;
    return {
      id: `${id}#c${i + 1}`,
      report: id,
      act: claim.act ?? 'commit',
      predicate,
      what,
      actors: claim.by ?? [],
      targets: [],
      beneficiary: claim.for ?? ['state:UKR'],
      measures: claim.measures ?? ['funding.any'],
      firmness: claim.firmness === undefined ? 'pledged' : claim.firmness,
      negated: claim.negated ?? false,
      factuality: 'CT+',
      conditions: condition ? [{ ...condition, kind: 'if', trigger: null }] : [],
      quantities: own,
      when:
        dates.find(
          (d) => contains(sentence, d) && when !== '' && text.slice(d.start, d.end).includes(when),
        ) ?? null,
      where: [],
      sources: [],
      sentence,
      evidence: sentence,
      confidence: 1,
    };
  });
  const report = {
    id,
    title: null,
    publisher,
    byline: null,
    url: null,
    published,
    learned: '2026-01-01T00:00:00Z',
    language: 'en',
    text,
    sentences,
  };
  return { report, claims };
}
