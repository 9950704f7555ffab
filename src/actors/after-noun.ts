import { fieldEnd } from './fields.ts';
import { AUXILIARIES, OPENERS, SPEECH, TOPICS } from './grammar.ts';
import { isAdjective, isState, PERSONS } from './items.ts';
import { knownWords } from './known-phrase.ts';
import { knownAt } from './lexicon.ts';
import { isCapital, nameAt } from './names.ts';
import { type Noun, nounAt } from './nouns.ts';
import { DEEPEST, type NounPhrase, type Phrase } from './phrase.ts';
import type { Parsing } from './sentence.ts';

const BEARS_NAME: ReadonlySet<string> = new Set(['organisation', 'company', 'party']);
const ABBREVIATION = /^[\p{Lu}\p{N}&-]{2,}$/u;

/** Against a field of office (`minister of defence`) a known or an organisation's name is whose it is, and so is a ministry that reaches as far. */
const isOwner = (phrase: Phrase | undefined, reaches: boolean): boolean =>
  phrase?.kind === 'known' ||
  (phrase?.kind === 'name' && (phrase.company || phrase.noun !== null)) ||
  (phrase?.kind === 'noun' && phrase.noun.class !== 'group' && reaches);

/** `Department of Labor`, `Ministry of Justice`: neither a party nor a judge. */
const namesField = (s: Parsing, at: number, phrase: Phrase | undefined): boolean =>
  TOPICS.has(s.lower(at)) &&
  phrase?.from === at &&
  (phrase.kind === 'known'
    ? !isState(phrase.known)
    : phrase.kind === 'noun' && PERSONS.has(phrase.noun.class));

/** `the transport union, FNV, agreed`, `the union, IG Metall, will`: an abbreviation or a known organisation, and then it goes on. */
function calledAt(s: Parsing, at: number, depth: number): NounPhrase['named'] {
  const run = nameAt(s.words, at, 0, s.titleCase);
  const known = run === null ? knownAt(s.words, at) : null;
  const to = run?.to ?? at + (known?.length ?? 0);
  const verb = SPEECH.has(s.lower(to)) || AUXILIARIES.has(s.lower(to));
  if (!s.is(to, ',') && (!verb || s.is(to + 1, ','))) return null;
  if (run !== null)
    // `the drivers' union, Sindefer, is …`; not who says something: `of the institute, Ruiz, said`
    return ABBREVIATION.test(s.text(run.bare, to)) ||
      (depth === 0 && to === run.bare + 1 && AUXILIARIES.has(s.lower(to + 1)))
      ? s.named(run, DEEPEST)
      : null;
  return known?.senses.every(({ type }) => type === 'organisation') ? knownWords(s, at, known) : null;
}

const OF_A_BODY =
  /(?:chairman|chairwoman|chair|president|spokes\w+|governor|member|official|executive|counsel|lawyer|attorney|partner|founder|owner|treasurer|manager|chief \w+ officer|ceo|cfo|coo|rector|dean)s?$/;

/** `Minister of Health`, `director of Public Prosecutions`; what capitals follow `the chairman of` or `directors of` is whom he acts for. */
function hasField(s: Parsing, at: number, { class: of, lemma }: Noun): boolean {
  if (!PERSONS.has(of)) return of === 'executive';
  const first = s.words[s.is(at, 'the') ? at + 1 : at];
  if (!isCapital(first)) return true;
  return !OF_A_BODY.test(lemma) && !(/director$/.test(lemma) && !TOPICS.has(first?.lower ?? ''));
}

/** A field has so many words in small letters at most. */
const SMALL_FIELD = 4;

/** `vice president of marketing services,`, `director of research at …`: a field in small letters that closes the office. */
function smallField(s: Parsing, at: number): number | null {
  let p = at;
  while (
    p < at + SMALL_FIELD &&
    s.words[p]?.kind === 'word' &&
    !s.words[p]?.capital &&
    !SPEECH.has(s.lower(p)) &&
    !AUXILIARIES.has(s.lower(p)) &&
    (s.is(p, 'and') || !OPENERS.has(s.lower(p)))
  )
    p++;
  return p > at && (p === s.words.length || s.is(p, ',', '.', 'at', 'for', 'of')) ? p : null;
}

