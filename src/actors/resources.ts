import type { ActorKind } from '../document/vocabulary.ts';
import { ResourceError } from '../text/errors.ts';
import { resourceText, type TextOf } from './entries.ts';
import { type Placed, readShaped, type Shaped } from './shape.ts';
import { fold } from './words.ts';

const STATE = {
  code: 'text',
  name: 'text',
  names: 'list',
  adjectives: 'list',
  demonyms: 'list',
  capital: 'text?',
  metonyms: 'list',
  ministries: 'list',
  adversarial: 'list',
  from: 'date?',
  to: 'date?',
} as const;
/** A state or territory with its code; `from` and `to` only where it is no more. */
export type State = Shaped<typeof STATE>;

const REGION = {
  id: 'text',
  name: 'text',
  names: 'list',
  short: 'list',
  adjectives: 'list',
  demonyms: 'list',
  seats: 'list',
  within: 'text?',
} as const;
/** A part of a state, or a territory that no code is given to, that acts for itself and is not the state. */
export type Region = Shaped<typeof REGION>;

const ORGANISATION = {
  id: 'text',
  name: 'text',
  names: 'list',
  short: 'list',
  adjectives: 'list',
  seats: 'list',
  members: 'list',
  of: 'text?',
  institution: 'text?',
} as const;
/**
 * An actor that is no state: `of` is the state (or the organisation, by id) that it belongs to; `short` are names that it shares
 * with others of its kind (`Labour`, `Senate`), so that the text has to say whose; a member is a code or an id, with the years of
 * its membership where it was not always one (`GBR 1973/2020`).
 */
export type Organisation = Shaped<typeof ORGANISATION> & {
  readonly kind: ActorKind;
  /** A news agency, newspaper, broadcaster: mostly the reporter of what others said. */
  readonly media: boolean;
};

/** Of a body: what it is in its state, whatever it is called there. */
export const INSTITUTIONS = ['parliament', 'chamber', 'central-bank', 'court', 'agency'] as const;

const OFFICE = {
  office: 'text',
  names: 'list',
  'acts-for': 'text',
  of: 'text?',
  portfolio: 'text?',
} as const;
/** `acts-for`: who is meant by the holder's act; `of`: the one state that has an office of this name. */
export type Office = Shaped<typeof OFFICE>;
export const ACTS_FOR = ['state', 'own-body', 'party', 'organisation'] as const;

const HOLDER = {
  person: 'text',
  office: 'text',
  of: 'text',
  from: 'date?',
  to: 'date?',
  aliases: 'list',
  source: 'text?',
} as const;
/** The second one's intervals may be some months too wide. */
const HOLDER_FILES = ['office-holders.yaml', 'office-holders-more.yaml'];
/** `of`: a state's code or an organisation's id; `to` null: in office when the list was written. */
export type OfficeHolder = Shaped<typeof HOLDER>;

const PERSONAL = { name: 'text', given: 'flag', surname: 'flag' } as const;
const EXPRESSION = { text: 'text', name: 'text' } as const;

export type Sense =
  | {
      readonly type: 'state';
      readonly as: 'name' | 'adjective' | 'demonym' | 'metonym' | 'ministry' | 'adversarial';
      readonly entry: State;
    }
  | {
      readonly type: 'region';
      readonly as: 'name' | 'short' | 'adjective' | 'demonym' | 'seat';
      readonly entry: Region;
    }
  | {
      readonly type: 'organisation';
      readonly as: 'name' | 'short' | 'adjective' | 'seat';
      readonly entry: Organisation;
    };

export interface ActorResources {
  /** By code. */
  readonly states: ReadonlyMap<string, State>;
  /** By id. */
  readonly regions: ReadonlyMap<string, Region>;
  /** By id: organisations, bodies, companies, media, coalitions, parties, armed groups. */
  readonly organisations: ReadonlyMap<string, Organisation>;
  /** By folded name (`fold`), case kept, without an article: everything that it can mean. */
  readonly senses: ReadonlyMap<string, readonly Sense[]>;
  /** By folded name in lower case. */
  readonly offices: ReadonlyMap<string, Office>;
  readonly officeHolders: readonly OfficeHolder[];
  /** By folded full name or alias. */
  readonly holdersByName: ReadonlyMap<string, readonly OfficeHolder[]>;
  /** Names of states, capitals or peoples that are also given names or surnames; by folded name. */
  readonly personalNames: ReadonlyMap<string, { readonly given: boolean; readonly surname: boolean }>;
  /** Folded expressions in which a state's or capital's name does not mean it (`Panama hat`), with that name. */
  readonly expressions: ReadonlyMap<string, string>;
}

