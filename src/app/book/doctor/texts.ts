import { isDeepStrictEqual } from 'node:util';
import type { BookClaim } from '../../../book/record.ts';
import { declaredDate } from '../../../document/metadata.ts';
import type { Fault, KeptClaim, KeptReading, KeptReport, Reads } from '../../../store/index.ts';
import type { Span } from '../../../text/span.ts';
import type { Reading } from '../../reading.ts';
import { reportId } from '../../to-record.ts';

/** `text`: it is not the one that came; `quote`: a claim's words are not in it, or others than were read; `reading`: there is none. */
export type TextFault = Fault<'text' | 'quote' | 'reading'>;

/**
 * What is wrong with a report's text and with the words of its claims. `text`: the one that came, where it is another and the
 * book holds it still.
 */
export async function faultsOfText(
  book: Reads,
  kept: KeptReport,
): Promise<{ readonly faults: readonly TextFault[]; readonly text: string | null }> {
  const { id, text } = kept.report;
  const claims = await book.claims({ reports: [id], versions: 'all', state: kept.state });
  // Of a removed report the store gives no reading.
  if (kept.state === 'removed') return { faults: wordless(claims, text), text: null };
  const readings = (await book.readings(id)).map(readingOf);
  const first = readings[0];
  if (!first || readings.includes(null)) {
    const what = first === undefined ? 'it has no reading' : 'a reading of it is damaged';
    return { faults: [fault('reading', id, what), ...wordless(claims, text)], text: null };
  }
  const { document } = first;
  const hash = (words: string): string => reportId(document.publisher, declaredDate(document), words);
  if (hash(text) === id)
    return { faults: [...wordless(claims, text), ...misread(claims, readings)], text: null };
  const came = readings.find((reading) => reading !== null && hash(reading.document.text) === id);
  const former = came?.document.text ?? null;
  return {
    faults: [
      { ...fault('text', id, 'its text is not the one that came'), mendable: former !== null },
      ...wordless(claims, former ?? text),
      ...misread(claims, readings),
    ],
    text: former,
  };
}

const fault = (kind: TextFault['kind'], place: string, what: string): TextFault => ({
  kind,
  place,
  what,
  mendable: false,
});

/** Null where it is damaged. */
function readingOf({ reading }: KeptReading): Reading | null {
  try {
    const parsed: Reading = JSON.parse(reading);
    return typeof parsed.document?.text === 'string' && Array.isArray(parsed.claims) ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Claims with words that are not in the text, or not in their sentence. */
const wordless = (claims: readonly KeptClaim[], text: string): readonly TextFault[] =>
  claims.flatMap(({ claim, asRead }) => {
    const [outside] = [claim, ...(asRead ? [asRead] : [])].flatMap((form) => outsideOf(form, text.length));
    return outside === undefined ? [] : [fault('quote', claim.id, outside)];
  });

function outsideOf(claim: BookClaim, length: number): readonly string[] {
  const { predicate, what, sentence, evidence, when, conditions, quantities, where, namings = [] } = claim;
  const inside = ({ start, end }: Span): boolean =>
    Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= length;
  const named = { predicate, sentence, evidence, ...(what && { what }), ...(when && { when }) };
  const lists = { conditions, quantities, where, namings };
  return [
    ...Object.entries(named).flatMap(([name, at]) =>
      inside(at) ? [] : [`its ${name} lies outside the text`],
    ),
    ...Object.entries(lists).flatMap(([name, all]) =>
      all.every(inside) ? [] : [`one of its ${name} lies outside the text`],
    ),
    ...(predicate.start < sentence.end && sentence.start < predicate.end
      ? []
      : ['its predicate lies outside its sentence']),
  ];
}

/** Claims of the reader that stand at other words than those in the reading. Those of the first one are `REPORT#c1`, of the second `REPORT#2.c1`. */
function misread(claims: readonly KeptClaim[], readings: readonly (Reading | null)[]): readonly TextFault[] {
  const read = new Map(
    readings.flatMap(
      (reading, i) =>
        reading?.claims.map((claim) => [`${i === 0 ? '' : `${i + 1}.`}${claim.id}`, claim] as const) ?? [],
    ),
  );
  return claims.flatMap(({ asRead }) => {
    if (asRead === null) return [];
    const claim = read.get(asRead.id.slice(asRead.id.indexOf('#') + 1));
    if (claim === undefined) return [fault('quote', asRead.id, 'no reading of its report has it')];
    return isDeepStrictEqual([claim.predicate, claim.what], [asRead.predicate, asRead.what])
      ? []
      : [fault('quote', asRead.id, 'its words are not those that were read')];
  });
}
