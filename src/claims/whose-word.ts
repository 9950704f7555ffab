import { isMedium } from '../actors/resources.ts';
import type { Attributed, Attribution } from '../document/layers.ts';
import { contains, type Span } from '../text/span.ts';
import { holding } from './attributions.ts';
import { sentenceAt } from './inside.ts';
import { mentionsWithin, type Pointed } from './pointers.ts';

/**
 * Whose word a claim is. The innermost attribution whose content holds its predicate says so; where none does, the source
 * that the model points to, if an attribution before it or in its own sentence has it (an uncued sentence that goes on from it).
 */
export function attributionOf(
  document: Attributed,
  predicate: Span,
  pointed: readonly Pointed[],
  threshold: number,
): { readonly attribution: Attribution | null; readonly rule: string } {
  const around = holding(document.attributions, predicate).filter(
    (a) => !a.cue || !contains(predicate, a.cue),
  );
  if (around[0]) return { attribution: around[0], rule: 'attribution.innermost' };
  const source = pointed[0];
  if (!source || source.probability < threshold) return { attribution: null, rule: 'attribution.none' };
  const end = document.sentences[sentenceAt(document.sentences, predicate.start)]?.end ?? predicate.end;
  const before = document.attributions.filter(
    (a) => a.actors.includes(source.actor) && (a.cue?.start ?? a.content[0]?.start ?? 0) < end,
  );
  const last = before.at(-1);
  return last
    ? { attribution: last, rule: 'attribution.goes-on' }
    : { attribution: null, rule: 'attribution.none' };
}

/** `told AFP`: the agency that heard it, named right behind the cue. */
const hearers = ({ mentions }: Attributed, { cue }: Attribution): string[] =>
  cue
    ? mentionsWithin(mentions, cue.end + 1, cue.end + 6)
        .filter((m) => m.start > cue.end && isMedium(m.actor))
        .map((m) => m.actor)
    : [];

/** Who stands outside a claim's source: the agency that heard it, then the attributions around it, innermost first. */
export function reporters(document: Attributed, attribution: Attribution | null): string[] {
  const byId = (id: string): Attribution | null => document.attributions.find((a) => a.id === id) ?? null;
  const found: string[] = [];
  for (let a = attribution; a; a = a.within ? byId(a.within) : null) {
    found.push(...(a === attribution ? [] : a.actors), ...hearers(document, a));
  }
  return found.filter((actor) => !attribution?.actors.includes(actor));
}
