import {
  COMPANY_FORMS,
  COMPANY_MARKS,
  givenName,
  NO_NAMES,
  OPENERS,
  PARTICLES,
  SPEECH,
  type Title,
  TOPICS,
  titleOf,
} from './grammar.ts';
import { type Known, knownAt } from './lexicon.ts';
import { nounAt } from './nouns.ts';
import { isGivenName, isPersonalName } from './personal-names.ts';
import type { Word } from './words.ts';

/** A run of capitalised words that no resource knows. */
export interface NameRun {
  readonly from: number;
  /** After the title. */
  readonly bare: number;
  readonly to: number;
  readonly title: Title | null;
}

/** Names longer than this are headlines. */
const LONGEST_NAME = 7;

const isMark = (word: Word | undefined, mark: string): boolean => word?.text === mark;

/** `Hamas-run`, `Geneva-based`: an adjective. */
const COMPOUND =
  /-(?:led|based|run|backed|brokered|born|held|controlled|speaking|wide|style|era|made|owned|mediated|sponsored|funded|trained|occupied|aligned|dominated|friendly|appointed|educated|listed|supported|hosted|built|linked|related|affiliated|ruled|level|year-old)$/;

/** A capital that may belong to a name; `al-Assad` begins small. */
export const isCapital = (word: Word | undefined): boolean =>
  word !== undefined &&
  word.kind === 'word' &&
  !COMPOUND.test(word.form) &&
  (word.capital || /^(?:al|el|as|ad|an|at|ash|ul)-\p{Lu}/u.test(word.form));

/** After an office and a given name, a people's name is a surname: `rights chief Volker Turk`. */
const isPeople = ({ senses }: Known): boolean => senses.every(({ as }) => as === 'demonym');

/** `First Chicago Corp`, `New England Power Co`: words that open sentences and firms' names. */
const BEGINS_FIRM: ReadonlySet<string> = new Set(['first', 'new', 'old', 'big', 'young', 'good']);

/** `General Refractories Co` is no general, `Unicorp American Corp` not American: what a firm's legal form closes is its name, whatever its words are. */
export function firmAt(words: readonly Word[], at: number, inTitleCase: boolean): NameRun | null {
  const first = words[at];
  if (inTitleCase || !isCapital(first) || first === undefined || NO_NAMES.has(first.lower)) return null;
  if (at === 0 && OPENERS.has(first.lower) && !TOPICS.has(first.lower) && !BEGINS_FIRM.has(first.lower))
    return null;
  let to = at;
  do to++;
  while (to - at < LONGEST_NAME && isPartOfFirm(words, to));
  to = throughAnd(words, at, to);
  const closes = to;
  while (COMPANY_FORMS.has(words[to]?.lower ?? '') && words[to]?.capital) to++;
  return to > closes && namesItself(words, at, closes) ? { from: at, bare: at, to, title: null } : null;
}

/** `Harper and Row Publishers Inc`, `Kidder, Peabody and Co` are one firm: where its name goes on behind `and`; of `Ford Motor Co and …` it does not. */
function throughAnd(words: readonly Word[], from: number, at: number): number {
  let to = at;
  while (
    isMark(words[to], ',') &&
    isPartOfFirm(words, to + 1) &&
    /^(?:,|and)$/.test(words[to + 2]?.text ?? '')
  )
    to += 2;
  if (words[to]?.lower !== 'and' || isMark(words[from - 1], ',') || words[from - 1]?.lower === 'and')
    return at;
  const isName = (word: Word | undefined, i: number): boolean =>
    isMark(word, ',') || (knownAt(words, from + i) === null && nounAt(words, from + i) === null);
  if (!words.slice(from, to).every(isName)) return at;
  const begins = ++to;
  while (to - from < LONGEST_NAME && isPartOfFirm(words, to) && knownAt(words, to) === null) to++;
  const closes = COMPANY_FORMS.has(words[to]?.lower ?? '') && words[to]?.capital === true;
  // `… and Co` closes what stands before it, `A, B and C Corp` is a list
  return closes && (to === begins || !words.slice(from, begins).some((word) => isMark(word, ','))) ? to : at;
}

function isPartOfFirm(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (isMark(word, '&')) return isCapital(words[at + 1]);
  return (
    word !== undefined &&
    isCapital(word) &&
    !COMPANY_FORMS.has(word.lower) &&
    !SPEECH.has(word.lower) &&
    !/^(?:office|legislator|executive)$/.test(nounAt(words, at)?.noun.class ?? '')
  );
}

