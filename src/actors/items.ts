import {
  AUXILIARIES,
  COMPANY_MARKS,
  givenName,
  NUMBERS,
  OPENERS,
  REGIONAL,
  SPEECH,
  TOPICS,
  titleOf,
} from './grammar.ts';
import { expressionAt, type Known, knownAt } from './lexicon.ts';
import { firmAt, isCapital, nameAt } from './names.ts';
import { isModifier, type Noun, type NounClass, nounAt } from './nouns.ts';
import type { NamePhrase } from './phrase.ts';
import type { Sentence } from './sentence.ts';
import { sizeAt } from './sizes.ts';
import type { Word } from './words.ts';

/** Offices whose holder acts for the one named after `at`, `from`, `of`. */
export const PERSONS: ReadonlySet<NounClass> = new Set(['office', 'legislator']);

/** More items than this are a list, not a phrase. */
const MOST_ITEMS = 14;

export type Item =
  | { readonly type: 'known'; readonly from: number; readonly to: number; readonly known: Known }
  | {
      readonly type: 'name';
      readonly from: number;
      readonly bare: number;
      readonly to: number;
      readonly title: NamePhrase['title'];
    }
  | { readonly type: 'noun'; readonly from: number; readonly to: number; readonly noun: Noun }
  | { readonly type: 'modifier' | 'and'; readonly from: number; readonly to: number };

export const isAdjective = (known: Known): boolean => known.senses.some(({ as }) => as === 'adjective');
export const isState = (known: Known): boolean => known.senses.some(({ type }) => type === 'state');