/** What follows a noun and belongs to it: a name, `of …`, `for …`, `at …`, an apposed name. */
export function afterNoun(
  s: Parsing,
  at: number,
  noun: Noun,
  hasName: boolean,
  depth: number,
): {
  to: number;
  parts: readonly Phrase[];
  owners: readonly Phrase[];
  named: NounPhrase['named'];
  strong: boolean;
} | null {
  const person = PERSONS.has(noun.class);
  const none = { parts: [], owners: [], named: null, strong: false };
  const word = s.words[at];
  if (word === undefined) return null;
  if (!noun.plural && !hasName) {
    if (isCapital(word) && (person || !['executive', 'document', 'group'].includes(noun.class))) {
      const run = nameAt(s.words, at, 0, s.titleCase, person);
      if (run !== null) {
        const name = s.named(run, depth + 1);
        return { ...none, to: name.to, parts: [name], named: name };
      }
      const known = knownAt(s.words, at);
      if (!person && known !== null && !isState(known)) {
        const phrase = knownWords(s, at, known);
        return { ...none, to: phrase.to, parts: [phrase], named: phrase };
      }
    }
    const called = BEARS_NAME.has(noun.class) && s.is(at, ',') ? calledAt(s, at + 1, depth) : null;
    if (called !== null) return { ...none, to: called.to, parts: [called], named: called };
    if (person && s.is(at, ',') && isCapital(s.words[at + 1])) {
      const run = nameAt(s.words, at + 1, 0, s.titleCase, true);
      const next = run === null ? '' : s.lower(run.to);
      if (
        run !== null &&
        (run.to - run.bare >= 2 || run.title !== null) &&
        (run.to >= s.words.length ||
          [',', '.', ')', ';', ':'].includes(next) ||
          SPEECH.has(next) ||
          AUXILIARIES.has(next))
      ) {
        const name = s.named(run, DEEPEST);
        return { ...none, to: run.to, parts: [name], named: name };
      }
    }
  }
  // `the minister of industry and commerce, Javier Giménez`: the office goes on after the name that it has elsewhere.
  if (person && !hasName && s.is(at, 'and') && TOPICS.has(s.lower(at - 1)) && TOPICS.has(s.lower(at + 1))) {
    const to = fieldEnd(s, at + 1) ?? at;
    return afterNoun(s, to, noun, hasName, depth) ?? { ...none, to };
  }
  // `chairman and chief executive of Norvane Corp`, `President and CEO Carlos Rivera`: two offices of one.
  const isBare = s.lower(at - 1) === noun.lemma.split(' ').at(-1);
  if (person && isBare && !hasName && !noun.plural && s.is(at, 'and', '&')) {
    const other = nounAt(s.words, at + 1);
    const to = at + 1 + (other?.length ?? 0);
    const isOne =
      other?.noun.class === 'office' &&
      !other.noun.plural &&
      (s.is(to, 'of', 'at') ||
        (isCapital(s.words[to]) && nameAt(s.words, to, 0, s.titleCase, true) !== null));
    if (isOne) return { ...none, to };
  }
  // `DEPUTY (Fianna Fáil)`
  if (person && s.is(at, '(')) {
    const known = knownAt(s.words, at + 1);
    if (known !== null && s.is(at + 1 + known.length, ')')) {
      const phrase = knownWords(s, at + 1, known);
      return { ...none, to: phrase.to + 1, parts: [phrase], owners: [phrase], strong: true };
    }
  }
  // `President Mohamed Muizzu of the Maldives`
  if (hasName && s.is(at, 'of') && person) {
    const known = knownAt(s.words, at + (s.is(at + 1, 'the') ? 2 : 1));
    const whose = known === null ? null : ownersAfter(s, at + 1, noun, depth);
    return whose === null ? null : { ...none, ...whose, strong: false };
  }
  if (hasName) return null;
  if (
    noun.class === 'document' &&
    s.is(at, 'released', 'issued', 'published', 'signed') &&
    s.is(at + 1, 'by')
  ) {
    const whose = ownersAfter(s, at + 2, noun, depth);
    return whose === null ? null : { ...none, ...whose, strong: true };
  }
  if (s.is(at, 'of', 'for')) {
    const topic = hasField(s, at + 1, noun) ? fieldEnd(s, at + 1) : null;
    const whose = ownersAfter(s, at + 1, noun, depth);
    // `minister for Europe`, `commissioner for refugees`: a field, not whose minister he is.
    const field =
      s.is(at, 'for') &&
      /minister|secretary|commissioner|representative|envoy|ministry|department/.test(noun.lemma);
    if (
      whose !== null &&
      !field &&
      (topic === null ||
        (whose.to > topic && whose.owners[0]?.kind !== 'name') ||
        (isOwner(whose.owners[0], whose.to >= topic) && !namesField(s, at + 1, whose.owners[0])))
    )
      return { ...none, ...whose, strong: s.is(at, 'of') };
    if (topic !== null && (whose === null || whose.to <= topic || !field || whose.owners[0]?.kind === 'name'))
      return { ...none, to: topic };
    if (whose === null) {
      const to = person ? smallField(s, at + 1) : null;
      return to === null ? null : { ...none, to };
    }
    return { ...none, to: whose.to, parts: whose.parts.filter(({ kind }) => kind !== 'name') };
  }
  const lemma = noun.lemma;
  // `an official at the ministry`, `a source from the delegation`; not `farmers from France`
  if (
    s.is(at, 'at', 'from', 'with') &&
    (person || lemma === 'ministry' || (noun.class === 'document' && s.is(at, 'from')))
  ) {
    const whose = ownersAfter(s, at + 1, noun, depth);
    return whose === null || (s.is(at, 'with') && whose.owners.some(({ kind }) => kind === 'noun'))
      ? null
      : { ...none, ...whose, strong: false };
  }
  // `ambassador to NATO`: whom he is sent to is not whom he speaks for; `an aide to President Macron` speaks for him.
  if (
    s.is(at, 'to') &&
    /(?:ambassador|envoy|representative|delegate|aide|advis[eo]r|commissioner|chief of staff)$/.test(lemma)
  ) {
    const whose = ownersAfter(s, at + 1, noun, depth);
    if (whose === null) return null;
    return /(?:aide|advis[eo]r|chief of staff)$/.test(lemma)
      ? { ...none, ...whose, strong: true }
      : { ...none, to: whose.to, parts: whose.parts };
  }
  // `the foreign ministry in Beijing`, `an official in Oslo`; an embassy or a diplomat there is another's.
  if (
    s.is(at, 'in') &&
    (['government', 'ministry', 'authorities', 'authority', 'junta', 'administration', 'leadership'].includes(
      lemma,
    ) ||
      /ministry|official$|spokes/.test(lemma))
  ) {
    const known = knownAt(s.words, at + 1);
    if (known !== null && isState(known) && s.words[at + 1 + known.length]?.kind !== 'possessive') {
      const phrase = knownWords(s, at + 1, known);
      return { ...none, to: phrase.to, parts: [phrase], owners: [phrase] };
    }
  }
  // `an official in the foreign ministry`
  if (s.is(at, 'in', 'within') && person) {
    const where = s.phrase(at + 1, depth + 1);
    if (where !== null && where.kind === 'noun' && where.noun.class === 'executive')
      return { ...none, to: where.to, parts: [where], owners: [where] };
  }
  return null;
}

