import { readFileSync } from 'node:fs';
import type { Attributed, BareClaim } from '../document/layers.ts';
import { ResourceError } from '../text/errors.ts';
import type { Span } from '../text/span.ts';
import { inside } from './inside.ts';
import { ownWords } from './own-words.ts';
import { classOf } from './word-classes.ts';
import type { Word } from './words.ts';

const FILE = 'resources/rules/measure-words.tsv';

/** How much a word counts in a claim's own words, its sentence, the report's first two and the report, and there up to how many times. */
const COUNTS = { own: 1, sentence: 0.5, lead: 0.3, report: 0.15 } as const;
const TIMES = 3;

/** Each word that may tell a measure by where it stands (`own fish`), each class of words (`own #anger`), and how much it counts there. */
export type WordEvidence = ReadonlyMap<string, number>;

/** A word (in lower case) without its commonest endings; null where it is too short to tell anything. */
export function stemOf(lower: string): string | null {
  if (!/^[a-z]{3,}$/.test(lower)) return null;
  if (lower.length > 6 && lower.endsWith('ing')) return lower.slice(0, -3);
  if (lower.length > 5 && lower.endsWith('ed')) return lower.slice(0, -2);
  return lower.length > 4 && /[^s]s$/.test(lower) ? lower.slice(0, -1) : lower;
}

/** What the words of a document say: as a whole, and of each claim beside that, in the claims' order. */
export interface WordsTold {
  readonly whole: WordEvidence;
  readonly claims: readonly WordEvidence[];
}

/** `words` are the whole document's, in order. */
export function wordEvidence(
  words: readonly Word[],
  claims: readonly BareClaim[],
  document: Attributed,
): WordsTold {
  const told = words.flatMap(({ kind, lower, start, end }) => {
    const stem = kind === 'word' ? stemOf(lower) : null;
    if (stem === null) return [];
    const names = [stem, classOf(stem) ?? []].flat();
    return names.map((name) => ({ start, end, name }));
  });
  const evidence = (place: keyof typeof COUNTS, spans: readonly Span[]) =>
    spans.flatMap((span) =>
      inside(told, span).map(({ name }) => [`${place} ${name}`, COUNTS[place]] as const),
    );
  const counts = new Map<string, number>();
  for (const { name } of told) counts.set(name, (counts.get(name) ?? 0) + 1);
  const report = [...counts].map(
    ([name, n]) => [`report ${name}`, COUNTS.report * Math.min(TIMES, n)] as const,
  );
  return {
    whole: new Map([...report, ...evidence('lead', document.sentences.slice(0, 2))]),
    claims: claims.map((claim) => {
      const sentence = document.sentences[claim.sentence] ?? claim.predicate;
      const own = evidence('own', ownWords(claim, document.text, sentence));
      return new Map([...own, ...evidence('sentence', [sentence])]);
    }),
  };
}

/** Of one measure: what is added for all claims, and by how much what the rules make of it counts, in log odds. */
interface Trust {
  readonly always: number;
  readonly rules: number;
}

interface Weights {
  readonly trust: ReadonlyMap<string, Trust>;
  readonly byWord: ReadonlyMap<string, readonly (readonly [measure: string, weight: number])[]>;
}

let weights: Weights | null = null;

/** @throws ResourceError where a line is not as train/measure-words.ts writes them */
function load(): Weights {
  const trust = new Map<string, Trust>();
  const byWord = new Map<string, (readonly [string, number])[]>();
  const lines = readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8').split('\n');
  for (const [at, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [name = '', ...rest] = line.split('\t');
    const numbers = rest.map((part) => {
      const space = part.indexOf(' ');
      return [part.slice(0, space), Number(part.slice(space + 1))] as const;
    });
    const [first, second] = numbers;
    const measure = /^measure (.+)/.exec(name)?.[1];
    if (!first || numbers.some(([, weight]) => !Number.isFinite(weight)) || (measure && !second))
      throw new ResourceError('resource/line', `${FILE}:${at + 1}: no word with its weights`);
    if (measure && second) trust.set(measure, { always: first[1], rules: second[1] });
    else byWord.set(name, numbers);
  }
  return { trust, byWord };
}

/** Below this the rules say that a measure is out of the question, above it that it is certain: log odds. */
const LEAST = -6;
/** What the rules' log odds are counted from. */
const FROM = 2;

/** The rules' log odds as the words' weights take them; null where nothing in the report speaks of the measure. */
export const ruled = (odds: number | null): number => Math.max(LEAST, odds ?? LEAST) + FROM;

/** The log odds that words give to measures. */
export function saidByWords(evidence: WordEvidence): ReadonlyMap<string, number> {
  weights ??= load();
  const sums = new Map<string, number>();
  for (const [word, count] of evidence) {
    for (const [measure, weight] of weights.byWord.get(word) ?? [])
      sums.set(measure, (sums.get(measure) ?? 0) + weight * count);
  }
  return sums;
}

/**
 * The log odds of measures for a claim: of all that rules or words speak for.
 * @param byRule the log odds that the rules give (measure-evidence.ts), by measure
 * @param byWords those that the words of its document and its own give
 */
export function weighed(
  byRule: ReadonlyMap<string, number>,
  byWords: readonly ReadonlyMap<string, number>[],
): Map<string, number> {
  weights ??= load();
  const odds = new Map<string, number>();
  for (const [measure, { always, rules }] of weights.trust) {
    const words = byWords.reduce((sum, said) => sum + (said.get(measure) ?? 0), 0);
    odds.set(measure, always + rules * ruled(byRule.get(measure) ?? null) + words);
  }
  // a measure of a profile of one's own, which no text was marked with
  for (const [measure, own] of byRule) if (!odds.has(measure)) odds.set(measure, own);
  return odds;
}
