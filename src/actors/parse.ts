import { afterName } from './after-name.ts';
import { afterNoun } from './after-noun.ts';
import {
  ARTICLES,
  AUXILIARIES,
  COMPANY_MARKS,
  NUMBERS,
  personalPronoun,
  possessivePronoun,
  SPEECH,
} from './grammar.ts';
import { type Item, isAdjective, isState, itemsAt, PERSONS } from './items.ts';
import { knownPhrase } from './known-phrase.ts';
import { expressionAt, type Known, knownAt } from './lexicon.ts';
import { isCapital, namesPerson } from './names.ts';
import { type NounClass, nounAt } from './nouns.ts';
import {
  DEEPEST,
  type Determiner,
  type NamePhrase,
  type NounPhrase,
  type Phrase,
  type PronounPhrase,
} from './phrase.ts';
import { properEnd, properStart } from './proper-names.ts';
import { type Parsing, Sentence, type ToName } from './sentence.ts';
import { speakerAt } from './speakers.ts';
import type { Word } from './words.ts';

/** Nouns that close a proper name: `the Polish Socialist Party`, `the High Court`. */
const OWN_NAME: ReadonlySet<NounClass> = new Set(['body', 'organisation', 'party', 'company', 'armed-group']);

/** Nouns that close a name before an office, too. */
const NAMED_BEFORE: ReadonlySet<NounClass> = new Set(['organisation', 'company', 'body']);

/** What a company's name is followed by, so that it is the company's chairman: `Morgan Stanley Group chairman`. */
const PART_OF: ReadonlySet<string> = new Set(['group', 'board', 'management', 'executive board']);

/** A state's name before the name of its own ministry. */
const isMinistryOf = (state: Known, ministry: Known): boolean =>
  ministry.senses.some(
    ({ as, entry }) =>
      (as === 'ministry' || as === 'metonym') && state.senses.some((sense) => sense.entry === entry),
  );

/** All phrases of one sentence that may mean an actor, outermost, in order. */
export function parsePhrases(words: readonly Word[]): readonly Phrase[] {
  const parser = new Parser(words);
  const phrases: Phrase[] = [];
  for (let at = 0; at < words.length; ) {
    const phrase = parser.ownedBy(phrases.at(-1), at) ?? parser.phrase(at, 0) ?? speakerAt(parser, at);
    if (phrase === null) at += Math.max(1, expressionAt(words, at));
    else {
      phrases.push(phrase);
      at = Math.max(phrase.to, at + 1);
    }
  }
  return phrases;
}

class Parser extends Sentence implements Parsing {
  /** `the dockers' union, whose president, Rita Melo,`: of whom stands right before. */
  ownedBy(owner: Phrase | undefined, at: number): Phrase | null {
    if (owner === undefined || !this.is(at, 'whose') || owner.to !== at - 1 || !this.is(at - 1, ','))
      return null;
    const owned = this.single(at + 1, at, owner, 0);
    // who stands before is a phrase of its own
    return owned && { ...owned, parts: owned.parts.filter((part) => part !== owner) };
  }

  /** The longest phrase from `at`, through possessives: `France's foreign minister's spokesman`. */
  phrase(at: number, depth: number): Phrase | null {
    if (depth > DEEPEST) return null;
    let phrase = this.single(at, at, null, depth);
    while (phrase !== null && this.words[phrase.to]?.kind === 'possessive') {
      const owned: Phrase | null =
        this.members(phrase, depth) ?? this.single(phrase.to + 1, at, phrase, depth);
      if (owned === null) break;
      phrase = owned;
    }
    return phrase;
  }