/** `a group of Afghan teenagers`, `the fund for Syrian schools`: an adjective has its noun after it. */
function adjectiveEnd(s: Parsing, phrase: Phrase): number {
  const { to } = phrase;
  const noun = s.words[to];
  return phrase.kind === 'known' &&
    isAdjective(phrase.known) &&
    noun?.kind === 'word' &&
    !noun.capital &&
    ![OPENERS, SPEECH, AUXILIARIES].some((words) => words.has(noun.lower))
    ? to + 1
    : to;
}

/** The actors after a preposition, joined ones all: `of France, Germany and Italy`. */
function ownersAfter(
  s: Parsing,
  at: number,
  noun: Noun,
  depth: number,
): { to: number; parts: readonly Phrase[]; owners: readonly Phrase[] } | null {
  // `London-based Norvane Corp`
  const first = s.phrase(/-based$/.test(s.lower(at)) ? at + 1 : at, depth + 1);
  if (first === null || first.kind === 'pronoun') return null;
  const owners: Phrase[] = [first];
  let to = adjectiveEnd(s, first);
  if ((noun.plural || noun.class === 'document') && first.kind === 'known') {
    for (;;) {
      const next = s.is(to, ',') ? (s.is(to + 1, 'and') ? to + 2 : to + 1) : s.is(to, 'and') ? to + 1 : -1;
      const other = next < 0 ? null : s.phrase(next, depth + 1);
      if (other === null || other.kind !== 'known' || s.words[other.to]?.kind === 'possessive') break;
      owners.push(other);
      to = other.to;
    }
  }
  return { to, parts: owners, owners };
}
