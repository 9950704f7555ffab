import { resolveSpan } from '../actors/resolve-span.ts';
import type { Attributed, Attribution, Mentioned, Predicted } from '../document/layers.ts';
import { contains, length, overlap, type Span } from '../text/span.ts';

const sizeOf = (spans: readonly Span[]): number => spans.reduce((sum, s) => sum + length(s), 0);

/** Whether most of `inner` lies in the content. */
const holds = (content: readonly Span[], inner: Span): boolean =>
  content.reduce((sum, s) => sum + overlap(s, inner), 0) * 2 > length(inner);

/** Those whose content holds the span, innermost (shortest content) first. */
export const holding = (attributions: readonly Attribution[], inner: Span): Attribution[] =>
  attributions.filter((a) => holds(a.content, inner)).sort((a, b) => sizeOf(a.content) - sizeOf(b.content));

/**
 * The attributions that the model found, with whom their sources mean and how they nest: one lies within another whose
 * content holds its cue and is longer than its own.
 */
export function attribute<D extends Mentioned & Predicted>(document: D): D & Attributed {
  const found: Attribution[] = document.predictedAttributions
    .filter(({ content }) => content.length > 0)
    .map(({ cue, source, content, kinds }, i) => ({
      id: `a${i + 1}`,
      kind: kinds[0]?.value ?? 'indirect',
      source: source?.value ?? null,
      cue,
      content,
      actors: source ? resolveSpan(document, source.value) : [],
      within: null,
    }));
  const attributions = found.map((a) => {
    const outer = holding(found, a.cue ?? a.content[0] ?? { start: 0, end: 0 }).find(
      (b) =>
        b !== a &&
        sizeOf(b.content) > sizeOf(a.content) &&
        !a.content.some((s) => b.cue && contains(s, b.cue)),
    );
    return Object.freeze({ ...a, within: outer?.id ?? null });
  });
  return Object.freeze({ ...document, attributions });
}