  /** `the Mine Workers' Union`, `the Coffee Roasters' Association`: whose it is is a part of its name. */
  private members(phrase: Phrase, depth: number): Phrase | null {
    const { from, to } = phrase;
    const head = nounAt(this.words, to + 1);
    const isMany =
      phrase.kind === 'noun'
        ? phrase.noun.plural && phrase.named === null
        : phrase.kind === 'name' && phrase.title === null && !namesPerson(this.words, from, to);
    if (!isMany || head === null || head.noun.plural || !OWN_NAME.has(head.noun.class)) return null;
    if (!/s$/.test(this.lower(to - 1)) || ![to - 1, to + 1].every((p) => isCapital(this.words[p])))
      return null;
    let bare = ARTICLES.has(this.lower(from)) ? from + 1 : from;
    while (bare > 1 && isCapital(this.words[bare - 1]) && knownAt(this.words, bare - 1) === null) bare--;
    if (to - bare < 1 || (phrase.kind === 'name' && to - bare < 2)) return null;
    const end = properEnd(this, to + 1 + head.length);
    const union = this.named(
      { from: Math.min(from, bare), bare, to: end, title: null, noun: head.noun },
      depth,
    );
    const next = nounAt(this.words, union.to);
    // `Coffee Roasters' Association secretary Jan de Vries`
    return next?.noun.class === 'office' ? this.body(union.to, union.from, union, 'owner', depth) : union;
  }

  /** One phrase without possessives after it; `owner` stands before it. */
  private single(at: number, from: number, owner: Phrase | null, depth: number): Phrase | null {
    const word = this.words[at];
    if (word === undefined || word.kind === 'mark' || word.kind === 'possessive') return null;
    const possessive = owner === null ? possessivePronoun(word) : null;
    if (possessive !== null) {
      const pronoun: PronounPhrase = {
        kind: 'pronoun',
        pronoun: possessive,
        from: at,
        to: at + 1,
        parts: [],
        owners: [],
      };
      const owned = this.body(at + 1, at, pronoun, 'owner', depth);
      if (owned !== null && owned.kind !== 'known') return owned;
      return pronoun;
    }
    const personal = owner === null ? personalPronoun(word) : null;
    if (personal !== null)
      return { kind: 'pronoun', pronoun: personal, from: at, to: at + 1, parts: [], owners: [] };
    // `one of its ministers`
    if (owner === null && this.is(at + 1, 'of')) {
      const theirs = this.words[at + 2];
      const whose = theirs === undefined ? null : possessivePronoun(theirs);
      if (whose !== null && (ARTICLES.has(word.lower) || NUMBERS.has(word.lower))) {
        const pronoun: PronounPhrase = {
          kind: 'pronoun',
          pronoun: whose,
          from: at + 2,
          to: at + 3,
          parts: [],
          owners: [],
        };
        return this.body(at + 3, at, pronoun, 'owner', depth);
      }
    }
    let p = at;
    let determiner: Determiner = owner === null ? 'none' : 'owner';
    if (
      owner === null &&
      ARTICLES.has(word.lower) &&
      !(word.capital && word.form === word.form.toUpperCase() && word.form.length > 1)
    ) {
      const whole = knownAt(this.words, at);
      // `The Hague`, `The Gambia`; not `The Australian Federal Government`
      if (
        whole !== null &&
        whole.length > 1 &&
        nounAt(this.words, at + whole.length) === null &&
        !(isCapital(this.words[at + whole.length]) && knownAt(this.words, at + 1) !== null)
      )
        return this.body(at, from, owner, 'none', depth);
      determiner = this.is(p, 'the', 'this', 'that', 'these', 'those', 'both') ? 'definite' : 'indefinite';
      p++;
      // `all of the`, `both the`, `some of its`
      if (
        this.is(
          at,
          'all',
          'both',
          'some',
          'several',
          'many',
          'most',
          'few',
          'each',
          'every',
          'either',
          'neither',
          'any',
        )
      )
        while (this.is(p, 'of', 'the', 'these', 'those') && p < at + 4) p++;
      // `said that the cabinet`: no article.
      else if (
        ARTICLES.has(this.lower(p)) &&
        !this.is(p, 'other', 'few', 'many', 'several', 'most', 'various', 'certain', 'numerous', 'such')
      )
        return null;
    }
    return this.body(p, from, owner, determiner, depth);
  }

