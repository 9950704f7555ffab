import type { ActorKind } from '../document/vocabulary.ts';
import { type Event, isNamedSubject } from './discourse.ts';
import { COUNTED_STATES, REGIONAL } from './grammar.ts';
import { institution } from './holders.ts';
import {
  CALLED,
  CHAMBER,
  COLLECTIVE,
  FORMS,
  isBare,
  isCalled,
  KIND,
  officeName,
  SILENT,
  UTTERANCE,
} from './kinds.ts';
import { actorId, seedOf, seedOfOrganisation } from './lexicon.ts';
import { type Noun, plural } from './nouns.ts';
import { genderOfNoun, isStateOffice, NEUTRAL_OFFICES, sameOffice } from './offices.ts';
import { isPersonalName } from './personal-names.ts';
import type { KnownPhrase, NamePhrase, NounPhrase, Phrase, PronounPhrase } from './phrase.ts';
import type { Draft } from './register.ts';
import { NameResolver } from './resolve-name.ts';
import { NOBODY, one, type Resolved } from './resolved.ts';
import { isMedium, organisationOf } from './resources.ts';
import { stateNamed } from './state-named.ts';
import { meantTogether } from './together.ts';
import { fold } from './words.ts';

/** A ministry's speaker is its spokesman. */
const isExecutive = (owner: Phrase): boolean => owner.kind === 'noun' && owner.noun.class === 'executive';

const STATE = /^(?:country|nation|homeland)$/;
/** Those who run a body or work for it act for it: `the Fund's staff`, `its management`. */
const WHOLE = /^(?:staff|management|headquarters|leadership)$/;

/** What decides for a firm is the firm: `the Hughes board`, `its management`. */
const BOARD = /^(?:(?:executive )?board(?: of directors)?|management|directorate)$/;

const isRegional = (words: string): boolean => words.split(' ').every((word) => REGIONAL.has(word));

/** What the people of an armed group are called. */
const ARMED = /^(?:rebel|militant|insurgent|guerrilla|separatist|fighter|gunman|jihadist|islamist)s?$/;

/** How far back, in sentences, a description takes up who was named. */
const NAMED_REACH = 3;

/** Resolves the phrases of one document in order: what stands earlier decides what comes later. */
export class Resolver extends NameResolver {
  /** The phrase in hand, if a verb of saying is beside it, and whether it stands behind what is said (`…, they said`). */
  speaker: { readonly phrase: Phrase; readonly closes: boolean } | null = null;

  /** Who does what is done to the phrase in hand. */
  acting: readonly Draft[] = [];

  /** Whether the phrase in hand begins what the sentence's subject goes on to say (`and says it will pay`). */
  bySubject = false;

  resolve(phrase: Phrase): Resolved {
    switch (phrase.kind) {
      case 'known':
        return this.#known(phrase);
      case 'name':
        return this.name(phrase);
      case 'pronoun':
        return this.#pronoun(phrase);
      case 'noun':
        return this.#noun(phrase);
    }
  }

  #pronoun(phrase: PronounPhrase): Resolved {
    const { speaker } = this;
    const role =
      speaker === null
        ? this.bySubject
          ? 'subject'
          : null
        : !speaker.closes
          ? 'goes-on'
          : speaker.phrase === phrase
            ? 'closes'
            : 'subject';
    const drafts = this.discourse.pronoun(phrase.pronoun, this.sentence, role, this.acting);
    return { drafts, rule: 'pronoun' };
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

