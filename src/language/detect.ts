import { readWordLists } from '../text/resource.ts';

/** In characters. What a report is written in shows in its first paragraphs; more would cost time only (10 ms a 4,000). */
const SAMPLE = 4_000;

/**
 * In letters; fewer say nothing (on the first 40 characters of the 1,033 English gold texts the detector errs on 55, on 80 it
 * errs on 4, on 160 on none). Scripts in which a letter is a syllable or a word need a quarter of it.
 */
const FEWEST_LETTERS = 80;

/**
 * Part of the words that are English function words which no other language has (`the`, `which`, `were`): at least 0.08 in
 * the gold texts, stock exchange notes of 1987 with their abbreviations included, and at most 0.02 in news of other languages
 * that quote some English.
 */
const ENGLISH = 0.06;

/**
 * The language of a text as ISO 639-1; null where the text is too short to tell. English, which nearly all texts are, is told
 * by its function words; only for others the detector is loaded (eld: n-grams of 60 languages, 140 ms and 90 MB).
 */
export async function detectLanguage(text: string): Promise<string | null> {
  const sample = text.slice(0, SAMPLE);
  const words = sample.toLowerCase().match(WORD) ?? [];
  if (words.length >= FEWEST_WORDS && words.filter(isEnglish).length / words.length >= ENGLISH) return 'en';
  const letters = sample.match(LETTER)?.length ?? 0;
  const wide = sample.match(WIDE_LETTER)?.length ?? 0;
  if (letters + 3 * wide < FEWEST_LETTERS) return null;
  const { eld } = await import('eld/extrasmall');
  return eld.detect(sample).language || null;
}

const FEWEST_WORDS = 8;
const functionWords: ReadonlySet<string> = new Set(
  readWordLists('en/function-words.yaml', ['english_only']).english_only,
);
const isEnglish = (word: string): boolean => functionWords.has(word);

const WORD = /\p{L}+/gu;
const LETTER = /\p{L}/gu;
const WIDE_LETTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
