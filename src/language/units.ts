import { ResourceError } from '../text/errors.ts';
import { readResource } from '../text/resource.ts';

/** What a number counts: money by its ISO 4217 code, a measure (`year`, `percent`), or things counted (`country`). */
export interface Unit {
  readonly unit: string;
  readonly kind: 'money' | 'measure' | 'count';
  /** Where in the text its words end. */
  readonly end: number;
  /** What its number is divided by: 100 where hundredths are counted (`60 cents`). */
  readonly parts?: number;
}

interface Currency {
  readonly words: readonly string[];
  readonly code: string;
  readonly of?: Readonly<Record<string, string>>;
  readonly places?: Readonly<Record<string, string>>;
  /** How many of it make one of the currency. */
  readonly parts?: number;
}

interface Units {
  readonly money: readonly Currency[];
  readonly symbols: Readonly<Record<string, string>>;
  readonly measures: Readonly<Record<string, readonly string[]>>;
  readonly counts: Readonly<Record<string, readonly string[]>>;
  readonly not_counted: readonly string[];
  readonly stops: readonly string[];
  readonly named_before: readonly string[];
  readonly named_when_capital: readonly string[];
}

const FILE = 'en/units.yaml';

function load(): Units {
  const units = readResource(FILE) as Partial<Units> | null;
  for (const name of [
    'money',
    'symbols',
    'measures',
    'counts',
    'not_counted',
    'stops',
    'named_before',
    'named_when_capital',
  ] as const) {
    if (typeof units?.[name] !== 'object')
      throw new ResourceError('resource/shape', `resources/${FILE}: "${name}" is missing`);
  }
  return units as Units;
}

const units = load();
const STOPS = new Set(units.stops);
const NOT_COUNTED = new Set(units.not_counted);

const CURRENCIES = new Map(
  units.money.flatMap((currency) => {
    const places = Object.entries(currency.places ?? {}).map(
      ([code, names]) => [code, new RegExp(`(?<!\\p{L})(?:${names})`, 'gu')] as const,
    );
    return currency.words.map((word) => [word, { ...currency, places }] as const);
  }),
);

/** Written behind the number: `300 billion USD`, `500€`. */
const CODES = new Set(
  units.money
    .flatMap(({ code, of = {} }) => [code, ...Object.values(of)])
    .concat(Object.values(units.symbols)),
);

/** How far back a state's name may tell whose francs are meant. */
const PLACE_WINDOW = 5000;

/** Form of words in lower case → unit; the longest phrase is tried first. */
const NOUNS = new Map<string, { unit: string; kind: 'measure' | 'count'; singular: boolean }>();
for (const kind of ['counts', 'measures'] as const) {
  for (const [unit, forms] of Object.entries(units[kind])) {
    const noun = { unit, kind: kind === 'counts' ? 'count' : 'measure' } as const;
    NOUNS.set(unit.replaceAll('-', ' '), { ...noun, singular: true });
    for (const form of forms) NOUNS.set(form.toLowerCase(), { ...noun, singular: false });
  }
}
const LONGEST_PHRASE = Math.max(...[...NOUNS.keys()].map((form) => form.split(' ').length));

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const SYMBOL = new RegExp(
  `(?<![\\p{L}])(${Object.keys(units.symbols)
    .sort((a, b) => b.length - a.length)
    .map(literal)
    .join('|')})\\s?$`,
  'u',
);

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const NAMED = new RegExp(
  `(?<![\\p{L}])(?:${[...units.named_before.flatMap((word) => [word, capitalised(word)]), ...units.named_when_capital].map(literal).join('|')})[\\s-]*$`,
  'u',
);

/** The money symbol or code right before `at`, with its start. */
export function symbolBefore(
  text: string,
  at: number,
): { readonly code: string; readonly start: number } | null {
  const lead = text.slice(Math.max(0, at - 8), at);
  const match = SYMBOL.exec(lead);
  const code = units.symbols[match?.[1] ?? ''];
  return match === null || code === undefined ? null : { code, start: at - match[0].length };
}

/** Whether the number at `at` is a name: `Resolution 1701`, `Group of Seven`, `Article 5`. */
export const isNamed = (text: string, at: number): boolean =>
  NAMED.test(text.slice(Math.max(0, at - 24), at));

