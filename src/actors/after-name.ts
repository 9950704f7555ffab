import { AUXILIARIES, SPEECH } from './grammar.ts';
import { isFieldWord, isState, ORGANISED, PERSONS } from './items.ts';
import { knownWords } from './known-phrase.ts';
import { knownAt } from './lexicon.ts';
import { isCapital, type NameRun, namesPerson } from './names.ts';
import type { Noun } from './nouns.ts';
import { DEEPEST, type NounPhrase, type Phrase } from './phrase.ts';
import type { Parsing } from './sentence.ts';

/** A name as it stands: words `bare` to `to` (half-open), what belongs before it from `from` on. */
interface Name extends NameRun {
  /** The noun that closes it (`Party`). */
  readonly noun: Noun | null;
  readonly company: boolean;
}

interface After {
  /** Where what belongs to the name ends. */
  readonly to: number;
  readonly parts: readonly Phrase[];
  readonly owners: readonly Phrase[];
  readonly role: NounPhrase | null;
  /** What the name is said to be: `a coal miner`. */
  readonly noun: Noun | null;
}

/** What someone does who acts for a body. */
const LEADS: ReadonlySet<string> = new Set(
  'leads heads led headed chairs chaired represents represented runs'.split(' '),
);

/** What follows a name and belongs to it: an acronym, an office, a body, whose it is. */
export function afterName(s: Parsing, name: Name, depth: number): After & { acronym: string | null } {
  const { to } = name;
  const bracket = inBrackets(s, name, depth);
  const acronym =
    s.is(to, '(') && s.is(to + 2, ')') && isCapital(s.words[to + 1]) ? s.text(to + 1, to + 2) : null;
  let end = acronym === null ? to : to + 3;
  // `Carlos Rivera, 54, chairman of …`
  if (s.is(end, ',') && /^\d\d$/.test(s.lower(end + 1)) && s.is(end + 2, ',')) end += 2;
  const behind =
    depth >= DEEPEST
      ? null
      : s.is(end, ',')
        ? (beside(s, name, end + 1, depth + 1) ?? (bracket?.role ? null : leading(s, to, end + 1, depth + 1)))
        : home(s, name, end, depth + 1);
  return {
    to: behind?.to ?? to,
    parts: [...(bracket?.parts ?? []), ...(behind?.parts ?? [])],
    owners: [...(bracket?.owners ?? []), ...(behind?.owners ?? [])],
    role: behind?.role ?? bracket?.role ?? null,
    noun: behind?.noun ?? null,
    acronym,
  };
}

const after = (to: number, more: Partial<After>): After => ({
  to,
  parts: [],
  owners: [],
  role: null,
  noun: null,
  ...more,
});

/** `Olena Melnyk (UNICEF)`, `NICOLE McKEE (Associate Minister of Justice)`. */
function inBrackets(s: Parsing, { to, noun }: Name, depth: number): After | null {
  if (!s.is(to, '(') || noun !== null) return null;
  const known = knownAt(s.words, to + 1);
  if (known !== null) {
    if (!s.is(to + 1 + known.length, ')') || isState(known)) return null;
    const body = knownWords(s, to + 1, known);
    return after(to, { parts: [body], owners: [body] });
  }
  const office = depth < DEEPEST ? s.phrase(to + 1, depth + 1) : null;
  return office?.kind === 'noun' && PERSONS.has(office.noun.class) && s.is(office.to, ')')
    ? after(to, { parts: [office], role: office })
    : null;
}

