import type { Attributed, BareClaim, Place } from '../document/layers.ts';
import { ResourceError } from '../text/errors.ts';
import { readResource } from '../text/resource.ts';
import { contains, overlaps, type Span } from '../text/span.ts';
import { mentionsWithin } from './pointers.ts';

const FILE = 'en/places.yaml';

interface Patterns {
  readonly limits: readonly string[];
  readonly prepositions: readonly string[];
  readonly noun_prepositions: readonly string[];
  readonly function_words: readonly string[];
  readonly nouns: readonly string[];
  readonly names: readonly string[];
  readonly not_places: readonly string[];
}

function load(): Patterns {
  const patterns = readResource(FILE) as Partial<Patterns> | null;
  for (const name of [
    'limits',
    'prepositions',
    'noun_prepositions',
    'function_words',
    'nouns',
    'names',
    'not_places',
  ] as const) {
    if (!Array.isArray(patterns?.[name]))
      throw new ResourceError('resource/shape', `resources/${FILE}: "${name}" must be a list`);
  }
  return patterns as Patterns;
}

const patterns = load();
const any = (words: readonly string[]): string => [...words].sort((a, b) => b.length - a.length).join('|');

/** `Ukraine`, `the Gulf`, `eastern Chad`, `the Sea of Azov`, `Port Aneroa`: a name with what describes it. */
const NAME = `(?:the )?(?:(?:neighbou?ring|central|upper|lower|inner|outer|mainland|occupied|post-war|northern|southern|eastern|western|north-?eastern|north-?western|south-?eastern|south-?western|north|south|east|west) )*(?:${any(patterns.names)}|\\p{Lu}[\\p{L}.’'-]*(?: (?:of(?: the)?|and|de|del|al|el) \\p{Lu}[\\p{L}’'-]*| \\p{Lu}[\\p{L}’'-]*){0,4})`;

/** `the line of contact`, `its territory`, `a neighbouring NATO state`: a noun phrase that is a place. */
const NOUN = `(?:(?:the|a|an|its|their|his|her|our|any|all|both|either|each|this|that|these|those|another|foreign|other) )?(?:[\\p{L}’'-]+ ){0,3}?(?:${any(patterns.nouns)})(?: (?:of|between|in|with|on|along) ${NAME}| of (?:a|the|its|any|another|their) (?:[\\p{L}-]+ ){0,3}?(?:state|country|nation|power|member|party|sides?|parties))?`;

/** A name before another noun describes it: `in the Black Sea initiative`; a small function word or an adverb may follow. */
const ENDS = `(?! (?!(?:${any(patterns.function_words)}|\\p{Ll}+ly)(?!\\p{L}))\\p{Ll})(?! \\p{Lu}\\p{Ll})`;

const LIMIT = new RegExp(
  `(?<![\\p{L}-])(?:${any(patterns.limits)}) (?:${NOUN}|${NAME}${ENDS})(?![\\p{L}-])`,
  'gu',
);
const PLACE = new RegExp(
  `(?<![\\p{L}-])(?:(?:${any([...patterns.prepositions, ...patterns.noun_prepositions])}) ${NOUN}|(?:${any(patterns.prepositions)}) ${NAME}${ENDS})(?![\\p{L}-])`,
  'gu',
);
const PREPOSITION = new RegExp(
  `^(?:${any([...patterns.prepositions, ...patterns.noun_prepositions])}) `,
  'u',
);
const NOT_PLACE = new RegExp(`(?<!\\p{L})(?:${any(patterns.not_places)})(?!\\p{L})`, 'u');

/** A preposition of goal or place reads as one of a person after these: `agreed in Putin`, so persons are asked of the document. */
const PLACE_ACTORS: ReadonlySet<string> = new Set(['state', 'body', 'organisation', 'coalition', 'unknown']);

/**
 * Where the act of a claim is to be done, or where not (`limit`): places in its content, and those right behind it in its
 * clause. Not those in its conditions.
 */
export function claimPlaces(claim: BareClaim, document: Attributed): readonly Place[] {
  const sentence = document.sentences[claim.sentence];
  if (sentence === undefined) return [];
  const extent = extentOf(claim, document.text, sentence);
  if (extent === null) return [];
  const text = document.text.slice(extent.start, extent.end);
  const limits = find(text, LIMIT, extent.start, 'limit');
  const places = find(text, PLACE, extent.start, 'place').filter(
    (place) => !limits.some((limit) => overlaps(limit, place)),
  );
  return [...limits, ...places]
    .filter(
      (place) =>
        !claim.conditions.some((condition) => overlaps(condition, place)) && !isNoPlace(document, place),
    )
    .sort((a, b) => a.start - b.start)
    .map((place) => Object.freeze(place));
}

/** From the predicate to the end of the content, or of the clause where there is none. */
function extentOf({ predicate, what }: BareClaim, text: string, sentence: Span): Span | null {
  const end = what === null ? predicate.end : Math.max(predicate.end, what.end);
  const start = what === null ? predicate.end : Math.min(predicate.end, what.start);
  const tail = text.slice(end, Math.max(end, sentence.end));
  // What follows the content up to the next clause still says where: `met on Thursday | in Paris`.
  const more =
    /^[^,;:."“”]{0,80}?(?=[,;:."“”]|\s(?:and|but|which|who|that|after|before|if|said|to)\s|$)/u.exec(
      tail,
    )?.[0].length ?? 0;
  return start < end + more ? { start, end: end + more } : null;
}

function find(text: string, pattern: RegExp, offset: number, kind: Place['kind']): Place[] {
  return [...text.matchAll(pattern)]
    .filter(({ 0: words }) => !NOT_PLACE.test(words))
    .map(({ index, 0: words }) => ({
      start: offset + index,
      end: offset + index + words.length,
      kind,
      name: kind === 'limit' ? words : words.replace(PREPOSITION, '').replace(/^(?:the|an?) (?=\p{Ll})/u, ''),
    }));
}

/** A person or a party behind a preposition is no place: `in Putin`; nor is a month or a day. */
function isNoPlace(document: Attributed, place: Span): boolean {
  const inside = mentionsWithin(document.mentions, place.start, place.end).filter((m) => contains(place, m));
  return inside.some(({ actor, end }) => {
    const found = document.actors.find(({ id }) => id === actor);
    return found !== undefined && end === place.end && !PLACE_ACTORS.has(found.kind);
  });
}