/** `French Thomson SA` is French; of `American Corp` nothing would be left. A known organisation is found by its own name. */
function namesItself(words: readonly Word[], at: number, to: number): boolean {
  const known = knownAt(words, at);
  if (known === null) return true;
  if (known.senses.every(({ type }) => type === 'organisation')) return false;
  return words
    .slice(at + known.length, to)
    .every(
      ({ lower }, i) =>
        TOPICS.has(lower) ||
        COMPANY_MARKS.has(lower) ||
        knownAt(words, at + known.length + i) !== null ||
        nounAt(words, at + known.length + i) !== null,
    );
}

/** The name that starts at this word, with its titles; null where a known name, a common noun or an opener stands there. */
export function nameAt(
  words: readonly Word[],
  at: number,
  from: number,
  inTitleCase: boolean,
  person = false,
): NameRun | null {
  const firm = firmAt(words, at, inTitleCase);
  if (firm !== null) return firm;
  let p = at;
  let gender: Title['gender'] = null;
  let legislator = false;
  let office: Title['office'] = null;
  let titled = false;
  for (let word = words[p]; word !== undefined; word = words[p]) {
    const found: Title | null = titleOf(word);
    const next = isMark(words[p + 1], '.') ? p + 2 : p + 1;
    if (found === null || !isCapital(words[next])) break;
    gender ??= found.gender;
    legislator ||= found.legislator;
    office = found.office ?? office;
    titled = true;
    p = next;
  }
  const title: Title | null = titled ? { gender, legislator, office } : null;
  const bare = p;
  while (p < words.length && p - bare < LONGEST_NAME) {
    const word = words[p];
    if (word === undefined) break;
    const first = p === bare;
    const previous = first ? null : givenName(words[p - 1]?.form ?? '');
    if (isCapital(word)) {
      if (
        NO_NAMES.has(word.lower) &&
        !(previous !== null && word.form.length > 2) &&
        !(givenName(word.form) !== null && isCapital(words[p + 1]))
      )
        break;
      if (first && title === null && p === from && OPENERS.has(word.lower)) break;
      if (
        first &&
        title === null &&
        OPENERS.has(word.lower) &&
        givenName(word.form) === null &&
        word.form !== word.form.toUpperCase()
      )
        break;
      // In a headline only a given name and a surname behind an office: `Foreign Minister Ana Quispe Warns`.
      const given = person && givenName(word.form) !== null && isCapital(words[p + 1]);
      const isOver = first ? !given : p > bare + 1;
      if (title === null && inTitleCase && isOver) break;
      // `Clinton Says`, `Calls Trump`: a headline's verb.
      if (SPEECH.has(word.lower) && (!first || word.lower.endsWith('s'))) break;
      const known = knownAt(words, p);
      if (known !== null) {
        // `Jim Jordan`, `Mr Jordan`, `Chad Smith`: a state's name that people bear too, beside a given name or a title.
        const bearsOne =
          first && title === null
            ? known.length === 1 &&
              (givenName(word.form) !== null || isGivenName(word.form)) &&
              isCapital(words[p + 1]) &&
              words[p - 1]?.lower !== 'of' &&
              knownAt(words, p + 1) === null &&
              nounAt(words, p + 1) === null
            : known.length === 1 &&
              ((person && !first && isPeople(known) && nounAt(words, p + 1) === null) ||
                title !== null ||
                (previous !== null && (person || isPersonalName(word.form))));
        if (!bearsOne) break;
      } else if (
        nounAt(words, p) !== null &&
        // `Norvane Industries` are no industries
        (first || !COMPANY_MARKS.has(word.lower)) &&
        (title === null || first) &&
        !(previous !== null && p - bare === 1) &&
        // `Defence Minister Amir Ohana`
        !(person && first && givenName(word.form) !== null && isCapital(words[p + 1]))
      )
        break;
      p += isMark(words[p + 1], '.') && word.form.length === 1 ? 2 : 1;
    } else if (
      !first &&
      PARTICLES.has(word.lower) &&
      (isCapital(words[p + 1]) || (PARTICLES.has(words[p + 1]?.lower ?? '') && isCapital(words[p + 2])))
    ) {
      p += isCapital(words[p + 1]) ? 2 : 3;
    } else break;
  }
  return p === bare ? null : { from: at, bare, to: p, title };
}

/** Whether the words from `bare` to `to` (half-open) are a given name and more. */
export function namesPerson(words: readonly Word[], bare: number, to: number): boolean {
  const first = words[bare];
  return to - bare >= 2 && first !== undefined && givenName(first.form) !== null;
}