/** The files with one organisation a line, each with the kind of its actors. */
export const ORGANISATION_FILES: readonly (readonly [file: string, kind: ActorKind, media: boolean])[] = [
  ['organisations.yaml', 'organisation', false],
  ['media.yaml', 'organisation', true],
  ['companies.yaml', 'company', false],
  ['bodies.yaml', 'body', false],
  ['coalitions.yaml', 'coalition', false],
  ['parties.yaml', 'party', false],
  ['armed-groups.yaml', 'armed-group', false],
];

let loaded: ActorResources | null = null;

/**
 * Everything under resources/actors, read and checked at the first call, then shared.
 * @throws ResourceError with file and line: `resource/missing`, `resource/syntax`, `resource/shape`, `resource/duplicate`,
 *   `resource/ambiguous`, `resource/reference`.
 */
export function actorResources(): ActorResources {
  loaded ??= checkedResources(resourceText);
  return loaded;
}

/** The resources in these texts, by file name. @throws ResourceError as actorResources. */
export function checkedResources(textOf: TextOf): ActorResources {
  const states = unique(readShaped(textOf, 'states.yaml', STATE), ({ code }) => code);
  const regions = unique(
    [...readShaped(textOf, 'regions.yaml', REGION), ...readShaped(textOf, 'unrecognised.yaml', REGION)],
    ({ id }) => id,
  );
  const organisations = unique(
    ORGANISATION_FILES.flatMap(([file, kind, media]) =>
      readShaped(textOf, file, ORGANISATION).map(({ value, place }) => ({
        value: Object.freeze({ ...value, kind, media }),
        place,
      })),
    ),
    ({ id }) => id,
  );
  const known = (id: string): boolean => states.has(id) || organisations.has(id);
  for (const { value, place } of states.values()) {
    if (!/^[A-Z]{3}$/.test(value.code))
      throw wrong('reference', place, `"${value.code}" is no ISO 3166-1 alpha-3 code`);
    if ((value.from === null) !== (value.to === null))
      throw wrong('shape', place, 'a former state has from and to');
  }
  for (const { value, place } of regions.values()) {
    if (value.within !== null && !states.has(value.within))
      throw wrong('reference', place, `"${value.within}" is no state's code`);
  }
  for (const { value, place } of organisations.values()) {
    if (value.of !== null && !known(value.of))
      throw wrong('reference', place, `"${value.of}" is neither a state nor an organisation`);
    if (value.institution !== null) oneOf(INSTITUTIONS, value.institution, place);
    for (const member of value.members) {
      const [, id = ''] = /^(\S+)(?: \d{4}\/(?:\d{4})?)?$/.exec(member) ?? [];
      if (!known(id)) throw wrong('reference', place, `"${member}" is not a member with a known code or id`);
    }
  }

  const offices = unique(
    readShaped(textOf, 'offices.yaml', OFFICE).flatMap(({ value, place }) => {
      oneOf(ACTS_FOR, value['acts-for'], place);
      if (value.of !== null && !known(value.of)) throw wrong('reference', place, `"${value.of}" is unknown`);
      return [value.office, ...value.names].map((name) => ({ value: { name, office: value }, place }));
    }),
    ({ name }) => fold(name).toLowerCase(),
  );
  const holders = HOLDER_FILES.flatMap((file) => readShaped(textOf, file, HOLDER));
  for (const { value, place } of holders) {
    if (!known(value.of))
      throw wrong('reference', place, `"${value.of}" is neither a state nor an organisation`);
    if (!offices.has(fold(value.office).toLowerCase()))
      throw wrong('reference', place, `"${value.office}" is not in offices.yaml`);
    if (value.from !== null && value.to !== null && value.to < value.from)
      throw wrong('shape', place, 'ends before it begins');
  }
  const officeHolders = Object.freeze(holders.map(({ value }) => value));

  return Object.freeze({
    states: values(states),
    regions: values(regions),
    organisations: values(organisations),
    senses: sensesOf([...states.values()], [...regions.values()], [...organisations.values()]),
    offices: new Map([...offices].map(([name, { value }]) => [name, value.office])),
    officeHolders,
    holdersByName: grouped(
      officeHolders.flatMap((holder) =>
        [holder.person, ...holder.aliases].map((name) => [fold(name), holder] as const),
      ),
    ),
    personalNames: values(
      unique(readShaped(textOf, 'surnames-not-states.yaml', PERSONAL), ({ name }) => fold(name)),
    ),
    expressions: new Map(
      [...unique(readShaped(textOf, 'fixed-expressions.yaml', EXPRESSION), ({ text }) => fold(text))].map(
        ([text, { value }]) => [text, value.name],
      ),
    ),
  });
}