/** An apposition: `Carlos Rivera, of Norvane Corp,`, `Maria Zakharova, spokeswoman of …`, `Exxaro, a coal miner, said`. */
function beside(s: Parsing, name: Name, at: number, depth: number): After | null {
  if (name.noun !== null) return null;
  const isHome = s.is(at, 'of', 'from');
  // `Carlos Rivera, marketing director of Norvane Corp,`: an office behind one small word that says of what
  const phrase = isHome
    ? s.phrase(at + 1, depth)
    : (s.phrase(at, depth) ?? (isFieldWord(s, at) ? s.phrase(at + 1, depth) : null));
  if (phrase === null) return null;
  const end = endBeside(s, phrase);
  if (!closes(s, end, phrase, name.from)) return null;
  if (isHome)
    return phrase.kind === 'pronoun' || name.company
      ? null
      : after(phrase.to, { parts: [phrase], owners: [phrase] });
  if (phrase.kind !== 'noun' || phrase.named !== null) return null;
  if (!name.company && PERSONS.has(phrase.noun.class) && !phrase.noun.plural && phrase.from <= at + 1)
    return after(end, { parts: [phrase], role: phrase });
  return ORGANISED.has(phrase.noun.class) &&
    phrase.determiner === 'indefinite' &&
    name.title === null &&
    !namesPerson(s.words, name.bare, name.to)
    ? after(end, { parts: [phrase], noun: phrase.noun })
    : null;
}

/** `Rustem Umerov, who leads the Ukrainian delegation`. */
function leading(s: Parsing, to: number, at: number, depth: number): After | null {
  if (!s.is(at, 'who') || !LEADS.has(s.lower(at + 1))) return null;
  const led = s.phrase(at + 2, depth);
  return led === null || led.kind === 'pronoun' ? null : after(to, { owners: [led] });
}

/** `Gene Kimmelman of the Consumer Federation of America`, `President Mohamed Muizzu of the Maldives`. */
function home(s: Parsing, { bare, to, title, noun, company }: Name, at: number, depth: number): After | null {
  if (!s.is(at, 'of', 'from') || noun !== null || company) return null;
  const phrase = s.phrase(at + 1, depth);
  if (phrase === null) return null;
  const isPerson = title !== null || namesPerson(s.words, bare, to);
  const isBody =
    phrase.kind === 'name'
      ? phrase.noun !== null || phrase.company
      : phrase.kind === 'noun' && phrase.noun.class === 'executive' && phrase.owners.length > 0;
  const isTheirs = isBody && to - bare > 1 && to - bare < 4;
  return isTheirs || (isPerson && s.is(at, 'of') && phrase.kind === 'known')
    ? after(phrase.to, { parts: [phrase], owners: [phrase] })
    : null;
}

/**
 * Where an apposition ends whose office is of a part of somebody (`director of the Federal Reserve Board's division of finance,`), or
 * which says where or since when (`chairman of Norvane Corp <NRV> in Britain since 1984,`).
 */
function endBeside(s: Parsing, { to }: Phrase): number {
  if (s.words[to]?.kind !== 'possessive') return behindPlace(s, to);
  for (let p = to + 1; p < to + 8; p++) {
    if (s.is(p, ',')) return p;
    if (s.words[p]?.kind !== 'word' || SPEECH.has(s.lower(p)) || AUXILIARIES.has(s.lower(p))) return to;
  }
  return to;
}

function behindPlace(s: Parsing, at: number): number {
  let to = s.is(at, '<') && s.is(at + 2, '>') ? at + 3 : at;
  if (s.is(to, 'in') && isCapital(s.words[to + 1])) {
    to += 2;
    while (isCapital(s.words[to])) to++;
  }
  if (s.is(to, 'since') && s.words[to + 1]?.kind === 'number') to += 2;
  return s.is(to, ',') ? to : at;
}

/** An apposition ends with a comma, the sentence or a verb of speech: `Lagarde, a former minister, said`. */
function closes(s: Parsing, at: number, phrase: Phrase, name: number): boolean {
  if (at >= s.words.length || s.is(at, ',', '.', ';', ')', ':', '"', '”', '–', '—', '-')) return true;
  const bareOffice = phrase.kind === 'noun' && phrase.determiner !== 'definite';
  // `Turkey will free Andrew Lind, a Kremlin spokesman said`: who stands in the middle of a clause is not who speaks.
  const begins = s.words[name - 1]?.kind !== 'word';
  return (
    bareOffice &&
    (begins || !SPEECH.has(s.lower(at))) &&
    (SPEECH.has(s.lower(at)) || s.is(at, 'and', 'who', 'has', 'is', 'was', 'will'))
  );
}
