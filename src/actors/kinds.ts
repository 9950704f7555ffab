import type { ActorKind } from '../document/vocabulary.ts';
import type { NounClass } from './nouns.ts';
import type { NounPhrase, Phrase } from './phrase.ts';

export const KIND: Readonly<Record<NounClass, ActorKind>> = {
  office: 'unknown',
  legislator: 'unknown',
  executive: 'body',
  body: 'body',
  organisation: 'organisation',
  party: 'party',
  company: 'company',
  'armed-group': 'armed-group',
  group: 'group',
  document: 'unknown',
};

/** What may have a secretary-general or a chairman. */
export const COLLECTIVE: ReadonlySet<ActorKind> = new Set<ActorKind>([
  'organisation',
  'coalition',
  'body',
  'company',
  'party',
  'armed-group',
]);

/** What has a speaker. */
export const CHAMBER =
  /parliament|assembly|senate|house|chamber|congress|bundestag|knesset|duma|dáil|rada|majlis|sejm|riksdag|storting/i;

export const ANY: ReadonlySet<ActorKind> = new Set<ActorKind>([
  'organisation',
  'coalition',
  'armed-group',
  'party',
  'company',
]);
const COMPANY: ReadonlySet<ActorKind> = new Set<ActorKind>(['company']);
const ORGANISATION: ReadonlySet<ActorKind> = new Set<ActorKind>(['organisation']);
const COMPANIES = (
  'company, firm, corporation, board, board of directors, management, airline, carrier, utility, insurer, brokerage, automaker, carmaker, ' +
  'shipbuilder, refiner, manufacturer, planemaker, plane maker, aircraft maker, steelmaker, chipmaker, drugmaker, arms maker, miner, ' +
  'oil major, energy major, telecoms firm, oil giant, gas giant, energy giant, mining giant, tech giant, technology giant, ' +
  'telecoms giant, telecom giant, retail giant, shipping giant, steel giant, food giant, chemicals giant, media giant, pharmaceutical giant'
).split(', ');
/** What kinds of actors a noun may take up that is in none of their names (`NATO … the alliance`). */
export const CALLED: ReadonlyMap<string, ReadonlySet<ActorKind>> = new Map<string, ReadonlySet<ActorKind>>([
  ['bloc', new Set<ActorKind>(['organisation', 'coalition'])],
  ['alliance', new Set<ActorKind>(['organisation', 'coalition', 'party'])],
  ['organisation', ANY],
  ['organization', ANY],
  ['agency', new Set<ActorKind>(['organisation', 'body'])],
  ['body', ANY],
  ['group', ANY],
  ['movement', new Set<ActorKind>(['armed-group', 'party', 'organisation'])],
  ['party', new Set<ActorKind>(['party'])],
  ...['union', 'association', 'charity', 'lobby'].map((noun) => [noun, ORGANISATION] as const),
  ...COMPANIES.map((noun) => [noun, COMPANY] as const),
  ['lender', new Set<ActorKind>(['company', 'organisation'])],
  ['cartel', new Set<ActorKind>(['organisation'])],
  ['court', new Set<ActorKind>([])],
  ['militia', new Set<ActorKind>(['armed-group'])],
  ['coalition', new Set<ActorKind>(['coalition'])],
]);

/** The same of nouns that do so with words before them only. */
const WITH_WORDS: ReadonlyMap<string, ReadonlySet<ActorKind>> = new Map<string, ReadonlySet<ActorKind>>([
  ['bank', new Set<ActorKind>(['company', 'organisation', 'body'])],
  ['institution', new Set<ActorKind>(['organisation', 'body'])],
  ['watchdog', new Set<ActorKind>(['organisation', 'body'])],
]);

