import type { Tokenised } from '../document/layers.ts';
import type { ActorKind } from '../document/vocabulary.ts';
import { Context } from './context.ts';
import type { Event } from './discourse.ts';
import { COUNTED_STATES, givenName } from './grammar.ts';
import { holdersBySurname, institution, isHolder } from './holders.ts';
import {
  CALLED,
  CHAMBER,
  COLLECTIVE,
  isBare,
  isNation,
  KIND,
  officeName,
  SILENT,
  UTTERANCE,
} from './kinds.ts';
import { actorId, type Known, seedOf, seedOfCode, seedOfOrganisation, seedOfState } from './lexicon.ts';
import { isPersonNoun, type Noun, plural } from './nouns.ts';
import { genderOfNoun, isStateOffice, NEUTRAL_OFFICES, ORGANISATION_OFFICES, sameOffice } from './offices.ts';
import { isPersonalName } from './personal-names.ts';
import type { KnownPhrase, NamePhrase, NounPhrase, Phrase, PronounPhrase } from './phrase.ts';
import type { Draft } from './register.ts';
import { actorResources, type OfficeHolder, type Sense } from './resources.ts';
import { meantTogether } from './together.ts';
import { fold } from './words.ts';

/** Whom a phrase means: no one (not an actor here), one, or all that share it. */
export interface Resolved {
  readonly drafts: readonly Draft[];
  readonly rule: string;
}

const NOBODY: Resolved = { drafts: [], rule: 'none' };
const one = (draft: Draft, rule: string): Resolved => ({ drafts: [draft], rule });

const isAide = ({ noun }: NounPhrase): boolean => /(?:aide|advis[eo]r)s?$/.test(noun.lemma);

/** A ministry's speaker is its spokesman. */
const isExecutive = (owner: Phrase): boolean => owner.kind === 'noun' && owner.noun.class === 'executive';

/** Those who run a body or work for it act for it: `the Fund's staff`, `its management`. */
const WHOLE = /^(?:staff|management|headquarters|leadership)$/;

const HALVES: ReadonlyMap<string, string> = new Map([
  ['North', 'South'],
  ['South', 'North'],
  ['East', 'West'],
  ['West', 'East'],
]);

/** What is called after the one who heads it, and what that one is called. */
const HEADED = /^(?:administration|government|cabinet)$/;
const HEADS = ['president', 'prime minister', 'chancellor'];

/** Resolves the phrases of one document in order: what stands earlier decides what comes later. */
export class Resolver extends Context {
  readonly #date: string | null;
  /** The text speaks of the Soviet Union and never of Russia, so that Moscow is the Soviet one. */
  readonly #soviet: boolean;
  /** The phrase in hand, if a verb of saying is beside it, and whether it stands behind what is said (`…, they said`). */
  speaker: { readonly phrase: Phrase; readonly closes: boolean } | null = null;
  /** Names that stand inside a sentence somewhere, where a capital says something. */
  readonly #inside = new Set<string>();
  /** Names that open a sentence before what follows their first word stands anywhere: all of it is the name. */
  readonly #full = new Set<string>();

  constructor(document: Tokenised) {
    super(document.text);
    this.#date = document.metadata.published;
    this.#soviet = /\b(?:Soviet|U\.?S\.?S\.?R\b)/.test(document.text) && !/\bRussian?\b/.test(document.text);
  }

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

  resolve(phrase: Phrase): Resolved {
    switch (phrase.kind) {
      case 'known':
        return this.#known(phrase);
      case 'name':
        return this.#name(phrase);
      case 'pronoun':
        return this.#pronoun(phrase);
      case 'noun':
        return this.#noun(phrase);
    }
  }

