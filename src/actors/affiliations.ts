import { holdersBySurname } from './holders.ts';
import { CHAMBER, COLLECTIVE, officeName } from './kinds.ts';
import { seedOfCode, seedOfOrganisation } from './lexicon.ts';
import { genderOfNoun, ORGANISATION_OFFICES, sameOffice } from './offices.ts';
import type { NounPhrase, Phrase } from './phrase.ts';
import type { Draft } from './register.ts';
import type { Resolved } from './resolved.ts';
import { actorResources, type OfficeHolder } from './resources.ts';
import { Senses } from './senses.ts';
import { fold } from './words.ts';

const isAide = ({ noun }: NounPhrase): boolean => /(?:aide|advis[eo]r)s?$/.test(noun.lemma);

const OPPOSITE = /^(?:counterpart|opposite number)$/;

/** What is called after the one who heads it, and what that one is called. */
const HEADED = /^(?:administration|government|cabinet)$/;
const HEADS = ['president', 'prime minister', 'chancellor'];

/** Whom a person acts for: the state or body whose office it is, by its own phrase, by the resources, or by what the text speaks of. */
export abstract class Affiliations extends Senses {
  abstract resolve(phrase: Phrase): Resolved;

  /** The office that the resources give for a name, where the text has not said whose; of several the one that is called so. */
  protected holder(draft: Draft, office: string | null = null): void {
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
    const date = this.date;
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
    this.affiliate(draft, this.register.add(seed), first.office);
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
  protected office(draft: Draft, role: NounPhrase): void {
    let [of = this.onlyOwner(role)] = this.affiliation(role);
    // `Secretary-General António Guterres`: whose he is is known, whoever was spoken of last.
    if (of === null && !role.former && role.owners.length === 0) this.holder(draft, officeName(role));
    if (of === null && draft.roles.some(({ office }) => sameOffice(office, officeName(role))))
      of = this.employer(draft);
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
    if (of === null) this.holder(draft, officeName(role));
    if (of === null && draft.state !== null) return;
    const whose = of ?? this.defaultFor(role);
    if (whose !== null) this.affiliate(draft, whose, officeName(role));
    else if (!draft.roles.some(({ office }) => office === officeName(role)))
      draft.roles.push({ office: officeName(role), of: null });
  }

  protected affiliate(draft: Draft, owner: Draft, office: string | null): void {
    if (owner.id === draft.id) return;
    const home = owner.kind === 'person' ? this.employer(owner) : owner;
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
  protected employer(person: Draft): Draft | null {
    if (person.kind !== 'person') return person;
    if (person.legislator) return null;
    if (person.state !== null) {
      return this.stateOf(person.state);
    }
    for (const { of } of person.roles) {
      const draft = of === null ? undefined : this.register.get(of);
      if (draft !== undefined) return draft;
    }
    return null;
  }

  /** Whose an office or a ministry is, as its own phrase says. */
  protected affiliation(phrase: NounPhrase): readonly Draft[] {
    // `his German counterpart` is Germany's, `his counterpart` not his.
    const owners = OPPOSITE.test(phrase.noun.lemma)
      ? phrase.owners.filter(({ kind }) => kind !== 'pronoun')
      : phrase.owners;
    return owners.flatMap((owner) => {
      let { drafts } = this.resolve(owner);
      // `the Biden administration`: a head of government's.
      if (owner.kind === 'name' && HEADED.test(phrase.noun.lemma))
        for (const draft of drafts) for (const office of HEADS) this.holder(draft, office);
      // `chairman of the party's federal council`: the party's man.
      if (owner.kind === 'noun' && COLLECTIVE.has(drafts[0]?.kind ?? 'state')) {
        const above = owner.owners.flatMap((phrase) => this.resolve(phrase).drafts);
        if (above.length > 0 && above.every(({ kind }) => kind === 'party' || kind === 'organisation'))
          drafts = above;
      }
      const employers = drafts.flatMap((draft) => this.employer(draft) ?? []);
      // An aide to a speaker of parliament or a party's leader is nobody's spokesman.
      return isAide(phrase) && drafts.some(({ kind }) => kind === 'person')
        ? employers.filter(({ kind, name }) => kind !== 'party' && !CHAMBER.test(name))
        : employers;
    });
  }
}