/** `%`, words with their full stops and hyphens (`F-16s`, `air-defence`) and the mark that quotes them, model numbers behind a name (`Leopard 2A6`). */
const WORD =
  /(?:[ \t\u00a0-]*\n?[ \t-]*)(?:(?<= )["“](?=\p{Ll}))?(%|(?:\p{Lu}\.){2,}|\p{L}[\p{L}\d]*(?:[.'’/-](?=[\p{L}\d])[\p{L}\d]+)*\+?|(?<=\p{Lu}\p{L}* )\d{1,3}\p{L}?\d?(?![\p{L}\d.,]))/uy;

/** At most as many words stand between a number and its noun: `90 medium-range air-defence missiles`. */
const MODIFIERS = 4;

/**
 * The unit of the number that ends at `at`: money, a noun of the vocabulary, or else the first plural noun of the phrase.
 * `one` admits the singular.
 */
export function unitAfter(text: string, at: number, one: boolean): Unit | null {
  const symbol = units.symbols[text.charAt(at)];
  if (symbol !== undefined) return { unit: symbol, kind: 'money', end: at + 1 };
  const words: { lower: string; word: string; start: number; end: number }[] = [];
  WORD.lastIndex = at;
  for (let i = 0; i < MODIFIERS + LONGEST_PHRASE; i++) {
    const from = WORD.lastIndex;
    const match = WORD.exec(text);
    const word = match?.[1];
    if (word === undefined) break;
    words.push({ word, lower: word.toLowerCase(), start: from, end: WORD.lastIndex });
    // A closed bracket, a comma or a full stop ends the phrase: WORD does not match across it.
  }
  for (let i = 0; i <= MODIFIERS && i < words.length; i++) {
    const current = words[i];
    if (current === undefined) break;
    const currency = CURRENCIES.get(current.lower);
    const before = words.slice(0, i).map(({ lower }) => lower.replace(/\.$/, ''));
    const next = CURRENCIES.get(words[i + 1]?.lower ?? '');
    // `60 euro cents`, `50 million US dollars`
    if (next !== undefined && (next.of?.[current.lower] !== undefined || OF_STATES.test(current.lower)))
      continue;
    // `the 2020 election won`: only whose currency it is may stand between.
    if (
      currency !== undefined &&
      before.every((word) => currency.of?.[word] !== undefined || OF_STATES.test(word))
    ) {
      const unit = codeOf(text, current.start, currency, before);
      const { parts } = currency;
      return { unit, kind: 'money', end: current.end, ...(parts !== undefined && { parts }) };
    }
    if (i === 0 && CODES.has(current.word)) return { unit: current.word, kind: 'money', end: current.end };
    // `27 dlr-per-share`
    const [rated = ''] = current.lower.split(/-(?:a|per)-/);
    const rate = rated === current.lower || i > 0 ? undefined : CURRENCIES.get(rated);
    if (rate !== undefined)
      return {
        unit: codeOf(text, current.start, rate, []),
        kind: 'money',
        end: current.end - current.lower.length + rated.length,
      };
    // `a 14-bank committee`, `a five member commission`
    if (
      i === 0 &&
      (MEMBERS.test(text.slice(current.end, current.end + 40)) ||
        /^(?:nation|country)$/.test(current.lower)) &&
      (/^-/.test(text.slice(at, at + 1)) || current.lower === 'member') &&
      /^\p{Ll}{3,}$/u.test(current.word)
    ) {
      // `the 15-nation bloc` has countries
      const unit = NOUNS.get(`${current.lower}s`)?.unit ?? current.lower;
      return { unit, kind: 'count', end: current.end };
    }
    // `a 14-bag load`, `the 15.5 mln bag offer`
    const adjectival =
      i === 0 && (/^-/.test(text.slice(at, at + 1)) || SCALED.test(text.slice(Math.max(0, at - 8), at)));
    for (let length = Math.min(LONGEST_PHRASE, words.length - i); length > 0; length--) {
      const last = words[i + length - 1];
      const noun = NOUNS.get(
        words
          .slice(i, i + length)
          .map(({ lower }) => lower)
          .join(' '),
      );
      if (noun === undefined || last === undefined) continue;
      const next = words[i + length];
      if (noun.singular && !one && !adjectival && !(noun.kind === 'measure' && i === 0)) break;
      // `radar` of `14 radar stations`: the phrase goes on to a noun of the vocabulary.
      if (
        noun.kind === 'count' &&
        next !== undefined &&
        !STOPS.has(next.lower) &&
        isCompound(text, last.end, next.lower)
      )
        break;
      return { unit: noun.unit, kind: noun.kind, end: last.end };
    }
    // `1,700 Gazans`, `12 Americans`
    if (
      DEMONYM.test(current.word) &&
      (words[i + 1] === undefined ||
        STOPS.has(words[i + 1]?.lower ?? '') ||
        /^\p{Ll}+ed$/u.test(words[i + 1]?.word ?? ''))
    ) {
      return { unit: 'person', kind: 'count', end: current.end };
    }
    // `the country's senators`: whose they are
    if (/['’]s?$/.test(current.lower)) continue;
    // `35 financially troubled countries`, `nine daily services`; `12 eventually died`
    if (STOPS.has(current.lower)) break;
    if (/^\p{Ll}+ly$/u.test(current.word)) {
      if (
        OF_NOUNS.test(current.word) ||
        /^\p{Ll}+(?:ed|ing|en|al|ic|ous|ive)$/u.test(words[i + 1]?.word ?? '')
      )
        continue;
      break;
    }
    if (isCounted(current)) {
      // `12 savings associations`: of two plurals the second is what is counted
      const second = words[i + 1];
      const head = second !== undefined && isCounted(second) && text[current.end] === ' ' ? second : current;
      return { unit: singularOf(head.lower), kind: 'count', end: head.end };
    }
    if (NOT_COUNTED.has(current.lower)) return { unit: '', kind: 'count', end: current.end };
  }
  return null;
}

const SCALED = /\b(?:mln|million|bln|billion)$/;

/** What has members, perhaps with what it is for. */
const MEMBERS =
  /^ (?:\p{L}+ )?(?:advisory |steering )?(?:committee|commission|group|panel|board|council|team|consortium|syndicate|alliance|coalition|delegation|bloc)\b/u;

/** These stand before nouns and are no adverbs there. */
const OF_NOUNS = /^(?:daily|weekly|monthly|quarterly|yearly|early|friendly|elderly|deadly|costly)$/;

/** Peoples in the plural. */
const DEMONYM =
  /^\p{Lu}\p{Ll}+(?:ans|is|ese|ots|ards|landers)$|^(?:Brits|Rohingya|Poles|Danes|Swedes|Finns|Serbs|Croats|Kurds|Arabs|Greeks|Turks|Czechs|Slovaks|Thais)$/u;

/** First words of states' names, and the directions in them: `West German marks`, `New Zealand dollars`. */
const OF_STATES =
  /^(?:west|east|north|south|new|hong|sri|united|arab|trinidad|us|u\.s|\p{L}+(?:ian|ean|ish|ese|ine))$/u;

const isCompound = (text: string, end: number, next: string): boolean =>
  /^\s/.test(text.slice(end, end + 1)) && NOUNS.get(next)?.kind === 'count' && looksPlural(next);

function codeOf(
  text: string,
  at: number,
  currency: Pick<Currency, 'code' | 'of'> & { readonly places: readonly (readonly [string, RegExp])[] },
  before: readonly string[],
): string {
  for (const word of [...before].reverse()) {
    const code = currency.of?.[word];
    if (code !== undefined) return code;
  }
  const lead = text.slice(Math.max(0, at - PLACE_WINDOW), at);
  let nearest = { code: currency.code, at: -1 };
  for (const [code, names] of currency.places) {
    for (const match of lead.matchAll(names)) {
      if (match.index > nearest.at) nearest = { code, at: match.index };
    }
  }
  return nearest.code;
}

const IRREGULAR = new Map([
  ['consortia', 'consortium'],
  ['memoranda', 'memorandum'],
]);

const looksPlural = (word: string): boolean =>
  IRREGULAR.has(word) ||
  /^\p{Ll}[\p{Ll}’'-]+(?<![uias])s$|^\p{Ll}{3,}(?:men|women|ies|ses|ias|eas)$/u.test(word);

const isCounted = ({ word, lower }: { readonly word: string; readonly lower: string }): boolean =>
  looksPlural(word) && !STOPS.has(lower) && !NOT_COUNTED.has(lower);

/** The singular of a regular plural: `experts`, `ministries`, `buses`, `gunmen`. */
export function singularOf(plural: string): string {
  const irregular = IRREGULAR.get(plural);
  if (irregular !== undefined) return irregular;
  if (/(?:men)$/.test(plural)) return plural.replace(/men$/, 'man');
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, 'y');
  if (/(?:ss|sh|ch|x|z)es$/.test(plural)) return plural.slice(0, -2);
  return plural.replace(/s$/, '');
}
