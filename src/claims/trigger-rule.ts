import { ACTOR_TRIGGERS } from '../document/vocabulary.ts';
import type { Located } from './located-yaml.ts';
import { phraseFrom } from './phrase-from.ts';
import { type PhraseFinder, phraseFinder } from './phrases.ts';
import { type Word, wordsOf } from './words.ts';

/** What a condition waits for, with the words by which it is known (resources/rules/triggers.yaml). */
export interface TriggerRule {
  readonly id: string;
  /** The kind before the colon of the normal form. */
  readonly yields: string;
  /** The words say that the thing does not come about. */
  readonly negated: boolean;
  /** Where the actor stands that the trigger names; null where the trigger names none. */
  readonly who: readonly ('before' | 'after')[] | null;
  readonly onlyLegislatures: boolean;
  readonly find: PhraseFinder<'pattern' | 'not'>;
}

/** The first phrase of a rule that no `not` phrase overlaps. */
export function ruleMatch(
  rule: TriggerRule,
  words: readonly Word[],
): { readonly start: number; readonly end: number } | null {
  const all = rule.find(words);
  const covers = all.filter((m) => m.phrase.value === 'not');
  const match = all.find(
    (m) => m.phrase.value === 'pattern' && !covers.some((c) => c.first < m.end && m.first < c.end),
  );
  if (match === undefined) return null;
  return { start: words[match.first]?.start ?? 0, end: words[match.end - 1]?.end ?? 0 };
}

/** Kinds whose normal form names an actor. */
const WITH_ACTOR: ReadonlySet<string> = new Set(ACTOR_TRIGGERS);

export const namesSomebody = (kind: string): boolean => WITH_ACTOR.has(kind);

/**
 * @throws ResourceError with file and line: unknown key, wrong type, a pattern that cannot be read, an example on which the
 * rule does not fire, a counter-example on which it does.
 */
export function triggerRuleFrom(id: string, entry: Located): TriggerRule {
  const part = entry.record([
    'yields',
    'negated',
    'who',
    'of',
    'reason',
    'patterns',
    'not',
    'examples',
    'counter-examples',
  ]);
  if (part.patterns === undefined || part.examples === undefined || part.reason === undefined) {
    throw entry.wrong(`the trigger "${id}" needs "reason", "patterns" and "examples"`, 'resource/key');
  }
  part.reason.string();
  const yields = part.yields?.string() ?? id;
  const who = (part.who?.items() ?? []).map((item) => {
    const place = item.string();
    if (place !== 'before' && place !== 'after')
      throw item.wrong(`"who" is "before" or "after", not "${place}"`);
    return place;
  });
  const of = part.of?.string();
  if (of !== undefined && of !== 'legislature-or-board')
    throw entry.wrong(`"of" can only be "legislature-or-board"`);
  const phrases = (list: Located | undefined, value: 'pattern' | 'not') =>
    (list?.items() ?? []).map((item) => phraseFrom(item, value));
  const rule: TriggerRule = {
    id,
    yields,
    negated: part.negated?.boolean() ?? false,
    who: who.length > 0 || WITH_ACTOR.has(yields) ? who : null,
    onlyLegislatures: of !== undefined,
    find: phraseFinder([...phrases(part.patterns, 'pattern'), ...phrases(part.not, 'not')]),
  };
  const fires = (text: string) => ruleMatch(rule, wordsOf(text)) !== null;
  for (const example of part.examples.items()) {
    if (!fires(example.string())) {
      throw example.wrong(
        `the trigger "${id}" does not fire on its example "${example.string()}"`,
        'resource/example',
      );
    }
  }
  for (const example of part['counter-examples']?.items() ?? []) {
    if (fires(example.string()) && !rule.onlyLegislatures) {
      throw example.wrong(
        `the trigger "${id}" fires on its counter-example "${example.string()}"`,
        'resource/example',
      );
    }
  }
  return Object.freeze(rule);
}
