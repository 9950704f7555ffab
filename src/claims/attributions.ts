import { mentionsOf } from '../actors/resolve-span.ts';
import type { Actor, Attributed, Attribution, Mentioned, Predicted } from '../document/layers.ts';
import type { Thresholds } from '../model/index.ts';
import { contains, length, overlap, type Span } from '../text/span.ts';
import { pointedAt, reachable } from './pointers.ts';

const sizeOf = (spans: readonly Span[]): number => spans.reduce((sum, s) => sum + length(s), 0);

/** Whether most of `inner` lies in the content. */
const holds = (content: readonly Span[], inner: Span): boolean =>
  content.reduce((sum, s) => sum + overlap(s, inner), 0) * 2 > length(inner);

/** Those whose content holds the span, innermost (shortest content) first. */
export const holding = (attributions: readonly Attribution[], inner: Span): Attribution[] =>
  attributions.filter((a) => holds(a.content, inner)).sort((a, b) => sizeOf(a.content) - sizeOf(b.content));

/** Nobody in particular: no actor, or one of whom the text does not say for whom it speaks. */
const isVague = (actor: Actor | undefined): boolean =>
  actor === undefined ||
  actor.kind === 'unknown' ||
  (actor.kind === 'person' && actor.state === null && actor.roles.length === 0);

/** Whom a person without an office may stand for, or a pronoun mean: nobody vague, no `officials`. */
const speaksFor = (actor: Actor | undefined): boolean => !isVague(actor) && actor?.kind !== 'group';

/** Rules that look at what stands around, where the words alone do not say whom they mean: `he`, `the ministry`. */
const BY_CONTEXT = /^pronoun|\.(?:bare|again|beside|called|issued|described)$/;
/** From which probability on the model's pointer is believed against them: 0.5 to 0.7 are alike on the development texts, less loses. */
const AGAINST = 0.7;

/**
 * Whom a source means: its words by the rules of src/actors/; whom the model points to as the source of the claims inside,
 * where they leave open for whom somebody speaks (`Quirke said`), or say it by context alone and the model is surer.
 */
function meant(
  document: Mentioned & Predicted,
  byId: ReadonlyMap<string, Actor>,
  source: Span | null,
  content: readonly Span[],
  threshold: number,
): readonly string[] {
  const mentions = source ? mentionsOf(document, source) : [];
  const named = [...new Set(mentions.map(({ actor }) => actor))];
  const open = named.length === 0 || named.some((id) => isVague(byId.get(id)));
  const enough = open
    ? threshold
    : mentions.some(({ rule }) => BY_CONTEXT.test(rule))
      ? AGAINST
      : Number.POSITIVE_INFINITY;
  const sums = new Map<string, number>();
  for (const { predicate, pointers } of document.predictedClaims) {
    if (!holds(content, predicate)) continue;
    const first = pointedAt(pointers, 'source', reachable(pointers, document.mentions)).find(({ actor }) =>
      speaksFor(byId.get(actor)),
    );
    if (first && first.probability >= enough)
      sums.set(first.actor, (sums.get(first.actor) ?? 0) + first.probability);
  }
  const [best] = [...sums].sort((a, b) => b[1] - a[1]);
  if (!best) return named;
  const persons = open ? named.filter((id) => byId.get(id)?.kind === 'person') : [];
  return [...persons, best[0]];
}

/**
 * The attributions that the model found, with whom their sources mean and how they nest: one lies within another whose
 * content holds its cue and is longer than its own.
 */
export function attribute<D extends Mentioned & Predicted>(
  document: D,
  { sourcePointer }: Pick<Thresholds, 'sourcePointer'>,
): D & Attributed {
  const byId = new Map(document.actors.map((a) => [a.id, a]));
  const found: Attribution[] = document.predictedAttributions
    .filter(({ content }) => content.length > 0)
    .map(({ cue, source, content, kinds }, i) => ({
      id: `a${i + 1}`,
      kind: kinds[0]?.value ?? 'indirect',
      source: source?.value ?? null,
      cue,
      content,
      actors: meant(document, byId, source?.value ?? null, content, sourcePointer),
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