/** What stands in a row from `at` and may belong to one noun phrase. */
export function itemsAt(
  s: Sentence,
  at: number,
  determined: boolean,
): { items: Item[]; size: number | null; nameFrom: number } {
  const items: Item[] = [];
  const sized = sizeAt(s, at);
  let p = sized.to;
  let unknown = 0;
  const nameFrom = sized.from;
  while (p < s.words.length && items.length < MOST_ITEMS) {
    const word = s.words[p];
    if (word === undefined || word.kind === 'possessive') break;
    const last = items.at(-1);
    if (word.kind === 'mark') {
      // `20-nation`, `EU-led`: a hyphen set apart by the number or abbreviation before it.
      const joined =
        word.text === '-' && s.words[p - 1]?.end === word.start && s.words[p + 1]?.start === word.end;
      if (joined && s.words[p + 1]?.kind === 'word' && p > at) {
        items.push({ type: 'modifier', from: p, to: p + 2 });
        p += 2;
        continue;
      }
      if (word.text !== ',' || last?.type !== 'known' || !coordinates(s, p)) break;
      // `will send soldiers to Mali, Western diplomats said`: of names only an abbreviation stands for an adjective (`US, British …`).
      if (!isAdjective(last.known) && !ABBREVIATED.test(s.text(last.from, last.to))) break;
      items.push({ type: 'and', from: p, to: p + 1 });
      p++;
      continue;
    }
    if (s.is(p, 'and', 'or')) {
      // `the Coalition of the Willing and Ukrainian President …`: a name of several words is no adjective of what follows.
      if (last?.type === 'known' && last.to - last.from > 2 && !isAdjective(last.known)) break;
      // `Mali and Western diplomats`
      if (
        last?.type === 'known' &&
        !isAdjective(last.known) &&
        !ABBREVIATED.test(s.text(last.from, last.to)) &&
        knownAt(s.words, p + 1) === null
      )
        break;
      if (!coordinates(s, p) || last === undefined || (last.type !== 'known' && last.type !== 'modifier'))
        break;
      items.push({ type: 'and', from: p, to: p + 1 });
      p++;
      continue;
    }
    const firm = firmAt(s.words, p, s.titleCase);
    if (firm !== null) {
      if (last?.type === 'noun' && !continues(s, last, p)) break;
      items.push({ type: 'name', ...firm });
      p = firm.to;
      continue;
    }
    const known = knownAt(s.words, p);
    if (known === null && expressionAt(s.words, p) > 0) break;
    const noun = nounAt(s.words, p);
    const proper = isCapital(word);
    // `Agriculture and Livestock Development Minister`, `Justice Ministry`, `Labour Ministry`: a field with capitals before an office or a
    // ministry, and no judge and no party.
    const isField =
      proper &&
      TOPICS.has(word.lower) &&
      (noun === null || noun.noun.class === 'office') &&
      (known === null || (known.length === 1 && !isState(known)));
    const office = isField ? officeAhead(s, p) : null;
    if (office !== null) {
      items.push({ type: 'modifier', from: p, to: office });
      p = office;
      continue;
    }
    if (
      known !== null &&
      (noun === null || known.length >= noun.length) &&
      // `General Motors` is no general.
      ((known.length > 1 && titleOf(word) !== null) || nameAt(s.words, p, -1, s.titleCase) === null)
    ) {
      if (last?.type === 'noun' && !continues(s, last, p)) break;
      if (last?.type === 'known' && !isAdjective(last.known) && !isState(last.known)) break;
      const to = companyEnd(s, p + known.length, known);
      items.push({ type: 'known', from: p, to, known });
      p = acronymEnd(s, to);
      continue;
    }
    // `Chief U.S. negotiator`, `Deputy Russian Foreign Minister`: a rank before the nation.
    if (s.is(p, 'chief', 'deputy', 'senior', 'top', 'head') && nationalOffice(s, p + 1)) {
      items.push({ type: 'modifier', from: p, to: p + 1 });
      p++;
      continue;
    }
    // `the military alliance`: of an army only where no noun follows that it describes
    if (word.lower === 'military' && items.length === 0 && ALLIANCES.has(s.lower(p + 1))) {
      items.push({ type: 'modifier', from: p, to: p + 1 });
      p++;
      continue;
    }
    if (noun !== null && !(proper && givenName(word.form) !== null)) {
      const personBefore = last?.type === 'noun' && ends(last);
      if (personBefore && !s.is(last.from, 'chief', 'deputy', 'head') && !isOrganised(last, noun.noun)) break;
      items.push({ type: 'noun', from: p, to: p + noun.length, noun: noun.noun });
      p += noun.length;
      continue;
    }
    // `the National Pork Board`: the field that a name begins with.
    if (proper && items.length === 0 && TOPICS.has(word.lower) && isCapital(s.words[p + 1]) && !s.titleCase) {
      items.push({ type: 'modifier', from: p, to: p + 1 });
      p++;
      continue;
    }
    // `European diplomats`, `Western and Arab leaders`, `the West African bloc`: an adjective before a small noun.
    let regional = p;
    while (isCapital(s.words[regional]) && REGIONAL.has(s.lower(regional))) regional++;
    if (regional > p && nounFollows(s, regional) && !isCapital(s.words[regional])) {
      items.push({ type: 'modifier', from: p, to: regional });
      p = regional;
      continue;
    }
    if (proper) {
      const name = nameAt(s.words, p, 0, s.titleCase);
      if (name !== null) {
        if (last?.type === 'noun' && !continues(s, last, p)) break;
        // `the Emergencies Ministry`, `European Affairs Minister`: a field that no list knows.
        const heads = name.title === null ? officeAhead(s, name.to - 1) : null;
        if (heads !== null && MINISTERS.test(nounAt(s.words, heads)?.noun.lemma ?? '')) {
          items.push({ type: 'modifier', from: p, to: heads });
          p = heads;
          continue;
        }
        if (name.title !== null && items.length > 0 && !(items.length === 1 && last?.type === 'known')) break;
        items.push({ type: 'name', ...name });
        p = name.to;
        continue;
      }
    }
    if (isModifier(word) || word.kind === 'number' || NUMBERS.has(word.lower)) {
      if (last?.type === 'noun' && (ends(last) || !nounFollows(s, p))) break;
      items.push({ type: 'modifier', from: p, to: p + 1 });
      p++;
      continue;
    }
    // `Norvane Corp export director`, `Greenpeace policy adviser`: a field before an office behind a name.
    if (
      (last?.type === 'name' || last?.type === 'known' || (last?.type === 'noun' && !ends(last))) &&
      isFieldWord(s, p)
    ) {
      items.push({ type: 'modifier', from: p, to: p + 1 });
      p++;
      continue;
    }
    // `the ailing Greek government`, `Dutch railway workers`: after an article one or two words may be adjectives that no list knows,
    // between a nation and its people one.
    const isOpen = determined && unknown < 2 && last?.type !== 'noun' && last?.type !== 'known';
    if (
      (isOpen || isBetween(s, last, p)) &&
      word.kind === 'word' &&
      !OPENERS.has(word.lower) &&
      !SPEECH.has(word.lower)
    ) {
      unknown++;
      items.push({ type: 'modifier', from: p, to: p + 1 });
      p++;
      continue;
    }
    break;
  }
  return { items, size: sized.size, nameFrom };
}

/** `McDonnell Douglas Corp`: a known company with what companies are called. */
function companyEnd(s: Sentence, at: number, { senses }: Known): number {
  let p = at;
  if (
    senses.some(({ type, entry }) => type === 'organisation' && 'kind' in entry && entry.kind === 'company')
  )
    while (isCapital(s.words[p]) && (COMPANY_MARKS.has(s.lower(p)) || s.is(p, 'group'))) p++;
  // `J.P. Morgan and Co`
  if (p === at && s.is(p, 'and', '&') && s.is(p + 1, 'co') && isCapital(s.words[p + 1])) return p + 2;
  return p;
}

/** `American Soybean Association (ASA) chairman`: the abbreviation between a name and its noun; else `at`. */
function acronymEnd(s: Sentence, at: number): number {
  const inside = s.words[at + 1];
  return s.is(at, '(') &&
    s.is(at + 2, ')') &&
    inside !== undefined &&
    inside.form === inside.form.toUpperCase() &&
    nounFollows(s, at + 3) &&
    !isCapital(s.words[at + 3])
    ? at + 3
    : at;
}

