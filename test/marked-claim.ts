import { findActors } from '../src/actors/find-actors.ts';
import type { Attributed, BareClaim } from '../src/document/layers.ts';
import type { Act, ConditionKind, Firmness } from '../src/document/vocabulary.ts';
import { tokenise } from '../src/language/sentences.ts';
import { type Span, span } from '../src/text/span.ts';
import { sourceOf } from './sources.ts';

/**
 * A claim written as `(commit; targets Ukraine; firmness pledged; if)` on a first line, then the text with marks:
 * `Britain <is ready> {to send troops} [only after a truce].`: predicate, content, condition. Settings: `actors`,
 * `targets` (names as the text has them), `firmness`, `negated`, and the kind of the condition.
 */
export function markedClaim(written: string): { readonly claim: BareClaim; readonly document: Attributed } {
  const [first = '', ...rest] = written.split('\n');
  const settings = first.replace(/^\(|\)$/g, '').split(/; */);
  const marked = rest.join('\n');
  const text = marked.replace(/[<>{}[\]]/g, '');
  const document: Attributed = { ...findActors(tokenise(sourceOf(text, '2025-09-04'))), attributions: [] };
  const between = (open: string, close: string): Span | null => {
    const from = marked.indexOf(open);
    if (from < 0) return null;
    const at = (index: number): number => marked.slice(0, index).replace(/[<>{}[\]]/g, '').length;
    return span(at(from), at(marked.indexOf(close)));
  };
  const setting = (key: string): string | undefined =>
    settings.find((s) => s.startsWith(`${key} `))?.slice(key.length + 1);
  const actorsNamed = (names: string | undefined): readonly string[] =>
    (names?.split(', ') ?? []).map((name) => {
      const mention = document.mentions.find((m) => text.slice(m.start, m.end) === name);
      if (mention === undefined) throw new Error(`no actor is found at "${name}" in "${text}"`);
      return mention.actor;
    });
  const predicate = between('<', '>');
  if (predicate === null) throw new Error(`no predicate in "${written}"`);
  const what = between('{', '}');
  const condition = between('[', ']');
  const own = [predicate, ...(what ? [what] : []), ...(condition ? [condition] : [])];
  const claim: BareClaim = {
    id: 'c1',
    act: settings[0] as Act,
    predicate,
    actors: actorsNamed(setting('actors')),
    targets: actorsNamed(setting('targets')),
    what,
    firmness: (setting('firmness') as Firmness | undefined) ?? null,
    negated: settings.includes('negated'),
    conditions: condition ? [{ ...condition, kind: (settings.at(-1) ?? 'if') as ConditionKind }] : [],
    attribution: null,
    reportedBy: [],
    sentence: document.sentences.findIndex((s) => predicate.start < s.end),
    evidence: span(Math.min(...own.map((s) => s.start)), Math.max(...own.map((s) => s.end))),
    confidence: 1,
  };
  return { claim, document };
}