function sensesOf(
  states: readonly Placed<State>[],
  regions: readonly Placed<Region>[],
  organisations: readonly Placed<Organisation>[],
): ReadonlyMap<string, readonly Sense[]> {
  const senses = new Map<string, Sense[]>();
  const add = (sense: Sense, names: readonly string[], place: string): void => {
    Object.freeze(sense);
    for (const name of names) {
      const key = fold(name);
      const others = senses.get(key);
      if (others === undefined) senses.set(key, [sense]);
      else if (!others.some(({ entry, as }) => entry === sense.entry && as === sense.as)) {
        const clash = others.find((other) => !together(other, sense));
        if (clash)
          throw wrong(
            'ambiguous',
            place,
            `"${name}" is already ${clash.entry.name}: make it \`short\` in one`,
          );
        others.push(sense);
      }
    }
  };
  for (const { value: entry, place } of states) {
    const type = 'state';
    add({ type, as: 'name', entry }, [entry.name, ...entry.names], place);
    add({ type, as: 'adjective', entry }, entry.adjectives, place);
    add({ type, as: 'demonym', entry }, entry.demonyms, place);
    add({ type, as: 'metonym', entry }, entry.metonyms, place);
    add({ type, as: 'ministry', entry }, entry.ministries, place);
    add({ type, as: 'adversarial', entry }, entry.adversarial, place);
  }
  for (const { value: entry, place } of regions) {
    const type = 'region';
    add({ type, as: 'short', entry }, entry.short, place);
    add(
      { type, as: 'name', entry },
      entry.short.includes(entry.name) ? entry.names : [entry.name, ...entry.names],
      place,
    );
    add({ type, as: 'adjective', entry }, entry.adjectives, place);
    add({ type, as: 'demonym', entry }, entry.demonyms, place);
    add({ type, as: 'seat', entry }, entry.seats, place);
  }
  for (const { value: entry, place } of organisations) {
    const type = 'organisation';
    add({ type, as: 'short', entry }, entry.short, place);
    add(
      { type, as: 'name', entry },
      entry.short.includes(entry.name) ? entry.names : [entry.name, ...entry.names],
      place,
    );
    add({ type, as: 'adjective', entry }, entry.adjectives, place);
    add({ type, as: 'seat', entry }, entry.seats, place);
  }
  return senses;
}

/** Whether two senses may share a name: of one entry, of a former state and its successor, or where one is declared short. */
function together(a: Sense, b: Sense): boolean {
  if (a.entry === b.entry || a.as === 'short' || b.as === 'short') return true;
  return a.type === 'state' && b.type === 'state' && (a.entry.to !== null || b.entry.to !== null);
}

function unique<T>(items: readonly Placed<T>[], key: (value: T) => string): Map<string, Placed<T>> {
  const found = new Map<string, Placed<T>>();
  for (const item of items) {
    const name = key(item.value);
    const first = found.get(name);
    if (first) throw wrong('duplicate', item.place, `"${name}" is already at ${first.place}`);
    found.set(name, item);
  }
  return found;
}

const values = <T>(placed: ReadonlyMap<string, Placed<T>>): ReadonlyMap<string, T> =>
  new Map([...placed].map(([key, { value }]) => [key, value]));

function grouped<T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else if (!group.includes(value)) group.push(value);
  }
  return groups;
}

/** The organisation that an actor's id (`org:european-union`) means, if it is a known one. */
export const organisationOf = (actor: string): Organisation | undefined =>
  actorResources().organisations.get(actor.slice(actor.indexOf(':') + 1));

/** An agency, a newspaper, a broadcaster. */
export const isMedium = (actor: string): boolean => organisationOf(actor)?.media === true;

function oneOf(allowed: readonly string[], value: string, place: string): void {
  if (!allowed.includes(value)) throw wrong('shape', place, `"${value}" is not one of ${allowed.join(', ')}`);
}

const wrong = (code: string, place: string, what: string): ResourceError =>
  new ResourceError(`resource/${code}`, `${place}: ${what}`);