  private body(
    at: number,
    from: number,
    owner: Phrase | null,
    determiner: Determiner,
    depth: number,
  ): Phrase | null {
    const { items, size, nameFrom } = itemsAt(this, at, determiner !== 'none' || owner !== null);
    const nounIndex = items.findLastIndex(({ type }) => type === 'noun');
    const headNoun = items[nounIndex];
    const [lead] = items;
    // `money for Ukraine, Belgian Prime Minister …`: one minister is not of two states; the first name stands alone.
    if (
      headNoun?.type === 'noun' &&
      !headNoun.noun.plural &&
      lead?.type === 'known' &&
      items[1]?.type === 'and'
    )
      return owner === null ? knownPhrase(this, from, lead, null, true) : null;
    if (nounIndex < 0) {
      const index = items.findIndex(({ type }) => type === 'known' || type === 'name');
      const item = items[index];
      if (item === undefined || (owner !== null && item.type === 'known')) {
        return null;
      }
      if (item.type === 'known') {
        const next = items[index + 1];
        // `Ohio Gov. John Kasich`
        if (next?.type === 'name' && next.title !== null && next.from === item.to && owner === null)
          return this.named({ ...next, from, owner: knownPhrase(this, item.from, item, null, false) }, depth);
        const party =
          next?.type === 'known' && next.from === item.to && isAdjective(item.known)
            ? this.national(item, next)
            : null;
        if (party !== null) return party;
        // `the US Department of State`, `the British Foreign Office`
        if (next?.type === 'known' && next.from === item.to && isMinistryOf(item.known, next.known))
          return knownPhrase(this, item.from, { ...next, from: item.from }, owner, false);
        // `Sri Lanka Cricket`, `Nippon Steel`: a name goes on after a state's.
        if (
          next?.type === 'name' &&
          next.title === null &&
          isState(item.known) &&
          !namesPerson(this.words, next.bare, next.to)
        )
          return this.named({ from: item.from, bare: item.from, to: next.to, title: null }, depth);
        return knownPhrase(
          this,
          index === 0 || determiner === 'none' ? from : item.from,
          item,
          owner,
          index === 0,
        );
      }
      if (item.type === 'name') {
        const isWhole = owner !== null || (this.is(from, 'the') && index === 0);
        return this.named({ ...item, from: isWhole ? from : item.from, owner }, depth);
      }
      return null;
    }
    return this.around(items.slice(0, nounIndex + 1), { from, nameFrom, size, owner, determiner, depth });
  }

  /** `the Polish Socialist Party`: of a name that parties of several states have, the one of this state; else a party of its own. */
  private national(state: Item & { type: 'known' }, shared: Item & { type: 'known' }): Phrase | null {
    const short = shared.known.senses.filter(({ type, as }) => type === 'organisation' && as === 'short');
    const [first] = short;
    if (first === undefined || first.type !== 'organisation') return null;
    const code = state.known.senses.find(({ type }) => type === 'state')?.entry;
    const own = short.filter(
      (sense) =>
        sense.type === 'organisation' && code !== undefined && 'code' in code && sense.entry.of === code.code,
    );
    const from = this.is(state.from - 1, 'the') ? state.from - 1 : state.from;
    if (own.length > 0) {
      const known: Known = {
        length: shared.to - state.from,
        senses: own.map((sense) => ({ ...sense, as: 'name' }) as (typeof own)[number]),
      };
      return {
        kind: 'known',
        known,
        text: this.text(state.from, shared.to),
        from,
        to: shared.to,
        parts: [],
        owners: [],
      };
    }
    const noun = nounAt(this.words, shared.to - 1)?.noun ?? {
      class: 'party',
      lemma: 'party',
      plural: false,
      acts: null,
      of: null,
    };
    return this.named({ from, bare: state.from, to: shared.to, title: null, noun }, DEEPEST);
  }

