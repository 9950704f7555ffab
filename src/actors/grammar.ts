import { readWordLists } from '../text/resource.ts';
import { fold, type Word } from './words.ts';

const lists = readWordLists('actors/grammar.yaml', [
  'articles',
  'numbers',
  'counted_states',
  'around_numbers',
  'no_names',
  'openers',
  'titles_man',
  'titles_woman',
  'titles',
  'titles_legislator',
  'titles_office',
  'particles',
  'company_forms',
  'company_marks',
  'organisation_marks',
  'speech',
  'auxiliaries',
  'topics',
  'in_place',
  'at_place',
  'place_marks',
  'regional',
]);
const given = readWordLists('actors/given-names.yaml', ['women', 'men']);

export const ARTICLES: ReadonlySet<string> = new Set(lists.articles);
export const NUMBERS: ReadonlySet<string> = new Set(lists.numbers);
/** One word for the others in a group's id. */
export const COUNTED_STATES: readonly string[] = lists.counted_states;
export const AROUND_NUMBERS: ReadonlySet<string> = new Set(lists.around_numbers);
export const NO_NAMES: ReadonlySet<string> = new Set(lists.no_names);
export const OPENERS: ReadonlySet<string> = new Set(lists.openers);
export const PARTICLES: ReadonlySet<string> = new Set(lists.particles);
/** What the law calls a firm: `Corp`, `Ltd`. */
export const COMPANY_FORMS: ReadonlySet<string> = new Set(lists.company_forms);
export const COMPANY_MARKS: ReadonlySet<string> = new Set(lists.company_marks);
export const ORGANISATION_MARKS: ReadonlySet<string> = new Set(lists.organisation_marks);
export const SPEECH: ReadonlySet<string> = new Set(lists.speech);
export const AUXILIARIES: ReadonlySet<string> = new Set(lists.auxiliaries);
export const TOPICS: ReadonlySet<string> = new Set(lists.topics);
export const IN_PLACE: ReadonlySet<string> = new Set(lists.in_place);

export const AT_PLACE: ReadonlySet<string> = new Set(lists.at_place);
export const PLACE_MARKS: ReadonlySet<string> = new Set(lists.place_marks);

export const REGIONAL: ReadonlySet<string> = new Set(lists.regional);

export type Gender = 'woman' | 'man';

export interface Title {
  readonly gender: Gender | null;
  readonly legislator: boolean;
  /** What its bearer is called afterwards: `Gov. Marino`, `the governor`. */
  readonly office: string | null;
}

const SHORT_TITLES: Readonly<Record<string, string>> = {
  sen: 'senator',
  rep: 'representative',
  cllr: 'councillor',
  gov: 'governor',
  gen: 'general',
  col: 'colonel',
  adm: 'admiral',
  lt: 'lieutenant',
  maj: 'major',
  capt: 'captain',
  brig: 'brigadier',
  amb: 'ambassador',
};

const TITLES: ReadonlyMap<string, Title> = new Map<string, Title>([
  ...titled(lists.titles, null),
  ...titled(lists.titles_office, null, (title) => SHORT_TITLES[title] ?? title),
  ...titled(lists.titles_legislator, null, (title) => SHORT_TITLES[title] ?? title, true),
  ...titled(lists.titles_man, 'man'),
  ...titled(lists.titles_woman, 'woman'),
]);

function titled(
  titles: readonly string[],
  gender: Gender | null,
  office: (title: string) => string | null = () => null,
  legislator = false,
): (readonly [string, Title])[] {
  return titles.map((title) => [title, { gender, legislator, office: office(title) }] as const);
}

/** A form of address or rank before a name: `Mr`, `Sen.`, `General`. */
export const titleOf = (word: Word): Title | null => (word.capital ? (TITLES.get(word.lower) ?? null) : null);

const WOMEN = new Set(given.women.map((name) => fold(name)));
const MEN = new Set(given.men.map((name) => fold(name)));

/** Whether a word is a known given name, and whose; `null` gender where both bear it. */
export function givenName(form: string): { readonly gender: Gender | null } | null {
  const cased =
    form.length > 2 && form === form.toUpperCase() ? form.charAt(0) + form.slice(1).toLowerCase() : form;
  const woman = WOMEN.has(cased);
  const man = MEN.has(cased);
  if (!woman && !man) return null;
  return { gender: woman && man ? null : woman ? 'woman' : 'man' };
}

export type Pronoun = 'he' | 'she' | 'it' | 'they' | 'we' | 'i';

const PERSONAL: ReadonlyMap<string, Pronoun> = new Map([
  ['he', 'he'],
  ['him', 'he'],
  ['himself', 'he'],
  ['she', 'she'],
  ['her', 'she'],
  ['herself', 'she'],
  ['it', 'it'],
  ['itself', 'it'],
  ['they', 'they'],
  ['them', 'they'],
  ['themselves', 'they'],
  ['we', 'we'],
  ['us', 'we'],
  ['i', 'i'],
  ['me', 'i'],
]);
const POSSESSIVE: ReadonlyMap<string, Pronoun> = new Map([
  ['his', 'he'],
  ['her', 'she'],
  ['its', 'it'],
  ['their', 'they'],
  ['our', 'we'],
  ['my', 'i'],
]);

/** `he`, `them`; not `US` and `IT`, which are names. */
export function personalPronoun(word: Word): Pronoun | null {
  if (word.text.length === 2 && word.text === word.text.toUpperCase()) return null;
  return PERSONAL.get(word.lower) ?? null;
}

export const possessivePronoun = (word: Word): Pronoun | null => POSSESSIVE.get(word.lower) ?? null;
