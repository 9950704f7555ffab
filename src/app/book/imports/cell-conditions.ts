import { findActors } from '../../../actors/find-actors.ts';
import type { BookCondition } from '../../../book/record.ts';
import type { Profile } from '../../../claims/profile.ts';
import { triggerReader } from '../../../claims/triggers.ts';
import type { BareClaim } from '../../../document/layers.ts';
import { UNKNOWN } from '../../../document/metadata.ts';
import { CONDITION_KINDS, type ConditionKind } from '../../../document/vocabulary.ts';
import { tokenise } from '../../../language/sentences.ts';
import { type Span, slice, span } from '../../../text/span.ts';
import { triggerFrom } from '../decisions/trigger-words.ts';

/** How conditions begin; longer ones first. What begins otherwise is an `if`. */
const KINDS: readonly (readonly [string, ConditionKind])[] = [
  ['only after', 'only-after'],
  ['not before', 'only-after'],
  ['only if', 'only-if'],
  ['subject to', 'pending'],
  ['pending', 'pending'],
  ['unless', 'unless'],
  ['until', 'until'],
  ['after', 'after'],
  ['once', 'after'],
  ['provided', 'provided'],
];

/**
 * The condition that a cell states. What the mapping says of it says all (`only-if [approval:DEU-parliament]`); else its words
 * are read by the rules that read those of a report.
 */
export function conditionAt(
  at: Span,
  text: string,
  said: string,
  profiles: readonly Profile[],
): BookCondition {
  const [, kindWord = '', names] = /^([a-z-]+)(?:\s*\[([^\]]+)\])?$/.exec(said.trim()) ?? [];
  const told = CONDITION_KINDS.find((kind) => kind === kindWord);
  if (told !== undefined) {
    return { ...at, kind: told, trigger: names === undefined ? null : triggerFrom(names) };
  }
  const words = slice(text, at).toLowerCase();
  const kind = KINDS.find(([start]) => words.startsWith(start))?.[1] ?? 'if';
  const document = { ...findActors(tokenise({ text, metadata: UNKNOWN })), attributions: [] };
  return { ...at, kind, trigger: triggerReader(profiles)({ ...at, kind }, NOBODY, document, []).value };
}

/** Who undertakes it says nothing of what it hangs on. */
const NOBODY: BareClaim = {
  id: 'c1',
  act: 'commit',
  predicate: span(0, 0),
  actors: [],
  targets: [],
  what: null,
  firmness: null,
  negated: false,
  conditions: [],
  attribution: null,
  reportedBy: [],
  sentence: 0,
  evidence: span(0, 0),
  confidence: 1,
};
