import type { SourceReader } from '../src/app/reader.ts';
import { toReading } from '../src/app/reading.ts';
import type { Claim } from '../src/document/layers.ts';
import { tokenise } from '../src/language/sentences.ts';
import { claimed } from './claimed-sample.ts';

/** A reader that needs no model: each word `troops` is a claim on `force.land`, each `loan` one on `funding.loan`. */
export const plainReader: SourceReader = async (source) => {
  const { sentences, paragraphs } = tokenise(source);
  const [like] = claimed.claims;
  if (like === undefined) throw new Error('the sample has no claim');
  const claims = [...source.text.matchAll(/\b(?:troops|loan)\b/g)].map(({ 0: word, index }, i): Claim => {
    const span = { start: index, end: index + word.length };
    return {
      ...like,
      id: `c${i + 1}`,
      predicate: span,
      evidence: span,
      what: null,
      conditions: [],
      attribution: null,
      sentence: sentences.findIndex(({ start, end }) => start <= span.start && span.end <= end),
      measures: [word === 'troops' ? 'force.land' : 'funding.loan'],
    };
  });
  return toReading({
    ...claimed,
    text: source.text,
    metadata: { ...source.metadata, language: 'en' },
    sentences,
    paragraphs,
    mentions: [],
    attributions: [],
    claims,
  });
};
