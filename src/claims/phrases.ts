import { ResourceError } from '../text/errors.ts';
import { formsOf } from './inflection.ts';
import type { Word } from './words.ts';

/**
 * Phrases as rule files write them (docs/profiles.md, "Patterns"):
 * `deploy troops` words in this order, each in any inflection, hyphens and blanks alike;
 * `=forces` exactly this form; `NATO` with capitals: exactly so; `missil*` any ending;
 * `send/deploy troops` either; `peace (and security) deal` may be absent, word by word;
 * `send ... troops` up to five words between; `<money>` an amount of money, `<number>` a number.
 */
export interface Phrase<T> {
  readonly pattern: string;
  readonly value: T;
  readonly steps: readonly Step[];
}

/** Throws ResourceError `resource/pattern` for a pattern that cannot be read. */
export const phrase = <T>(pattern: string, value: T): Phrase<T> => ({
  pattern,
  value,
  steps: stepsOf(pattern),
});

/** Where a phrase stands: indices into the words searched, half-open. */
export interface PhraseMatch<T> {
  readonly phrase: Phrase<T>;
  readonly first: number;
  readonly end: number;
  /** Indices of the words that the phrase names, without those in its gaps. */
  readonly named: readonly number[];
}

export type PhraseFinder<T> = (words: readonly Word[]) => readonly PhraseMatch<T>[];

/** One word of a pattern, or a gap. */
export interface Step {
  readonly kind: 'word' | 'gap' | 'number' | 'money';
  readonly optional: boolean;
  /** Forms in lower case; forms as written; beginnings in lower case. */
  readonly forms: ReadonlySet<string>;
  readonly exact: ReadonlySet<string>;
  readonly stems: readonly string[];
}

/** `...` stands for at most so many words: a noun phrase with its adjectives (`send a further two hundred troops`). */
const LONGEST_GAP = 5;
const STEM_KEY = 3;
const MONEY = '<money>';
const NUMBER = '<number>';
const NONE: ReadonlySet<string> = new Set();

/**
 * A function that finds all the phrases in a list of words, leftmost first, at most one match a phrase and place.
 * Phrases are looked up by their first word, so that its time does not grow with their number.
 */
export function phraseFinder<T>(phrases: readonly Phrase<T>[]): PhraseFinder<T> {
  const byForm = new Map<string, Phrase<T>[]>();
  const byStem = new Map<string, Phrase<T>[]>();
  const put = (map: Map<string, Phrase<T>[]>, key: string, phrase: Phrase<T>) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [phrase]);
    else if (list.at(-1) !== phrase) list.push(phrase);
  };
  for (const phrase of phrases) {
    const [first] = phrase.steps;
    if (first === undefined) continue;
    if (first.kind === 'money') put(byForm, MONEY, phrase);
    if (first.kind === 'number') put(byForm, NUMBER, phrase);
    for (const form of first.forms) put(byForm, form, phrase);
    for (const form of first.exact) put(byForm, form.toLowerCase(), phrase);
    for (const stem of first.stems) put(byStem, stem.slice(0, STEM_KEY), phrase);
  }
  return (words) => {
    const matches: PhraseMatch<T>[] = [];
    words.forEach((word, at) => {
      if (word.kind === 'break') return;
      const tryAll = (phrases: readonly Phrase<T>[] | undefined) => {
        for (const phrase of phrases ?? []) {
          const named = matchFrom(phrase.steps, 0, words, at);
          if (named !== null) matches.push({ phrase, first: at, end: (named.at(-1) ?? at) + 1, named });
        }
      };
      tryAll(byForm.get(word.lower));
      tryAll(byStem.get(word.lower.slice(0, STEM_KEY)));
      if (word.kind === 'money') tryAll(byForm.get(MONEY));
      if (word.kind === 'number') tryAll(byForm.get(NUMBER));
    });
    return matches;
  };
}

/** The words named by the match that begins at word `at` with step `s`, or null where there is none. */
function matchFrom(
  steps: readonly Step[],
  s: number,
  words: readonly Word[],
  at: number,
): readonly number[] | null {
  const step = steps[s];
  if (step === undefined) return [];
  if (step.kind === 'gap') {
    for (let skip = 0; skip <= LONGEST_GAP; skip++) {
      const rest = matchFrom(steps, s + 1, words, at + skip);
      if (rest !== null) return rest;
      if (words[at + skip]?.kind === 'break') return null;
    }
    return null;
  }
  const word = words[at];
  if (word !== undefined && fits(step, word)) {
    const rest = matchFrom(steps, s + 1, words, at + 1);
    if (rest !== null) return [at, ...rest];
  }
  return step.optional ? matchFrom(steps, s + 1, words, at) : null;
}

function fits(step: Step, word: Word): boolean {
  if (step.kind !== 'word') return word.kind === step.kind;
  return (
    (word.kind === 'word' || word.kind === 'number') &&
    (step.forms.has(word.lower) ||
      step.exact.has(word.text) ||
      step.stems.some((stem) => word.lower.startsWith(stem)))
  );
}

function stepsOf(pattern: string): readonly Step[] {
  const steps = pattern
    .replace(/\.{3}|…/g, ' … ')
    .replace(/[-–]/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((part, i, parts) => stepOf(part, pattern, isInBrackets(parts, i)));
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || first.optional || first.kind === 'gap' || last?.kind === 'gap') {
    throw new ResourceError(
      'resource/pattern',
      `the pattern "${pattern}" must begin and end with a word that has to be there`,
    );
  }
  return steps;
}

const isInBrackets = (parts: readonly string[], i: number): boolean => {
  const open = parts.slice(0, i + 1).filter((p) => p.startsWith('(')).length;
  const closed = parts.slice(0, i).filter((p) => p.endsWith(')')).length;
  return open > closed;
};

function stepOf(part: string, pattern: string, optional: boolean): readonly Step[] {
  const empty = { optional, forms: NONE, exact: NONE, stems: [] };
  if (part === '…') return [{ ...empty, kind: 'gap' }];
  if (part === MONEY) return [{ ...empty, kind: 'money' }];
  if (part === NUMBER) return [{ ...empty, kind: 'number' }];
  const forms = new Set<string>();
  const exact = new Set<string>();
  const stems: string[] = [];
  for (const choice of part.replace(/^\(|\)$/g, '').split('/')) {
    const written = /^(?<exactly>=?)(?<word>[\p{L}\d]+)(?<open>\*?)$/u.exec(choice)?.groups;
    const word = written?.['word'];
    if (written === undefined || word === undefined) {
      throw new ResourceError(
        'resource/pattern',
        `"${choice}" in the pattern "${pattern}" is no word, "=word", "stem*", "(word)", "a/b", "...", "<money>" or "<number>"`,
      );
    }
    if (written['open'] === '*') {
      if (word.length < STEM_KEY) {
        throw new ResourceError(
          'resource/pattern',
          `"${choice}" in the pattern "${pattern}" is too short: three letters before the * at least`,
        );
      }
      stems.push(word.toLowerCase());
    } else if (/\p{Lu}/u.test(word)) {
      exact.add(word);
      exact.add(`${word}s`);
    } else if (written['exactly'] === '=') {
      forms.add(word);
    } else {
      for (const form of formsOf(word)) forms.add(form);
    }
  }
  return [{ kind: 'word', optional, forms, exact, stems }];
}