/** What kinds of actors words before such a noun leave (`the militant group`); of words that are none of these nothing is known. */
const NARROWS: readonly (readonly [words: RegExp, kinds: ReadonlySet<ActorKind>])[] = [
  [
    /^(?:militant|rebel|armed|islamist|islamic|jihadist|guerrilla|insurgent|extremist|terrorist|shi['’]?ite|shia|sunni|.+-backed|.+-aligned)$/,
    new Set<ActorKind>(['armed-group', 'party']),
  ],
  [
    /^(?:rights|human|aid|relief|humanitarian|environmental|advocacy|campaign|labour|labor|trade|health|nuclear|children's|food|refugee|medical)$/,
    new Set<ActorKind>(['organisation', 'body']),
  ],
  [
    /^(?:regional|continental|global|international|multilateral|military|defence|defense|security|western|transatlantic|political|.+-(?:member|nation|state|country|strong))$/,
    new Set<ActorKind>(['organisation', 'coalition']),
  ],
  [
    /^(?:pan-\p{L}+|(?:west|east|south|north|southeast|south-east|central|southern|eastern|northern|western) ?(?:african|asian|american|european)?|african|asian|european|american|latin|arab|gulf|caribbean|pacific|nordic|baltic|balkan)$/u,
    new Set<ActorKind>(['organisation', 'coalition']),
  ],
  [
    /^(?:oil|energy|tech|technology|steel|car|chemicals?|mining|media|retail|drugs?|pharmaceuticals?|engineering|aerospace|shipping|budget|low-cost|national|flag|state-owned|privately-owned|private)$/,
    new Set<ActorKind>(['company', 'organisation']),
  ],
  [
    /^(?:left|right|centre|center|far)-?(?:wing|left|right)$|^(?:ruling|opposition|nationalist|socialist|conservative|liberal|green|centrist|populist|governing)$/,
    new Set<ActorKind>(['party']),
  ],
  [
    /-based$|^(?:crisis|development|giant)$/,
    new Set<ActorKind>(['organisation', 'coalition', 'company', 'party', 'body']),
  ],
];

/** Whether a noun with such words before it may take up an actor of a kind; not where one of them is not known. */
export const isCalled = (kind: ActorKind, noun: string, modifiers: readonly string[]): boolean =>
  (CALLED.get(noun) ?? WITH_WORDS.get(noun))?.has(kind) === true &&
  modifiers.every((word) => NARROWS.find(([words]) => words.test(word))?.[1].has(kind));

const codes = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** Which states are called so; any, where a noun is not here (`the country`). */
export const FORMS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['kingdom', codes('BEL BHR BTN DNK ESP GBR JOR KHM LSO MAR MYS NLD NOR SAU SWE SWZ THA TON')],
  ['emirate', codes('ARE KWT QAT')],
  ['sultanate', codes('BRN OMN')],
]);

/** Nouns that never mean one public actor by themselves. */
export const SILENT: ReadonlySet<string> = new Set([
  'state',
  'region',
  'island',
  'people',
  'power',
  'city',
  'district',
  'capital',
  'economy',
  'business',
]);

export const isNation = (phrase: Phrase): boolean =>
  phrase.kind === 'known' && phrase.known.senses.some(({ type }) => type === 'state');

export const STANDS_BARE = new Set(
  'parliament congress management police opposition cabinet diet government'.split(' '),
);
export const isBare = ({ determiner, noun, owners, modifiers, named, size, from }: NounPhrase): boolean =>
  determiner === 'none' &&
  !noun.plural &&
  named === null &&
  size === null &&
  owners.length === 0 &&
  modifiers.length === 0 &&
  from > 0 &&
  !STANDS_BARE.has(noun.lemma);

/** Documents that are what their author says. */
export const UTTERANCE =
  /statement|letter|release|announcement|notice|website|declaration|communique|report|analysis|brief|figures|data|fact sheet|readout|bulletin|memo|circular/;

export const officeName = (phrase: NounPhrase): string => {
  const last = phrase.modifiers
    .filter((word) => !/^(?:new|acting|outgoing|incoming|then|late|senior)$/.test(word))
    .at(-1);
  return last !== undefined && /^(?:minister|secretary|ministry)$/.test(phrase.noun.lemma)
    ? `${last} ${phrase.noun.lemma}`
    : phrase.noun.lemma;
};
