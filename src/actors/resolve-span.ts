import type { Mention, Mentioned } from '../document/layers.ts';
import { contains, equals, length, overlap, type Span } from '../text/span.ts';

/** A mention that covers this much of a phrase is the phrase; less is a part of it (`France` in `France's offer`). */
const WHOLE = 0.6;

/** The actors that a noun phrase means, by id; `[]` where nobody is mentioned there. */
export const resolveSpan = (document: Mentioned, span: Span): readonly string[] => [
  ...new Set(mentionsOf(document, span).map(({ actor }) => actor)),
];

/** The mention that fits a noun phrase best; of a coordination (`Macron and Starmer`) all. */
export function mentionsOf(document: Mentioned, span: Span): readonly Mention[] {
  const touching = near(document.mentions, span).filter((mention) => overlap(mention, span) > 0);
  let best: Mention | null = null;
  let bestFit = 0;
  for (const mention of touching) {
    const fit = (2 * overlap(mention, span)) / (length(mention) + length(span));
    if (fit > bestFit) {
      best = mention;
      bestFit = fit;
    }
  }
  if (best === null) return [];
  const whole = best;
  // `both countries` means two.
  const shared = touching.filter((mention) => equals(mention, whole));
  if (bestFit >= WHOLE || (best.start <= span.start && best.end >= span.end)) {
    const joined = outermost(touching.filter((mention) => contains(span, mention)));
    const covered = joined.reduce((sum, mention) => sum + length(mention), 0);
    return joined.length < 2 || covered <= length(best) ? shared : joined;
  }
  const inside = outermost(touching.filter((mention) => contains(span, mention)));
  return inside.length > 0 ? inside : shared;
}

/** Without those that lie inside others. */
function outermost(mentions: readonly Mention[]): readonly Mention[] {
  return mentions.filter(
    (mention) =>
      !mentions.some(
        (other) => other !== mention && contains(other, mention) && length(other) > length(mention),
      ),
  );
}

/** Mentions are in order of start, so those that may touch a span lie together; none is longer than `LONGEST`. */
const LONGEST = 400;
function near(mentions: readonly Mention[], span: Span): readonly Mention[] {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle]?.start ?? 0) < span.start - LONGEST) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < mentions.length && (mentions[end]?.start ?? 0) < span.end) end++;
  return mentions.slice(low, end);
}