  #noun(phrase: NounPhrase): Resolved {
    const { noun, named } = phrase;
    if (isBare(phrase)) return NOBODY;
    const [whole] = phrase.owners;
    if (
      WHOLE.test(noun.lemma) &&
      phrase.owners.length === 1 &&
      (whole?.kind === 'pronoun' || whole?.kind === 'known')
    ) {
      const drafts = this.affiliation(phrase);
      if (drafts.length > 0) return { drafts, rule: 'organisation.of' };
    }
    // `her country would send`
    if (STATE.test(noun.lemma) && whole?.kind === 'pronoun') {
      const drafts = this.affiliation(phrase).filter(({ kind }) => kind === 'state');
      if (drafts.length > 0) return { drafts, rule: 'state.own' };
    }
    const together = meantTogether(phrase, this.discourse, this.sentence, (code) => this.stateOf(code));
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
    const { drafts } = this.name(named, true);
    const [draft] = drafts;
    if (draft === undefined) return NOBODY;
    if (draft.kind === 'unknown') draft.kind = 'person';
    this.office(draft, phrase);
    return one(draft, 'person.introduced');
  }

  /** `the French president`, `a Commission official`, `officials` */
  #officeHolder(phrase: NounPhrase): Resolved {
    const { noun } = phrase;
    let whose = this.affiliation(phrase);
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
      // `Jamaica's opposition leader` does not act for Jamaica.
      if (noun.acts === 'party' && home.kind === 'state') return this.#asWritten(phrase, 'unresolved.party');
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
    // `the ambassador to Peru` is not Peru's.
    const host = stateNamed(/ to (?:the )?(.+)$/.exec(phrase.name)?.[1] ?? '') ?? '';
    if (!noun.plural && (phrase.determiner === 'definite' || isStateOffice(noun))) {
      const home = this.defaultFor(phrase);
      if (home !== null && home.state !== host) return one(home, 'office.bare');
    }
    // `In Tokyo a spokesman called it …`
    if (this.placed !== null && /^(?:spokes|official)/.test(noun.lemma) && !noun.plural) {
      const state = this.defaultState(false);
      if (state !== null) return one(state, 'office.beside');
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
          !isMedium(draft.id) &&
          draft.state !== host &&
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
        (draft.roles.some(
          (role) =>
            sameOffice(role.office, office) &&
            (home === null || role.of === home.id || (draft.state === home.state && home.state !== null)),
        ) ||
          (home === null && [...draft.titles].some((title) => sameOffice(title, office)))),
    );
    return found?.draft ?? null;
  }

  /** `the French government`, `the ministry` */
  #executive(phrase: NounPhrase): Resolved {
    const { noun } = phrase;
    // `the European Border Authority` is a name; `the Biden administration` is somebody's.
    if (
      /^(?:authority|office|mission)$/.test(noun.lemma) &&
      phrase.owners.length === 1 &&
      phrase.owners[0]?.kind === 'name' &&
      /\p{Lu}\p{Ll}+$/u.test(phrase.name)
    )
      return this.#asWritten(phrase, 'unresolved.government');
    const whose = this.affiliation(phrase);
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
      phrase.size !== null ||
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
    const [firm] = owners;
    if (BOARD.test(noun.lemma) && owners.length === 1 && firm?.kind === 'company')
      return one(firm, 'organisation.of');
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
      // a medium tells what others do: `told Al Arabiya that the group would wait`
      const called =
        kinds === undefined || narrowed
          ? null
          : this.discourse.salient(
              this.sentence,
              6,
              ({ draft, noun: other }) =>
                other === null && kinds.has(draft.kind) && !draft.plural && !isMedium(draft.id),
            );
      if (called !== null) return one(called.draft, 'organisation.called');
      const unsaid =
        kinds?.has('company') && noun.class === 'company' && !narrowed
          ? this.discourse.salient(this.sentence, 6, isNamedSubject)
          : null;
      if (unsaid !== null) {
        unsaid.draft.kind = 'company';
        return one(unsaid.draft, 'organisation.called');
      }
    }
    const only = this.#described(phrase, owners);
    if (only !== null) return one(only, 'organisation.called');
    return this.#asWritten(
      phrase,
      owners.length === 0 ? 'unresolved.organisation' : 'organisation.described',
    );
  }

  /**
   * `Hamas … the Palestinian militant group`, `the IMF … the Washington-based lender`: the only one of such a kind, and of such a state, whom
   * the text has just named.
   */
  #described({ noun, determiner, modifiers }: NounPhrase, owners: readonly Draft[]): Draft | null {
    if (determiner !== 'definite' || owners.length > 1 || modifiers.length + owners.length === 0) return null;
    const [owner] = owners;
    const isOf = ({ id }: Draft): boolean =>
      owner === undefined || organisationOf(id)?.of === (owner.state ?? owner.id.replace(/^\w+:/, ''));
    const named = this.discourse.near(
      this.sentence,
      NAMED_REACH,
      ({ draft, noun: other }) =>
        other === null &&
        isCalled(draft.kind, noun.lemma, modifiers) &&
        !draft.plural &&
        !isMedium(draft.id) &&
        draft !== owner &&
        (noun.lemma !== 'bank' || /bank/i.test(draft.name)),
    );
    const [only, ...others] = named;
    return only !== undefined && others.length === 0 && isOf(only) ? only : null;
  }

  /** `M23 rebels`; `M23 took the town. The rebels said …`: the only armed group that was just named. */
  #armed({ determiner, modifiers }: NounPhrase, owners: readonly Draft[]): Draft | null {
    const isBareAgain = determiner === 'definite' && modifiers.length + owners.length === 0;
    const [only, ...others] = isBareAgain
      ? this.discourse.near(
          this.sentence,
          NAMED_REACH,
          ({ draft, noun }) => noun === null && draft.kind === 'armed-group',
        )
      : owners;
    return only?.kind === 'armed-group' && others.length === 0 ? only : null;
  }

  #group(phrase: NounPhrase): Resolved {
    const { noun } = phrase;
    const owners = phrase.owners.flatMap((owner) => this.resolve(owner).drafts);
    if (noun.lemma === 'forces' || noun.lemma === 'authorities' || (noun.lemma === 'side' && !noun.plural)) {
      if (owners.length === 1 && owners[0] !== undefined)
        return one(this.employer(owners[0]) ?? owners[0], 'government.of');
      if (owners.length > 1) return { drafts: owners, rule: 'government.shared' };
      if (noun.lemma === 'authorities') {
        const state = this.defaultState(true);
        if (state !== null) return one(state, 'government.bare');
      }
    }
    const armed = ARMED.test(noun.lemma) && phrase.size === null ? this.#armed(phrase, owners) : null;
    if (armed !== null) return one(armed, 'organisation.called');
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
      (/^(?:country|nation|island|kingdom|republic|emirate|sultanate)$/.test(noun.lemma) ||
        // `the Gulf state`
        (noun.lemma === 'state' && phrase.modifiers.length > 0 && phrase.modifiers.every(isRegional))) &&
      !noun.plural &&
      phrase.determiner === 'definite'
    ) {
      const forms = FORMS.get(noun.lemma);
      const state = this.discourse.salient(
        this.sentence,
        3,
        ({ draft }) => draft.kind === 'state' && (forms?.has(draft.state ?? '') ?? true),
      );
      if (state !== null) return one(state.draft, 'state.described');
      if (forms !== undefined) return NOBODY;
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
    const whose = this.affiliation(phrase);
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
