/** What the tokenizer of an uncased BERT makes of one character. */
export interface Character {
  /** Lower-cased, decomposed, without accents; empty where the character is dropped. */
  readonly text: string;
  /** `alone`: a word of its own (punctuation, a Chinese character). */
  readonly kind: 'word' | 'alone' | 'space' | 'dropped';
}

const SPACE = /\p{White_Space}/u;
/** Control, format, private use, half surrogates and the replacement character. */
const DROPPED = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/u;
/** Every ASCII sign that is neither letter nor digit counts, symbols too: `$`, `+`, `^`. */
const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/u;
/** The blocks that BERT's authors listed; later extensions are not among them, nor are kana and Hangul. */
const CHINESE =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/u;
const ACCENTS = /\p{Mn}/gu;

/**
 * Clean text, spaced Chinese characters, NFD without non-spacing marks, lower case, one character at a time:
 * `BertNormalizer` and `BertPreTokenizer` of Hugging Face's tokenizers. Compared over all of Unicode they agree, save
 * for 671 marks and signs of rare scripts that Unicode has since added and its tables do not know.
 */
function classify(character: string): Character {
  if (/[\t\n\r]/.test(character)) return { text: ' ', kind: 'space' };
  if (DROPPED.test(character)) return { text: '', kind: 'dropped' };
  if (SPACE.test(character)) return { text: ' ', kind: 'space' };
  // character by character: within a word, JavaScript would make a last Σ a ς
  const text = Array.from(character.normalize('NFD').replace(ACCENTS, ''), (c) => c.toLowerCase()).join('');
  if (text === '') return { text, kind: 'dropped' };
  return { text, kind: CHINESE.test(character) || PUNCTUATION.test(text) ? 'alone' : 'word' };
}

const ASCII = Array.from({ length: 128 }, (_, code) => classify(String.fromCharCode(code)));
const others = new Map<number, Character>();

/** The character of this code point; remembered, since a text uses few different ones. */
export function characterOf(code: number): Character {
  const known = ASCII[code] ?? others.get(code);
  if (known) return known;
  const character = classify(String.fromCodePoint(code));
  others.set(code, character);
  return character;
}
