import type { ActorKind } from '../document/vocabulary.ts';
import { Affiliations } from './affiliations.ts';
import { givenName } from './grammar.ts';
import { isHolder } from './holders.ts';
import { isNation, KIND } from './kinds.ts';
import { seedOfState } from './lexicon.ts';
import { isPersonNoun } from './nouns.ts';
import type { NamePhrase, Phrase } from './phrase.ts';
import type { Draft } from './register.ts';
import { NOBODY, one, type Resolved } from './resolved.ts';
import { actorResources } from './resources.ts';

const HALVES: ReadonlyMap<string, string> = new Map([
  ['North', 'South'],
  ['South', 'North'],
  ['East', 'West'],
  ['West', 'East'],
]);

/** Whom a name means that no resource knows. */
export abstract class NameResolver extends Affiliations {
  /** Names that stand inside a sentence somewhere, where a capital says something. */
  readonly #inside = new Set<string>();
  /** Names that open a sentence before what follows their first word stands anywhere: all of it is the name. */
  readonly #full = new Set<string>();

  /** Notes the names that stand inside sentences, before `introduce`. */
  see(phrase: Phrase): void {
    for (const part of phrase.parts) this.see(part);
    const name = phrase.kind === 'noun' ? phrase.named : phrase;
    if (name?.kind === 'name' && name.opening && !this.#inside.has(name.name.replace(/^\S+\s+/, '')))
      this.#full.add(name.name);
    if (name?.kind !== 'name' || (name.opening && name.title === null)) return;
    this.#inside.add(name.name);
    const surname = name.name.split(/\s+/).at(-1);
    if (surname !== undefined) this.#inside.add(surname);
  }

  /**
   * Notes the names of several words before anything is resolved, so that a headline's `Macron` is known: first those that are
   * plainly persons (`persons`), then the rest.
   */
  introduce(phrase: Phrase, persons: boolean): void {
    for (const part of phrase.parts) this.introduce(part, persons);
    if (phrase.kind === 'known' && persons) {
      const sense = this.sense(phrase.known);
      if (sense?.type === 'state') this.discourse.count(sense.entry.code, 1);
      if (sense?.type === 'organisation' && sense.as !== 'short') {
        this.named.add(sense.entry.id);
        // The Bundestag speaks for a German text.
        if (sense.entry.of !== null && actorResources().states.has(sense.entry.of))
          this.discourse.count(sense.entry.of, 1);
      }
    }
    if (phrase.kind === 'noun' && phrase.named?.kind === 'name')
      this.#introduceName(
        phrase.named,
        phrase.noun.class === 'office' || phrase.noun.class === 'legislator',
        persons,
      );
    if (phrase.kind === 'name')
      this.#introduceName(
        phrase,
        phrase.role !== null || (!phrase.article && phrase.owners.some(isNation)),
        persons,
      );
  }

  #introduceName(phrase: NamePhrase, person: boolean, persons: boolean): void {
    if (!/\s/.test(phrase.name)) return;
    const kind = this.#kindOfName(phrase, person);
    if ((kind === 'person') !== persons) return;
    const name = this.#nameOf(phrase);
    if (!/\s/.test(name)) return;
    const draft = this.register.sameName(name) ?? this.register.named(kind, name);
    if (phrase.acronym !== null) this.register.alias(draft, phrase.acronym);
    draft.gender ??= phrase.title?.gender ?? givenName(phrase.name.split(/\s/)[0] ?? '')?.gender ?? null;
  }

  /** `Afterwards Ardern told …` names Ardern where the text has her name without that word elsewhere. */
  #nameOf({ name, opening, title }: NamePhrase): string {
    const [first = '', ...rest] = name.split(/\s+/);
    if (!opening || title !== null || rest.length === 0 || this.#full.has(name) || givenName(first) !== null)
      return name;
    const other = rest.join(' ');
    return this.#inside.has(other) ? other : name;
  }

  #kindOfName(phrase: NamePhrase, person: boolean): ActorKind {
    if (phrase.company) return 'company';
    if (phrase.noun !== null) return KIND[phrase.noun.class];
    if (person || phrase.title !== null) return 'person';
    return givenName(phrase.name.split(/\s/)[0] ?? '') !== null && /\s/.test(phrase.name)
      ? 'person'
      : 'unknown';
  }

  /** `titled`: an office stands before it, which says whose it is. */
  protected name(phrase: NamePhrase, titled = false): Resolved {
    const half = this.#half(phrase);
    if (half !== null) return one(half, 'state.half');
    const owners = phrase.owners.flatMap((owner) => this.resolve(owner).drafts);
    if (phrase.noun !== null || phrase.company) {
      const existing = this.register.partOf(phrase.name);
      const draft = existing ?? this.register.named(this.#kindOfName(phrase, false), phrase.name);
      return one(draft, existing === null ? 'name.organisation' : 'name.again');
    }
    const person = phrase.title !== null || phrase.role !== null;
    const name = this.#nameOf(phrase);
    const several = /\s/.test(name);
    let draft = (several ? this.register.sameName(name) : null) ?? this.register.partOf(name) ?? undefined;
    if (!several) draft ??= this.register.abbreviated(name) ?? undefined;
    if (
      draft === undefined &&
      !several &&
      phrase.opening &&
      phrase.title === null &&
      !phrase.speaks &&
      !isHolder(name) &&
      !this.#standsInside(name)
    )
      return NOBODY;
    const fresh = draft === undefined;
    draft ??= this.register.named(this.#kindOfName(phrase, person), name);
    draft.gender ??= phrase.title?.gender ?? null;
    if (phrase.article && draft.kind === 'unknown') draft.kind = 'organisation';
    if (phrase.title?.legislator) draft.legislator = true;
    if (phrase.title?.office) draft.titles.add(phrase.title.office);
    if (person && draft.kind === 'unknown') draft.kind = 'person';
    if (phrase.role !== null) this.office(draft, phrase.role);
    else if (owners.length === 1 && owners[0] !== undefined) {
      this.affiliate(draft, owners[0], null);
    }
    if (!titled && draft.roles.length === 0) this.holder(draft);
    if (!titled && draft.roles.length === 0 && several && !phrase.article) this.#announced(draft);
    const rule =
      phrase.role !== null
        ? 'person.introduced'
        : draft.kind === 'unknown'
          ? 'unresolved.name'
          : fresh
            ? 'name.new'
            : 'name.again';
    return one(draft, rule);
  }

  /** `the North` where the text speaks of North Korea: of a country in two halves the one that is called so. */
  #half({ name, article }: NamePhrase): Draft | null {
    const other = HALVES.get(name);
    if (other === undefined) return null;
    for (const [code, state] of actorResources().states) {
      const rest = state.name.startsWith(`${name} `) ? state.name.slice(name.length) : null;
      if (
        rest === null ||
        !(article ? this.discourse.weight(code) > 0 : this.holds(`${name} and ${other}${rest}`))
      )
        continue;
      if (![...actorResources().states.values()].some((half) => half.name === `${other}${rest}`)) continue;
      return this.register.add(seedOfState(state));
    }
    return null;
  }

  /** A capital at the start of a sentence says something only where the word has it elsewhere too. */
  #standsInside(name: string): boolean {
    if (/^\p{Lu}[\p{Lu}\p{N}-]+$|\p{Ll}\p{Lu}/u.test(name)) return true;
    return this.#inside.has(name);
  }

  /** `…, its foreign minister has warned. Mevlut Cavusoglu was asked …`: the unnamed holder just spoken of is named in what follows. */
  #announced(draft: Draft): void {
    const event = this.discourse.latest(
      this.sentence,
      2,
      ({ noun, sentence, inner }) =>
        noun !== null && !inner && sentence < this.sentence && isPersonNoun(noun),
    );
    if (
      event === null ||
      event.noun === null ||
      event.draft.kind === 'person' ||
      event.draft.kind === 'unknown' ||
      /official|source|diplomat/.test(event.noun)
    )
      return;
    draft.kind = 'person';
    this.affiliate(draft, event.draft, event.noun);
  }
}
