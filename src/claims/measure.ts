import type { Located } from './located-yaml.ts';
import { phraseFrom } from './phrase-from.ts';
import { type Phrase, type PhraseFinder, type PhraseMatch, phraseFinder } from './phrases.ts';
import { type Word, wordsOf } from './words.ts';

/** A kind of thing undertaken or opposed, with the words by which it is known. */
export interface Measure {
  readonly id: string;
  /** In words, for a reader of the profile. */
  readonly about: string;
  readonly phrases: readonly Phrase<MeasurePhrase>[];
}

/** `pattern` tells by itself; `hint` only where nothing else does; `not` covers words that a pattern would misread. */
export interface MeasurePhrase {
  readonly id: string;
  readonly role: 'pattern' | 'hint' | 'not';
}

/** Where the text speaks of a measure. */
export interface MeasureMatch {
  readonly id: string;
  readonly role: 'pattern' | 'hint';
  readonly pattern: string;
  /** How many words the phrase names. */
  readonly words: number;
  readonly start: number;
  readonly end: number;
}

/**
 * @throws ResourceError with file and line: unknown key, wrong type, a pattern that cannot be read, an example on which
 * the measure does not fire, a counter-example on which it does.
 */
export function measureFrom(id: string, entry: Located): Measure {
  const part = entry.record(['about', 'patterns', 'hints', 'not', 'examples', 'counter-examples']);
  if (part.about === undefined || part.patterns === undefined || part.examples === undefined) {
    throw entry.wrong(`the measure "${id}" needs "about", "patterns" and "examples"`, 'resource/key');
  }
  const phrases = (list: Located | undefined, role: MeasurePhrase['role']) =>
    (list?.items() ?? []).map((item) => phraseFrom<MeasurePhrase>(item, { id, role }));
  const measure = {
    id,
    about: part.about.string(),
    phrases: [
      ...phrases(part.patterns, 'pattern'),
      ...phrases(part.hints, 'hint'),
      ...phrases(part.not, 'not'),
    ],
  };
  const find = phraseFinder(measure.phrases);
  const fires = (text: string) => measureMatches(wordsOf(text), find).length > 0;
  for (const example of part.examples.items()) {
    if (!fires(example.string())) {
      throw example.wrong(
        `the measure "${id}" does not fire on its example "${example.string()}"`,
        'resource/example',
      );
    }
  }
  for (const example of part['counter-examples']?.items() ?? []) {
    if (fires(example.string())) {
      throw example.wrong(
        `the measure "${id}" fires on its counter-example "${example.string()}"`,
        'resource/example',
      );
    }
  }
  return Object.freeze(measure);
}

/**
 * All measures that the words speak of, in order of place. A phrase counts unless a `not` phrase of its own measure
 * overlaps it, or a longer phrase of another measure of its family holds it (`withdraw troops` holds `troops`).
 */
export function measureMatches(
  words: readonly Word[],
  find: PhraseFinder<MeasurePhrase>,
): readonly MeasureMatch[] {
  const all = find(words);
  const covers = new Map<string, { first: number; end: number }[]>();
  for (const { phrase, first, end } of all) {
    if (phrase.value.role !== 'not') continue;
    const list = covers.get(phrase.value.id) ?? [];
    list.push({ first, end });
    covers.set(phrase.value.id, list);
  }
  const meant = all.filter(
    (m) =>
      m.phrase.value.role !== 'not' &&
      !(covers.get(m.phrase.value.id) ?? []).some((c) => c.first < m.end && m.first < c.end),
  );
  // Within so few words no longer phrase can begin; sorted by first word, so that only neighbours are looked at.
  return meant.flatMap((m, i) => {
    const value = m.phrase.value;
    if (value.role === 'not' || isHeld(meant, i)) return [];
    const start = words[m.first]?.start ?? 0;
    const end = words[m.end - 1]?.end ?? start;
    return [{ id: value.id, role: value.role, pattern: m.phrase.pattern, words: m.named.length, start, end }];
  });
}

/** `force` of `force.land`. */
export const family = (id: string): string => (id.includes('.') ? id.slice(0, id.indexOf('.')) : id);

/** The most words that a phrase spans: ten of its own with their gaps. */
const REACH = 16;

function isHeld(matches: readonly PhraseMatch<MeasurePhrase>[], index: number): boolean {
  const m = matches[index];
  if (m === undefined) return false;
  const id = m.phrase.value.id;
  const holds = (o: PhraseMatch<MeasurePhrase>) =>
    o.phrase.value.id !== id &&
    !o.phrase.value.id.endsWith('.any') &&
    family(o.phrase.value.id) === family(id) &&
    o.named.length > m.named.length &&
    m.named.every((word) => o.named.includes(word));
  for (let i = index - 1; i >= 0; i--) {
    const o = matches[i];
    if (o === undefined || o.first < m.first - REACH) break;
    if (holds(o)) return true;
  }
  for (let i = index + 1; i < matches.length; i++) {
    const o = matches[i];
    if (o === undefined || o.first > m.first) break;
    if (holds(o)) return true;
  }
  return false;
}
