import { OPENERS, SPEECH } from './grammar.ts';
import type { NounPhrase, Phrase } from './phrase.ts';
import type { Sentence } from './sentence.ts';
import type { Word } from './words.ts';

/** What only a speaker does. */
const SAYS: ReadonlySet<string> = new Set(
  'said says told tells added adds argued warned explained complained wrote insisted recalled noted estimated estimate estimates show showed shows'.split(
    ' ',
  ),
);

/** What tells that somebody says something, beside a name or an office. */
const REPORTS: ReadonlySet<string> = new Set([
  ...SAYS,
  ...'say confirm confirms confirmed announce announces announced claim claims claimed stated stressed reported'.split(
    ' ',
  ),
  ...'replied declared acknowledged admitted conceded remarked continued concluded reiterated commented'.split(
    ' ',
  ),
]);
const BEFORE_VERB: ReadonlySet<string> = new Set(['has', 'have', 'had', 'also', 'later', 'then']);

/** `he said`, `its staff has said`, `," said Macron`; not the ministers of `diplomats said ministers would`. */
export function isSpeaker(words: readonly Word[], { from, to }: Phrase): boolean {
  const verb = BEFORE_VERB.has(words[to]?.lower ?? '') ? words[to + 1] : words[to];
  const turned = (words[from - 2]?.kind ?? 'mark') === 'mark' ? words[from - 1] : undefined;
  return REPORTS.has(verb?.lower ?? '') || REPORTS.has(turned?.lower ?? '');
}

/** `denies arming the rebels and says it will pay`: said by the sentence's subject, who stands before the `and`. */
export function goesOnSaying(words: readonly Word[], { from }: Phrase): boolean {
  const verb = words[from - 1]?.lower === 'that' ? from - 2 : from - 1;
  const joint = BEFORE_VERB.has(words[verb - 1]?.lower ?? '') ? verb - 2 : verb - 1;
  return REPORTS.has(words[verb]?.lower ?? '') && /^(?:and|but)$/.test(words[joint]?.lower ?? '');
}

/** Further back nothing is looked at. */
const LONGEST_REPORT = 80;

/** Whether it stands behind what is said, with no other clause before it: `…, they said`. */
export function closesReport(words: readonly Word[], { from }: Phrase): boolean {
  const before = words.slice(Math.max(0, from - LONGEST_REPORT), from);
  return (
    /^[,"”–—-]/.test(before.at(-1)?.text ?? '') && !before.some(({ text }) => text === ';' || text === ':')
  );
}

/** Anybody who says something: `a medic said`, `two pumpmen told`. */
export function speakerAt(s: Sentence, at: number): NounPhrase | null {
  // `two people with knowledge of the matter said`
  if (s.is(at - 1, 'of', 'with', 'on', 'in', 'about', 'for', 'to', 'from', 'by', 'at')) return null;
  const article = s.is(at, 'a', 'an', 'the', 'one', 'two', 'three', 'some', 'several');
  let p = article ? at + 1 : at;
  const first = p;
  while (p < first + 3 && !SAYS.has(s.lower(p))) {
    const word = s.words[p];
    if (word?.kind !== 'word' || OPENERS.has(word.lower) || (word.capital && p > 0) || SPEECH.has(word.lower))
      return null;
    p++;
  }
  if (p === first || !SAYS.has(s.lower(p))) return null;
  const lemma = s.lower(p - 1);
  const many = /[^s]s$|men$/.test(lemma);
  if (!article && !many) return null;
  return {
    kind: 'noun',
    noun: { class: 'group', lemma, plural: many, acts: null, of: null },
    name: s.text(s.is(at, 'a', 'an', 'the') ? first : at, p),
    determiner: s.is(at, 'the') ? 'definite' : 'indefinite',
    size: null,
    former: false,
    named: null,
    shared: false,
    modifiers: [],
    from: at,
    to: p,
    parts: [],
    owners: [],
  };
}
