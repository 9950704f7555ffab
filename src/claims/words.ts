/** A word, number or amount of money of a text with its place; `break` is the end of a clause (`.` `;` `:` the end of a paragraph or heading). */
export interface Word {
  readonly kind: 'word' | 'number' | 'money' | 'break';
  /** As written, without a possessive ending. */
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
}

/** The point of `U.S.` ends no clause, nor does the end of a line that was filled: wire stories have a new one every dozen words. */
const TOKEN =
  /(?<money>(?:[A-Z]{1,3})?[$€£¥]\s?\d[\d.,]*(?:\s?(?:thousand|million|billion|trillion|bn|mn|m|k)\b)?)|(?<number>\d+(?:[.,]\d+)*)|(?<word>\p{L}[\p{L}\p{M}]*)|(?<percent>%)|(?<break>(?<!(?<!\p{L})\p{Lu})\.(?![\p{L}\d])|[;:!?—]|\n(?=[ \t]{2}|[ \t]*\r?\n)|(?<![^\n]{45})\n)/gu;

/** Numbers in words; `one` is mostly a pronoun. */
const NUMBER_WORDS = new Set(
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand hundreds thousands dozen dozens several'.split(
    ' ',
  ),
);

const SCALE = new Set(['million', 'billion', 'trillion', 'mln', 'bln', 'bn', 'mn', 'm']);

/** Currencies as words, and their wire abbreviations. */
const CURRENCY =
  /^(?:euros?|dollars?|dlrs?|cents?|pounds?|sterling|stg|yen|yuan|renminbi|francs?|marks?|roubles?|rubles?|rupees?|rupiah|crowns?|kron(?:er?|or)|krona|kronur|riyals?|dirhams?|dinars?|pesos?|reais|rand|naira|shillings?|lira|lire|zloty|forints?|hryvnias?|won|sdrs?|usd|eur|gbp|chf|jpy)$/;

export const isCurrency = (word: string): boolean => CURRENCY.test(word.toLowerCase());

/** Words after which `85 million` stands for money, since no noun follows that would be counted. */
const AFTER_AMOUNT =
  /^(?:of|in|for|to|from|by|over|on|at|with|and|or|but|a|an|the|this|that|it|its|was|were|is|are|had|has|would|will|next|last|each|more|extra|annually|yearly|until|before|after|towards?)$/;

/** The words of `text` between `from` and `to`, in order, in one pass. */
export function wordsOf(text: string, from = 0, to = text.length): readonly Word[] {
  const words: Word[] = [];
  TOKEN.lastIndex = from;
  for (let match = TOKEN.exec(text); match !== null && match.index < to; match = TOKEN.exec(text)) {
    const groups = match.groups;
    const kind = groups?.['money']
      ? 'money'
      : groups?.['number']
        ? 'number'
        : groups?.['break']
          ? 'break'
          : NUMBER_WORDS.has(match[0].toLowerCase())
            ? 'number'
            : 'word';
    const raw = match[0];
    // The `s` of a possessive, and the `t` of `won't`, are no words of their own.
    const before = text.charAt(match.index - 1);
    if (
      kind === 'word' &&
      raw.length <= 2 &&
      (before === "'" || before === '’') &&
      /\p{L}/u.test(text.charAt(match.index - 2))
    )
      continue;
    const word: Word = {
      kind,
      text: raw,
      lower: raw === '%' ? 'percent' : raw.toLowerCase(),
      start: match.index,
      end: match.index + raw.length,
    };
    const last = words.at(-1);
    const amount = kind === 'word' && CURRENCY.test(word.lower) ? beforeNation(words) : undefined;
    if (amount !== undefined) {
      words.splice(words.lastIndexOf(amount), words.length, join(amount, word, 'money', text));
    } else if (
      last?.kind === 'number' &&
      kind === 'word' &&
      (SCALE.has(word.lower) || CURRENCY.test(word.lower))
    ) {
      words[words.length - 1] = join(last, word, CURRENCY.test(word.lower) ? 'money' : 'number', text);
    } else if (
      last?.kind === 'money' &&
      kind === 'word' &&
      (SCALE.has(word.lower) || CURRENCY.test(word.lower))
    ) {
      words[words.length - 1] = join(last, word, 'money', text);
    } else if (
      last?.kind === 'word' &&
      SCALE.has(last.lower) &&
      last.lower.length > 2 &&
      CURRENCY.test(word.lower)
    ) {
      words[words.length - 1] = join(last, word, 'money', text);
    } else {
      if (last && isBareAmount(last) && (kind === 'break' || AFTER_AMOUNT.test(word.lower))) {
        words[words.length - 1] = { ...last, kind: 'money' };
      }
      words.push(word);
    }
  }
  const last = words.at(-1);
  if (last && isBareAmount(last)) words[words.length - 1] = { ...last, kind: 'money' };
  return words;
}

/** `6.3 mln U.S.`, `200 million New Zealand`: the number of which the currency's own state is named before it. */
function beforeNation(words: readonly Word[]): Word | undefined {
  const at = words.findLastIndex(({ kind }) => kind !== 'word');
  const between = words.slice(at + 1);
  const isNamed = between.length > 0 && between.length <= 2 && between.every((w) => /^\p{Lu}/u.test(w.text));
  return isNamed && words[at]?.kind === 'number' ? words[at] : undefined;
}

const isBareAmount = (word: Word): boolean =>
  word.kind === 'number' && /(?:million|billion|trillion|mln|bln|bn)$/.test(word.lower);

const join = (a: Word, b: Word, kind: Word['kind'], text: string): Word => {
  const raw = text.slice(a.start, b.end);
  return { kind, text: raw, lower: raw.toLowerCase(), start: a.start, end: b.end };
};

/** How far two stand apart by the words between them: `next` touches, `near` is within three. */
export function apart(between: string): string {
  const words = between.match(/[\p{L}\d][\p{L}\d'’.-]*/gu)?.length ?? 0;
  return words === 0 ? 'next' : words < 4 ? 'near' : words < 9 ? 'some' : words < 16 ? 'far' : 'furthest';
}
