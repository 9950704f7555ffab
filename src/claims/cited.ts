import type { Attribution, Mention, Mentioned, Predicted } from '../document/layers.ts';
import { overlap, type Span, span } from '../text/span.ts';
import { inside } from './inside.ts';

/** Whom somebody cites, with the word that says so. */
type Cited = Pick<Attribution, 'source' | 'cue' | 'actors'>;

/** `Harbour Wire reported, citing a White House official`: what may stand between who cites and who is cited. */
const CITING = /^(?:[^"“”.;:]{0,40},)?\s(citing|quoting)\s/;

/** Behind a name that is no adjective of something (`citing U.S. law`). */
const ALONE = /^(?:$|["”]?[.,;:)]|\s(?:and|as|that|in|on|for|who)\b)/;

/** These words mean nobody who could be asked: `citing the draft agreement`, `citing U.S. law`. */
const isWitness = (text: string, { rule, end }: Mention): boolean =>
  rule !== 'unresolved.document' && (!rule.startsWith('state.') || ALONE.test(text.slice(end, end + 8)));

/** `Lavrov was quoted by Harbour Wire as saying`: whose words it passes on stands before. */
const QUOTED_BY = /(?:,|\s(?:is|was|were|has been|have been|had been))?\s(quoted|cited)\sby\s(?:the\s)?$/;

/** In characters. */
const LONGEST_NAME = 400;

/** Whom the source of an attribution cites; null where it says it by itself. */
export function cited(document: Mentioned & Predicted, source: Span | null, cue: Span | null): Cited | null {
  return (source && quotedBy(document, source)) ?? citedBehind(document, source, cue);
}

function quotedBy(
  { text, mentions, predictedAttributions }: Mentioned & Predicted,
  { start }: Span,
): Cited | null {
  const [whole = '', word = ''] = QUOTED_BY.exec(text.slice(Math.max(0, start - 60), start)) ?? [];
  if (whole === '') return null;
  const end = start - whole.length;
  const last = inside(mentions, span(Math.max(0, end - LONGEST_NAME), end)).filter(
    (mention) => mention.end === end,
  );
  const from = Math.min(...last.map((mention) => mention.start));
  const at = span(Math.min(from, end), end);
  // The model may have found him by itself.
  const isKnown = predictedAttributions.some(({ source }) => source && overlap(source.value, at) > 0);
  const said = end + whole.indexOf(word);
  return isKnown
    ? null
    : citedAt(
        last.filter((mention) => mention.start === from),
        at,
        span(said, said + word.length),
      );
}

function citedBehind({ text, mentions }: Mentioned, source: Span | null, cue: Span | null): Cited | null {
  for (const { end: from } of [source, cue].filter((part) => part !== null)) {
    const [whole = '', word = ''] = CITING.exec(text.slice(from, from + 60)) ?? [];
    if (whole === '') continue;
    const at = from + whole.length;
    const end = Math.max(...mentions.filter(({ start }) => start === at).map((mention) => mention.end));
    const who = mentions.filter((m) => m.start === at && m.end === end && isWitness(text, m));
    const found = citedAt(who, span(at, end), span(at - 1 - word.length, at - 1));
    if (found !== null) return found;
  }
  return null;
}

const citedAt = (who: readonly Mention[], source: Span, cue: Span): Cited | null =>
  who.length === 0 ? null : { source, cue, actors: [...new Set(who.map(({ actor }) => actor))] };
