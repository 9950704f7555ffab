import type { Actor, ActorRole } from '../document/layers.ts';
import type { ActorKind } from '../document/vocabulary.ts';
import type { Gender } from './grammar.ts';
import { actorId, type Seed } from './lexicon.ts';
import { actorResources, organisationOf } from './resources.ts';
import { fold } from './words.ts';

/** An actor while its document is read: it grows with every mention, and is frozen at the end. */
export interface Draft {
  readonly id: string;
  kind: ActorKind;
  name: string;
  state: string | null;
  readonly aliases: Set<string>;
  readonly roles: ActorRole[];
  /** What stood before the name, as an office: `Gov. Marino` is a governor. */
  readonly titles: Set<string>;
  size: number | null;
  gender: Gender | null;
  /** Acts for itself, whatever state it belongs to. */
  legislator: boolean;
  /** Stands for many: `they`. */
  plural: boolean;
}

/** The Commission's president speaks for the European Union too. */
function parentOf(id: string): string | null {
  const of = organisationOf(id)?.of ?? null;
  return of === null ? null : (actorResources().organisations.get(of)?.name ?? null);
}

const same = (text: string): string => fold(text).toLowerCase();

/** `the Hughes board`, `co-chairman of the ISDA`: what is said of somebody is no name, of which a part stands for it. */
const isDescription = ({ name, kind }: Draft): boolean =>
  /(?:^| )\p{Ll}[\p{Ll}-]+$/u.test(name) || (kind !== 'person' && /^\p{Ll}+[\p{L} -]* of /u.test(name));

/** Everyone in one document. */
export class Register {
  readonly #drafts = new Map<string, Draft>();
  /** Names of several words, by each of their words, in order of the text. */
  readonly #byWord = new Map<string, Draft[]>();
  /** Organisations by their initials and by every other name. */
  readonly #byAlias = new Map<string, Draft>();

  add(seed: Seed): Draft {
    const known = this.#drafts.get(seed.id);
    if (known !== undefined) return known;
    const draft: Draft = {
      id: seed.id,
      kind: seed.kind,
      name: seed.name,
      state: seed.state,
      aliases: new Set(seed.aliases),
      roles: [],
      titles: new Set(),
      size: null,
      gender: null,
      legislator: false,
      plural: false,
    };
    this.#drafts.set(seed.id, draft);
    if (seed.kind === 'group' || seed.kind === 'state') return draft;
    for (const alias of seed.aliases) this.alias(draft, alias);
    const initials = seed.name.match(/\b\p{Lu}/gu)?.join('') ?? '';
    if (seed.kind !== 'person' && initials.length > 2) this.#byAlias.set(initials, draft);
    for (const word of new Set(same(seed.name).split(/[\s]+/))) {
      const others = this.#byWord.get(word);
      if (others === undefined) this.#byWord.set(word, [draft]);
      else others.push(draft);
    }
    return draft;
  }

  named(kind: ActorKind, name: string): Draft {
    return this.add({ id: actorId(kind, name), kind, name, state: null, aliases: [] });
  }

  get(id: string): Draft | undefined {
    return this.#drafts.get(id);
  }

  /** The same name of several words, or a longer or shorter form of it (`López Obrador`, `Andrés Manuel López Obrador`). */
  sameName(name: string): Draft | null {
    const wanted = same(name);
    const last = wanted.split(/\s+/).at(-1) ?? '';
    return (
      (this.#byWord.get(last) ?? []).find((draft) => {
        const full = same(draft.name);
        return (
          full === wanted || (/\s/.test(full) && wanted.endsWith(` ${full}`)) || full.endsWith(` ${wanted}`)
        );
      }) ?? null
    );
  }

  /**
   * Whose name this is a part of: a surname (`Macron`, `von der Leyen`), else a first part (`Xi`, `Petrobras`); the latest one.
   * A full name is found when all its words are in another (`Joe Biden`, `Joseph Joe Biden`).
   */
  partOf(name: string): Draft | null {
    const wanted = same(name);
    const words = wanted.split(/\s+/);
    const last = words.at(-1) ?? '';
    const holders = this.#byWord.get(last) ?? [];
    const bySurname = holders.findLast((draft) => {
      const full = same(draft.name);
      // `an aide to Wright` is not Wright
      return (
        full === wanted ||
        (full.endsWith(` ${wanted}`) &&
          !/ (?:to|for|with|under)$/.test(full.slice(0, -wanted.length - 1)) &&
          !isDescription(draft))
      );
    });
    if (bySurname !== undefined) return bySurname;
    const byFirst = holders.findLast(
      (draft) => same(draft.name).startsWith(`${wanted} `) && !isDescription(draft),
    );
    if (byFirst !== undefined) return byFirst;
    if (words.length < 2) return null;
    return (
      holders.findLast((draft) => {
        const full = same(draft.name).split(/\s+/);
        return full.at(-1) === last && full.length > 1 && full[0] === words[0];
      }) ?? null
    );
  }

  alias(draft: Draft, name: string): void {
    draft.aliases.add(name);
    this.#byAlias.set(name, draft);
  }

  /** A short form by which the text goes on calling somebody (`the Department of Transportation (DOT)`). */
  abbreviate(draft: Draft, form: string): void {
    if (!this.#byAlias.has(form)) this.#byAlias.set(form, draft);
  }

  /** The organisation whose initials or own abbreviation this is. */
  abbreviated(name: string): Draft | null {
    return this.#byAlias.get(name) ?? null;
  }

  /** The actors that are mentioned, frozen. */
  finish(mentioned: ReadonlySet<string>): readonly Actor[] {
    const actors: Actor[] = [];
    for (const draft of this.#drafts.values()) {
      if (!mentioned.has(draft.id)) continue;
      const aliases = new Set(draft.aliases);
      // A person in an organisation's office speaks for it: its name is among what the person is known by.
      if (draft.state === null && !draft.legislator) {
        for (const { of } of draft.roles) {
          const body = of === null ? undefined : this.#drafts.get(of);
          if (body === undefined || body.kind === 'state' || draft.kind !== 'person') continue;
          aliases.add(body.name);
          for (const alias of body.aliases) aliases.add(alias);
          const parent = parentOf(body.id);
          if (parent !== null) aliases.add(parent);
        }
      }
      aliases.delete(draft.name);
      actors.push(
        Object.freeze({
          id: draft.id,
          kind: draft.kind,
          name: draft.name,
          state: draft.state,
          aliases: Object.freeze([...aliases]),
          roles: Object.freeze(draft.roles.map((role) => Object.freeze({ ...role }))),
          size: draft.size,
        }),
      );
    }
    return Object.freeze(actors);
  }
}