  #pronoun(phrase: PronounPhrase): Resolved {
    const { speaker } = this;
    const role =
      speaker === null ? null : !speaker.closes ? 'goes-on' : speaker.phrase === phrase ? 'closes' : 'owner';
    return { drafts: this.discourse.pronoun(phrase.pronoun, this.sentence, role), rule: 'pronoun' };
  }

  #known({ known, text }: KnownPhrase): Resolved {
    const sense = this.sense(known);
    if (sense === null) {
      const [open] = known.senses;
      if (open === undefined || open.type !== 'organisation') return NOBODY;
      const draft = this.register.named(open.entry.kind, text);
      return one(draft, 'unresolved.shared-name');
    }
    // `Jim Jordan … Jordan`; not `Israel Katz … Israel`
    if (isPersonalName(text)) {
      const bearer = this.register.partOf(text);
      if (bearer?.kind === 'person' && !bearer.name.startsWith(`${text} `)) return one(bearer, 'name.again');
    }
    const draft = this.register.add(seedOf(sense));
    if (sense.as === 'demonym' || (sense.as === 'adjective' && sense.type === 'state')) draft.plural = false;
    return one(draft, `${sense.type}.${sense.as}`);
  }

  /** What a known name means in this text; null where it stays open. */
  sense(known: Known): Sense | null {
    const { senses } = known;
    const firm = senses.filter(({ as }) => as !== 'short');
    const states = firm.filter((sense) => sense.type === 'state');
    if (states.length > 1) {
      const former = states.find(
        ({ entry }) =>
          entry.to !== null &&
          (this.#date === null
            ? entry.code === 'SUN' && this.#soviet
            : this.#date <= entry.to && (entry.from === null || entry.from <= this.#date)),
      );
      const now = states.find(({ entry }) => entry.to === null);
      return former ?? now ?? states[0] ?? null;
    }
    const short = senses.filter(({ as }) => as === 'short');
    if (short.length === 0) return firm[0] ?? null;
    return this.#shared(short, firm[0] ?? null);
  }

  /** A name that several bear (`Commission`, `Labour`, `Georgia`): the one that the text names in full, or whose state it speaks of. */
  #shared(short: readonly Sense[], firm: Sense | null): Sense | null {
    const named = short.find(
      ({ entry }) =>
        this.#mentions(entry.name, short) || entry.names.some((name) => this.#mentions(name, short)),
    );
    if (named !== undefined) return named;
    const byRegion = short.find(
      (sense) => sense.type === 'region' && sense.entry.seats.some((seat) => this.holds(seat)),
    );
    if (byRegion !== undefined) return byRegion;
    if (firm !== null) return firm;
    let best: Sense | null = null;
    let weight = 0;
    for (const sense of short) {
      if (sense.type !== 'organisation' || sense.entry.of === null) continue;
      const belongs = this.weightOf(sense.entry.of);
      if (belongs > weight) {
        best = sense;
        weight = belongs;
      }
    }
    return best;
  }

  #mentions(name: string, short: readonly Sense[]): boolean {
    return (
      name.length > 3 &&
      !short.some(({ entry }) => 'short' in entry && entry.short.includes(name)) &&
      this.holds(name)
    );
  }

  /** `titled`: an office stands before it, which says whose it is. */
  #name(phrase: NamePhrase, titled = false): Resolved {
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
    if (person && draft.kind === 'unknown') draft.kind = 'person';
    if (phrase.role !== null) this.#office(draft, phrase.role);
    else if (owners.length === 1 && owners[0] !== undefined) {
      this.#affiliate(draft, owners[0], null);
    }
    if (!titled && draft.roles.length === 0) this.#holder(draft);
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
    this.#affiliate(draft, event.draft, event.noun);
  }

  /** The office that the resources give for a name, where the text has not said whose; of several the one that is called so. */
  #holder(draft: Draft, office: string | null = null): void {
    if (draft.state !== null || draft.legislator || draft.roles.length > 0) return;
    // A surname alone counts where the text names the holder's state or the office.
    const holders = (
      actorResources().holdersByName.get(fold(draft.name)) ??
      holdersBySurname().get(fold(draft.name)) ??
      []
    ).filter(
      (holder) =>
        /\s/.test(draft.name) ||
        this.weightOf(holder.of) > 0 ||
        (office !== null && sameOffice(holder.office, office)),
    );
    const date = this.#date;
    const held =
      date === null
        ? holders
        : holders.filter(({ from, to }) => (from === null || from <= date) && (to === null || date <= to));
    const named = held.filter((holder) => office !== null && sameOffice(holder.office, office));
    const first = this.#likeliest(named.length > 0 ? named : held);
    if (first === null) return;
    const organisation = actorResources().organisations.get(first.of);
    const seed = organisation === undefined ? seedOfCode(first.of) : seedOfOrganisation(organisation);
    if (seed === null) return;
    draft.kind = 'person';
    this.#affiliate(draft, this.register.add(seed), first.office);
  }

  /** Of the offices that bearers of one name held, one of the state or organisation that the text speaks of most. */
  #likeliest(held: readonly OfficeHolder[]): OfficeHolder | null {
    const [first = null] = held;
    if (first === null || held.every(({ of }) => of === first.of)) return first;
    const weights = held.map(({ of }) => this.weightOf(of));
    const most = Math.max(...weights);
    const best = held.filter((_, i) => weights[i] === most);
    return best.every(({ of }) => of === best[0]?.of) ? (best[0] ?? null) : null;
  }

  /** Gives a person the office of a phrase: `spokeswoman of the Russian Foreign Ministry`. */
  #office(draft: Draft, role: NounPhrase): void {
    let [of = this.onlyOwner(role)] = this.#affiliation(role);
    // `Secretary-General António Guterres`: whose he is is known, whoever was spoken of last.
    if (of === null && !role.former && role.owners.length === 0) this.#holder(draft, officeName(role));
    if (of === null && draft.roles.some(({ office }) => sameOffice(office, officeName(role))))
      of = this.#employer(draft);
    if (of === null && !role.former && role.owners.length === 0 && ORGANISATION_OFFICES.test(role.noun.lemma))
      of = this.defaultFor(role);
    draft.gender ??= genderOfNoun(role.noun.lemma);
    if (draft.kind !== 'person') draft.kind = 'person';
    if (
      role.noun.class === 'legislator' ||
      (role.noun.acts === 'own-body' && (of === null || of.kind === 'state'))
    ) {
      draft.legislator = true;
      if (draft.roles.length === 0) draft.roles.push({ office: role.noun.lemma, of: of?.id ?? null });
      return;
    }
    if (role.former) {
      if (draft.roles.length === 0) draft.roles.push({ office: `former ${officeName(role)}`, of: null });
      return;
    }
    if (of === null) this.#holder(draft, officeName(role));
    if (of === null && draft.state !== null) return;
    const whose = of ?? this.defaultFor(role);
    if (whose !== null) this.#affiliate(draft, whose, officeName(role));
    else if (!draft.roles.some(({ office }) => office === officeName(role)))
      draft.roles.push({ office: officeName(role), of: null });
  }

  #affiliate(draft: Draft, owner: Draft, office: string | null): void {
    if (owner.id === draft.id) return;
    const home = owner.kind === 'person' ? this.#employer(owner) : owner;
    if (home === null) return;
    if (draft.kind === 'unknown' && /\s/.test(draft.name)) draft.kind = 'person';
    if (draft.roles.some((role) => role.of === home.id && (office === null || role.office === office)))
      return;
    if (home.kind === 'state') {
      if (!draft.legislator) draft.state ??= home.state;
    } else if (draft.state !== null && draft.roles.length > 0) return;
    draft.roles.push({ office: office ?? 'representative', of: home.id });
  }

  /** Whom a person acts for. */
  #employer(person: Draft): Draft | null {
    if (person.kind !== 'person') return person;
    if (person.legislator) return null;
    if (person.state !== null) {
      const seed = seedOfCode(person.state);
      return seed === null ? null : this.register.add(seed);
    }
    for (const { of } of person.roles) {
      const draft = of === null ? undefined : this.register.get(of);
      if (draft !== undefined) return draft;
    }
    return null;
  }

  /** Whose an office or a ministry is, as its own phrase says. */
  #affiliation(phrase: NounPhrase): readonly Draft[] {
    return phrase.owners.flatMap((owner) => {
      let { drafts } = this.resolve(owner);
      // `the Biden administration`: a head of government's.
      if (owner.kind === 'name' && HEADED.test(phrase.noun.lemma))
        for (const draft of drafts) for (const office of HEADS) this.#holder(draft, office);
      // `chairman of the party's federal council`: the party's man.
      if (owner.kind === 'noun' && COLLECTIVE.has(drafts[0]?.kind ?? 'state')) {
        const above = owner.owners.flatMap((phrase) => this.resolve(phrase).drafts);
        if (above.length > 0 && above.every(({ kind }) => kind === 'party' || kind === 'organisation'))
          drafts = above;
      }
      const employers = drafts.flatMap((draft) => this.#employer(draft) ?? []);
      // An aide to a speaker of parliament or a party's leader is nobody's spokesman.
      return isAide(phrase) && drafts.some(({ kind }) => kind === 'person')
        ? employers.filter(({ kind, name }) => kind !== 'party' && !CHAMBER.test(name))
        : employers;
    });
  }

  #noun(phrase: NounPhrase): Resolved {
    const { noun, named } = phrase;
    if (isBare(phrase)) return NOBODY;
    const [whole] = phrase.owners;
    if (
      WHOLE.test(noun.lemma) &&
      phrase.owners.length === 1 &&
      (whole?.kind === 'pronoun' || whole?.kind === 'known')
    ) {
      const drafts = this.#affiliation(phrase);
      if (drafts.length > 0) return { drafts, rule: 'organisation.of' };
    }
    const together = meantTogether(phrase, this.discourse, this.sentence);
    if (together.length > 0) return { drafts: together, rule: 'group.together' };
    switch (noun.class) {
      case 'office':
      case 'legislator':
        return named === null || named.kind === 'known'
          ? this.#officeHolder(phrase)
          : this.#titled(phrase, named);
      case 'executive':
        return this.#executive(phrase);
      case 'body':
      case 'organisation':
      case 'party':
      case 'company':
      case 'armed-group':
        return named === null ? this.#collective(phrase) : this.#called(named, noun);
      case 'group':
        return this.#group(phrase);
      case 'document':
        return this.#document(phrase);
    }
  }

  /** `French President Emmanuel Macron` */
  #titled(phrase: NounPhrase, named: NamePhrase): Resolved {
    const { drafts } = this.#name(named, true);
    const [draft] = drafts;
    if (draft === undefined) return NOBODY;
    if (draft.kind === 'unknown') draft.kind = 'person';
    this.#office(draft, phrase);
    return one(draft, 'person.introduced');
  }

  /** `the French president`, `a Commission official`, `officials` */
  #officeHolder(phrase: NounPhrase): Resolved {
    const { noun } = phrase;
    let whose = this.#affiliation(phrase);
    if (phrase.former) return this.#asWritten(phrase, 'unresolved.former');
    if (noun.class === 'legislator') {
      const earlier = phrase.determiner === 'definite' && !noun.plural ? this.#holderOf(phrase, null) : null;
      return earlier === null
        ? this.#asWritten(phrase, 'unresolved.legislator')
        : one(earlier, 'person.described');
    }
    // `a defence ministry source`, `sources at Palazzo Chigi`: of a state.
    if (
      /source$/.test(noun.lemma) &&
      whose.length === 1 &&
      phrase.owners.some((owner) => this.#isMinistry(owner))
    )
      return { drafts: whose, rule: 'office.of' };
    // `Georgian sources`, `Commission sources`, `government sources`: nobody answers for what they say.
    if (/(?:source|politician)$/.test(noun.lemma)) return this.#asWritten(phrase, 'unresolved.office');
    if (whose.length > 1) return { drafts: whose, rule: 'office.shared' };
    if (whose.length === 0 && phrase.owners.length === 0 && phrase.determiner !== 'indefinite') {
      const only = this.onlyOwner(phrase);
      if (only !== null) whose = [only];
    }
    const [home] = whose;
    if (home !== undefined) {
      if (noun.acts === 'own-body' && home.kind === 'state' && !phrase.owners.some(isExecutive))
        return this.#asWritten(phrase, 'unresolved.own-body');
      if (noun.plural && home.kind !== 'state' && /^(?:member|leader)$/.test(noun.lemma))
        return this.#asWritten(phrase, 'group.members');
      const person = noun.plural ? null : this.#holderOf(phrase, home);
      return person === null ? one(home, 'office.of') : one(person, 'person.described');
    }
    if (phrase.owners.length > 0) return this.#asWritten(phrase, 'unresolved.office');
    if (phrase.determiner === 'definite' && !noun.plural) {
      const person = this.#holderOf(phrase, null);
      if (person !== null) return one(person, 'person.described');
      const again = this.#again(phrase);
      if (again !== null) return one(again, 'office.again');
    }
    if (
      noun.plural &&
      phrase.determiner === 'definite' &&
      phrase.size === null &&
      phrase.modifiers.length === 0
    ) {
      const again = this.discourse.latest(this.sentence, 15, ({ many }) => many === noun.lemma);
      if (again !== null) return one(again.draft, 'office.again');
    }
    if (!noun.plural && (phrase.determiner === 'definite' || isStateOffice(noun))) {
      const home = this.defaultFor(phrase);
      if (home !== null) return one(home, 'office.bare');
    }
    // At a meeting they are of all sides: `one delegate said`.
    const many = noun.lemma === 'delegate' && (noun.plural || phrase.determiner !== 'definite');
    if (NEUTRAL_OFFICES.test(noun.lemma) && !many && phrase.modifiers.length === 0 && phrase.size === null) {
      const near = this.discourse.latest(
        this.sentence,
        1,
        ({ draft, subject, paragraph }) =>
          subject &&
          paragraph === this.paragraph &&
          (draft.kind === 'state' || (COLLECTIVE.has(draft.kind) && !CHAMBER.test(draft.name))),
      );
      if (near !== null) return one(near.draft, 'office.beside');
    }
    if (NEUTRAL_OFFICES.test(noun.lemma) && !many && phrase.determiner === 'none' && !noun.plural) {
      const state = this.defaultState(false);
      if (state !== null) return one(state, 'office.bare');
    }
    return this.#asWritten(phrase, 'unresolved.office');
  }

  #isMinistry(owner: Phrase): boolean {
    if (owner.kind === 'noun') return owner.noun.class === 'executive' && owner.noun.lemma !== 'government';
    return owner.kind === 'known' && /^(?:metonym|ministry)$/.test(this.sense(owner.known)?.as ?? '');
  }

  /** A person already met with this office, for this state or body if one is given. */
  #holderOf(phrase: NounPhrase, home: Draft | null): Draft | null {
    const office = officeName(phrase);
    const found = this.discourse.latest(
      this.sentence,
      home === null ? 12 : 1000,
      ({ draft }) =>
        draft.kind === 'person' &&
        draft.roles.some(
          (role) =>
            sameOffice(role.office, office) &&
            (home === null || role.of === home.id || (draft.state === home.state && home.state !== null)),
        ),
    );
    return found?.draft ?? null;
  }

  /** `the French government`, `the ministry` */
  #executive(phrase: NounPhrase): Resolved {
    const whose = this.#affiliation(phrase);
    const { noun } = phrase;
    if (whose.length > 1) return { drafts: whose, rule: 'government.shared' };
    const [home] = whose;
    if (home !== undefined) return one(home, 'government.of');
    if (phrase.owners.length > 0) return this.#asWritten(phrase, 'unresolved.government');
    const again = this.#again(phrase);
    if (again !== null) return one(again, 'government.again');
    if (
      noun.lemma === 'side' ||
      noun.lemma === 'mission' ||
      noun.lemma === 'leadership' ||
      phrase.determiner === 'indefinite' ||
      (noun.lemma === 'police' && phrase.determiner === 'none')
    )
      return this.#asWritten(phrase, 'unresolved.government');
    const state = this.calledSo(noun.lemma);
    return state === null ? this.#asWritten(phrase, 'unresolved.government') : one(state, 'government.bare');
  }

  /** `the transport union, FNV` */
  #called(named: NamePhrase | KnownPhrase, { class: of }: Noun): Resolved {
    const resolved = this.resolve(named);
    for (const draft of resolved.drafts) if (draft.kind === 'unknown') draft.kind = KIND[of];
    return resolved;
  }

  /** `the Turkish parliament`, `the council`, `the company` */
  #collective(phrase: NounPhrase): Resolved {
    const { noun } = phrase;
    if (noun.plural) return this.#group(phrase);
    const owners = phrase.owners.flatMap((owner) => this.resolve(owner).drafts);
    const state = owners.find((draft) => draft.kind === 'state');
    if (state !== undefined && noun.class === 'body') {
      const body = institution(state.state, noun.lemma);
      if (body !== null) return one(this.register.add(seedOfOrganisation(body)), 'body.of-state');
    }
    if (owners.length === 0 && phrase.determiner === 'definite') {
      const wanted = noun.lemma.split(' ').at(-1) ?? '';
      const earlier = this.discourse.latest(this.sentence, 25, ({ draft }) => {
        if (draft.kind === 'person' || draft.kind === 'state' || draft.plural || draft.kind === 'unknown')
          return false;
        return [draft.name, ...draft.aliases].some((name) => {
          // `the Fund` is not the executive board of the International Monetary Fund
          const head = fold(name)
            .toLowerCase()
            .replace(/ of .*/, '');
          return head.split(/[\s-]+/).includes(wanted);
        });
      });
      // `the 12-nation Community` is not another one
      const narrowed = phrase.modifiers.some((word) => !/-(?:nation|member|state|country)$/.test(word));
      if (earlier !== null && !narrowed) return one(earlier.draft, 'organisation.again');
      const again = this.#again(phrase);
      if (again !== null) return one(again, 'organisation.again');
      const kinds = CALLED.get(noun.lemma);
      const called =
        kinds === undefined || narrowed
          ? null
          : this.discourse.salient(
              this.sentence,
              6,
              ({ draft, noun: other }) => other === null && kinds.has(draft.kind) && !draft.plural,
            );
      if (called !== null) return one(called.draft, 'organisation.called');
    }
    return this.#asWritten(
      phrase,
      owners.length === 0 ? 'unresolved.organisation' : 'organisation.described',
    );
  }

  #group(phrase: NounPhrase): Resolved {
    const { noun } = phrase;
    const owners = phrase.owners.flatMap((owner) => this.resolve(owner).drafts);
    if (noun.lemma === 'forces' || noun.lemma === 'authorities' || (noun.lemma === 'side' && !noun.plural)) {
      if (owners.length === 1 && owners[0] !== undefined)
        return one(this.#employer(owners[0]) ?? owners[0], 'government.of');
      if (owners.length > 1) return { drafts: owners, rule: 'government.shared' };
      if (noun.lemma === 'authorities') {
        const state = this.defaultState(true);
        if (state !== null) return one(state, 'government.bare');
      }
    }
    // `EU leaders` decide as the Union does; `union leaders` may be of any.
    const [only] = owners;
    if (
      noun.lemma === 'leader' &&
      owners.length === 1 &&
      only?.kind === 'organisation' &&
      only.id.startsWith('org:')
    )
      return one(only, 'government.of');
    if (noun.lemma === 'government' && owners.length > 0 && owners.every(({ kind }) => kind === 'state'))
      return { drafts: owners, rule: 'government.shared' };
    if (
      /^(?:country|nation|island|kingdom|republic|emirate)$/.test(noun.lemma) &&
      !noun.plural &&
      phrase.determiner === 'definite'
    ) {
      const state = this.discourse.salient(this.sentence, 3, ({ draft }) => draft.kind === 'state');
      if (state !== null) return one(state.draft, 'state.described');
    }
    if (!noun.plural && SILENT.has(noun.lemma)) return NOBODY;
    return this.#asWritten(phrase, 'group.described');
  }

  /** `the official`, `the ministry`, `the group`: who was last called so. */
  #again(phrase: NounPhrase, reach = 15): Draft | null {
    if (
      phrase.determiner !== 'definite' ||
      phrase.owners.length > 0 ||
      phrase.noun.plural ||
      phrase.size !== null
    )
      return null;
    const { lemma } = phrase.noun;
    const found = this.discourse.latest(
      this.sentence,
      reach,
      ({ noun, draft }) =>
        noun !== null &&
        (draft.state !== null || !isStateOffice(phrase.noun)) &&
        (noun === lemma || noun.endsWith(` ${lemma}`)),
    );
    return found?.draft ?? null;
  }

  /** `the ministry's statement` is the ministry's word; a joint one, a treaty, a poll is its own. */
  #document(phrase: NounPhrase): Resolved {
    const whose = this.#affiliation(phrase);
    if (whose.length === 1 && whose[0] !== undefined && UTTERANCE.test(phrase.noun.lemma))
      return one(whose[0], 'document.of');
    const issuer = this.#issuer(phrase);
    if (issuer !== null) return one(issuer, 'document.issued');
    const again = this.#again(phrase);
    if (again !== null) return one(again, 'document.again');
    return phrase.determiner === 'none' && !phrase.noun.plural
      ? NOBODY
      : this.#asWritten(phrase, 'unresolved.document');
  }

  /** `Ministers issued a statement. … The statement said`: the subject of the sentence that first spoke of it. */
  #issuer({ noun, determiner, owners }: NounPhrase): Draft | null {
    if (determiner !== 'definite' || owners.length > 0 || !UTTERANCE.test(noun.lemma)) return null;
    const told = this.discourse.latest(this.sentence - 1, 15, (event) => event.noun === noun.lemma);
    if (told === null) return null;
    const issues = ({ draft, subject, inner, noun: named }: Event): boolean =>
      subject && !inner && named !== noun.lemma && draft.kind !== 'unknown';
    return this.discourse.earliest(told.sentence, issues)?.draft ?? null;
  }

  /** A named mention that stays what the text calls it. */
  #asWritten(phrase: NounPhrase, rule: string): Resolved {
    const { noun } = phrase;
    if (!noun.plural && SILENT.has(noun.lemma)) return NOBODY;
    const kind: ActorKind = noun.plural ? 'group' : noun.class === 'group' ? 'unknown' : KIND[noun.class];
    const name = inFigures(phrase);
    const id = actorId(kind, phrase.size === null ? name : asCounted(name, noun));
    const draft = this.register.add({ id, kind, name, state: null, aliases: [] });
    draft.aliases.add(name);
    draft.plural = noun.plural;
    draft.size ??= phrase.size;
    draft.gender ??= genderOfNoun(noun.lemma);
    return one(draft, rule);
  }
}

/** `Twenty-six countries` are `26 countries`, as most write them; small numbers stay words. */
const inFigures = ({ name, size }: NounPhrase): string =>
  size === null || size < 10 || /^\d/.test(name)
    ? name
    : name.replace(
        /^(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|dozen|\w+teen|ten|eleven|twelve|\w+ty(?:-\w+)?)\s+)+(?=\S)/i,
        `${size} `,
      );

/** `26 allied nations` as `26 allied countries`. */
function asCounted(name: string, { lemma }: Noun): string {
  const [word = ''] = COUNTED_STATES;
  const nouns = plural(lemma);
  return COUNTED_STATES.includes(lemma) && name.toLowerCase().endsWith(` ${nouns}`)
    ? `${name.slice(0, -nouns.length)}${plural(word)}`
    : name;
}