  /** A name with what may follow it: an acronym, an office, whose it is. */
  named({ from, bare, to, title, owner = null, noun = null }: ToName, depth: number): NamePhrase {
    const company = COMPANY_MARKS.has(this.lower(to - 1)) && to - bare > 1;
    const after = afterName(this, { from, bare, to, title, noun, company }, depth);
    const own = owner === null ? [] : [owner];
    return {
      kind: 'name',
      name: this.text(bare, to),
      title,
      role: after.role,
      noun: noun ?? after.noun,
      company,
      opening: bare === 0,
      acronym: after.acronym,
      speaks: SPEECH.has(this.lower(after.to)) || AUXILIARIES.has(this.lower(after.to)),
      article: this.is(from, 'the') || this.is(bare - 1, 'the'),
      from,
      to: after.to,
      parts: [...own, ...after.parts],
      owners: [...own, ...after.owners],
    };
  }

  /**
   * Where the name of an organisation begins that a noun before another closes (`National Widget Association chairman`); null where none
   * does: a `French Football Federation` is France's.
   */
  private ownName(before: readonly Item[], { from, noun }: Item & { type: 'noun' }): number | null {
    if (noun.plural || !isCapital(this.words[from]) || !NAMED_BEFORE.has(noun.class)) return null;
    const start = properStart(this, before, from);
    const own = before.filter((item) => item.from >= start);
    return own.some(({ type }) => type === 'name') && own.every(({ type }) => type !== 'known')
      ? start
      : null;
  }