/** Whether one small word stands between a nation's adjective and many people; not `the French want voters`. */
function isBetween(s: Sentence, last: Item | undefined, at: number): boolean {
  const people = nounAt(s.words, at + 1)?.noun;
  if (s.is(at - 2, 'the') && /(?:[cs]h|ese|ss)$/.test(s.lower(at - 1))) return false;
  return (
    last?.type === 'known' &&
    last.to === at &&
    isState(last.known) &&
    isAdjective(last.known) &&
    !isCapital(s.words[at]) &&
    !AUXILIARIES.has(s.lower(at)) &&
    people?.class === 'group' &&
    people.plural
  );
}

/** Offices that have a field in small letters before them. */
const HAS_FIELD = /(?:director|manager|officer|adviser|advisor|chief|counsel|secretary|coordinator)$/;

/** Whether one small word before an office says of what field it is. */
export function isFieldWord(s: Sentence, at: number): boolean {
  const word = s.words[at];
  const office = nounAt(s.words, at + 1)?.noun;
  return (
    word?.kind === 'word' &&
    !word.capital &&
    !/ed$|s$/.test(word.lower.replace(/(?:ions|sales|affairs)$/, '')) &&
    !OPENERS.has(word.lower) &&
    !SPEECH.has(word.lower) &&
    office?.class === 'office' &&
    !office.plural &&
    HAS_FIELD.test(office.lemma)
  );
}

/** After this noun no other noun belongs to the phrase. */
function ends(item: Item): boolean {
  return (
    item.type === 'noun' &&
    (item.noun.plural || PERSONS.has(item.noun.class) || item.noun.class === 'document')
  );
}

/** `employers organization`, `workers union` */
const isOrganised = (last: Item, { class: of, plural }: Noun): boolean =>
  last.type === 'noun' && last.noun.plural && of === 'organisation' && !plural;

/** A proper name goes on after its noun: `the Union Bank`, `Party of Labour`. */
function continues(s: Sentence, last: Item, at: number): boolean {
  return (
    last.type === 'noun' &&
    !ends(last) &&
    isCapital(s.words[last.from]) &&
    last.from > 0 &&
    isCapital(s.words[at]) &&
    nounAt(s.words, at) !== null
  );
}

const describes = (word: Word | undefined): boolean =>
  word !== undefined && (TOPICS.has(word.lower) || isModifier(word));

/** A nation's or organisation's adjective and an office. */
function nationalOffice(s: Sentence, at: number): boolean {
  const known = knownAt(s.words, at);
  if (known === null) return false;
  let p = at + known.length;
  while (p < at + known.length + 3 && describes(s.words[p])) p++;
  const noun = nounAt(s.words, p);
  return noun !== null && PERSONS.has(noun.noun.class);
}

/** What has the name of a field, not of a person or a party, before it. */
const MINISTERS = /^(?!(?:deputy )?(?:prime|foreign|vice) ).*(?:ministry|minister)$/;
const MINISTRY = /^(?:ministry|department|government|cabinet)$/;

export const ORGANISED: ReadonlySet<NounClass> = new Set(['organisation', 'company', 'party']);

/** Where an office or a ministry begins that capitals from here lead up to. */
function officeAhead(s: Sentence, at: number): number | null {
  for (let p = at + 1; p < at + 7; p++) {
    const noun = nounAt(s.words, p);
    const heads = noun !== null && (PERSONS.has(noun.noun.class) || MINISTRY.test(noun.noun.lemma));
    if (heads && isCapital(s.words[p])) return p;
    // `National Widget Association Chairman`
    if (noun !== null && ORGANISED.has(noun.noun.class)) return null;
    if (!isCapital(s.words[p]) && !s.is(p, 'and', ',', '&')) return null;
  }
  return null;
}

const ALLIANCES: ReadonlySet<string> = new Set(
  'alliance bloc pact organisation organization coalition group'.split(' '),
);

const ABBREVIATED = /^\p{Lu}[\p{Lu}.]+$/u;

function nounFollows(s: Sentence, at: number): boolean {
  for (let p = at; p < at + 3; p++) if (nounAt(s.words, p) !== null) return true;
  return false;
}

/** `French and German officials`, `trade and energy ministers`: after the conjunction an adjective or modifier, then a noun. */
function coordinates(s: Sentence, at: number): boolean {
  let p = at + 1;
  if (s.is(p, 'and', 'or')) p++;
  for (let steps = 0; steps < 4; steps++) {
    const known = knownAt(s.words, p);
    const word = s.words[p];
    if (word === undefined) return false;
    if (known !== null && isAdjective(known)) p += known.length;
    else if (describes(word)) p++;
    else if (nounAt(s.words, p) !== null) return steps > 0;
    else if (s.is(p, ',', 'and', 'or') && steps > 0) p++;
    else return false;
  }
  return false;
}