  /** The phrase around the last noun of `items`. */
  private around(
    items: readonly Item[],
    frame: {
      from: number;
      nameFrom: number;
      size: number | null;
      owner: Phrase | null;
      determiner: Determiner;
      depth: number;
    },
  ): Phrase | null {
    const { owner, determiner, depth } = frame;
    const head = items.at(-1);
    if (head?.type !== 'noun') return null;
    const before = items.slice(0, -1);
    const { noun } = head;
    // `holds that partners must`: no article.
    if (noun.plural && this.is(frame.from, 'that', 'this'))
      return this.around(items, { ...frame, from: frame.from + 1, determiner: 'none' });
    const capitals = isCapital(this.words[head.from]);
    const nameStart = properStart(this, before, head.from);
    const ownName = capitals && OWN_NAME.has(noun.class) && !noun.plural;
    // `the Polish Socialist Party`, `Bank of Ghana`, `Gothenburg University`: the noun closes (or opens) a name.
    if (
      ownName &&
      (nameStart < head.from ||
        (this.is(head.to, 'of') && isCapital(this.words[head.to + (this.is(head.to + 1, 'the') ? 2 : 1)])))
    ) {
      const to = properEnd(this, head.to);
      const first = before.find((item) => item.from === nameStart);
      const national =
        first?.type === 'known' && noun.class === 'body'
          ? knownPhrase(this, first.from, first, null, false)
          : null;
      const from = owner !== null || this.is(frame.from, 'the') ? frame.from : nameStart;
      const phrase = this.named({ from, bare: nameStart, to, title: null, owner, noun }, depth);
      return national === null
        ? phrase
        : { ...phrase, parts: [...phrase.parts, national], owners: [...phrase.owners, national] };
    }

    let parts: Phrase[] = owner === null ? [] : [owner];
    let owners: readonly Phrase[] = owner === null ? [] : [owner];
    // Inside, from left to right: names, and nouns with what stands before them (`French Foreign Ministry` in `… spokesman`).
    let inner: NounPhrase | NamePhrase | null = null;
    let members: (Item & { type: 'noun' }) | null = null;
    let nations: Phrase[] = [];
    let coordinated = false;
    const modifiers: string[] = [];
    for (const [index, item] of before.entries()) {
      if (item.type === 'known') {
        const known = knownPhrase(this, item.from, item, null, false);
        parts.push(known);
        nations.push(known);
        inner = null;
      } else if (item.type === 'name') {
        const name = this.named(item, DEEPEST);
        parts.push(name);
        nations.push(name);
      } else if (item.type === 'and') {
        coordinated = coordinated || before[index - 1]?.type === 'known';
      } else if (item.type === 'noun' && item.noun.plural) {
        members = item;
        modifiers.push(item.noun.lemma);
      } else if (item.type === 'noun' && (PERSONS.has(item.noun.class) || item.noun.class === 'group')) {
        // `chief delegate`, `deputy chairman`, `country director`
        modifiers.push(item.noun.lemma);
      } else if (item.type === 'noun') {
        const start = this.ownName(before.slice(0, index), item);
        if (start !== null) {
          const isOther = (part: Phrase): boolean => part === owner || part.from < start;
          parts = parts.filter(isOther);
          nations = nations.filter(isOther);
          inner = this.named(
            { from: start, bare: start, to: item.to, title: null, noun: item.noun },
            DEEPEST,
          );
          continue;
        }
        inner = {
          kind: 'noun',
          noun: item.noun,
          name: this.text(members?.from ?? item.from, item.to),
          determiner: 'definite',
          size: null,
          former: false,
          named: null,
          shared: false,
          modifiers: members === null ? [] : [members.noun.lemma],
          from: nations[0]?.from ?? members?.from ?? item.from,
          to: item.to,
          parts: [],
          owners: nations.length > 0 ? nations.slice(-1) : owners,
        };
        if (PART_OF.has(item.noun.lemma) && before[index - 1]?.type === 'name') inner = null;
      } else modifiers.push(this.text(item.from, item.to).toLowerCase());
    }
    const shared = coordinated && nations.length > 1;
    if (inner !== null) {
      parts.push(inner);
      owners = [inner];
    } else if (nations.length > 0) {
      // `Israel's U.N. ambassador`, `a South African G20 envoy`: the first sends, the second is where to.
      const sent =
        /ambassador|envoy|delegate|representative|commissioner|negotiator|adviser|correspondent/.test(
          noun.lemma,
        );
      if (shared) owners = nations;
      else if (!sent) owners = nations.slice(-1);
      else if (owner === null) owners = nations.slice(0, 1);
    }
    const former =
      modifiers.some((word) => /^(?:former|ex|late|then|ex-.*)$/.test(word)) ||
      /^(?:ex|former)-/.test(this.lower(head.from));

    let to = head.to;
    let named: NounPhrase['named'] = null;
    let sharedOwners = shared;
    for (let round = 0; round < 3 && depth < DEEPEST; round++) {
      const more = afterNoun(this, to, noun, named !== null, depth);
      if (more === null) break;
      to = more.to;
      parts.push(...more.parts);
      if (more.named !== null) named = more.named;
      if (more.owners.length > 0 && (owners.length === 0 || more.strong)) {
        owners = more.owners;
        if (more.owners.length > 1) sharedOwners = true;
      }
    }
    const article =
      frame.from +
      (owner === null && ARTICLES.has(this.lower(frame.from)) && this.is(frame.from, 'the', 'a', 'an')
        ? 1
        : 0);
    const nameFrom = frame.size !== null ? Math.min(frame.nameFrom, head.from) : article;
    const start =
      determiner !== 'none' || owner !== null
        ? frame.from
        : frame.size !== null
          ? frame.from
          : Math.min(items[0]?.from ?? head.from, head.from);
    return {
      kind: 'noun',
      noun,
      name: this.text(
        Math.max(owner === null ? nameFrom : (items[0]?.from ?? head.from), start),
        named === null ? to : head.to,
      ),
      determiner,
      size: noun.plural ? frame.size : null,
      former,
      named,
      shared: sharedOwners && owners.length > 1,
      modifiers,
      from: start,
      to,
      parts,
      owners,
    };
  }
}
