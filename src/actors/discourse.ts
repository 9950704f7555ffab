import { givenName, type Pronoun } from './grammar.ts';
import { isPersonNoun } from './nouns.ts';
import type { Draft } from './register.ts';

/** One mention as the following text sees it. */
export interface Event {
  readonly draft: Draft;
  readonly sentence: number;
  readonly paragraph: number;
  /** Before its verb, or after a verb of speech. */
  readonly subject: boolean;
  /** A part of a larger phrase (`French` in `the French minister`). */
  readonly inner: boolean;
  /** In a clause within another: `which France backs`, `that Malta pay`. */
  readonly embedded: boolean;
  /** Mentioned as a people: `the Brazilians`. */
  readonly people: boolean;
  /** The common noun that it was mentioned by (`official`), so that `the official` finds it again. */
  readonly noun: string | null;
  /** Mentioned by a proper name. */
  readonly name: boolean;
  /** The noun in the plural that it was mentioned by (`EC ministers`), whomever they act for. */
  readonly many: string | null;
  /** Beside a verb that only a speaker has (`said`). */
  readonly speaks: boolean;
}

/** Actors that were named in one breath (`Norway and Ukraine`), or that one phrase means (`both countries`). */
export interface Company {
  readonly drafts: readonly Draft[];
  readonly sentence: number;
  readonly subject: boolean;
}

/** How far back a pronoun looks, in sentences: a paragraph or two of a report. */
const REACH = 5;
const MEMORY = 80;
/** How much less a subject counts for later sentences that stood in a clause within another: 0.5 to 1.6 are alike. */
const EMBEDDED = 0.5;
/** How far back those stand, in sentences, who are named together and counted later: 12 to 60 are alike. */
const COUNTED_REACH = 25;
/** How much whoever spoke before is ahead where somebody goes on speaking. 0 to 3 were compared: 1 and 2 are best by a sentence or two. */
const SPOKE = 1;
/**
 * How many times more the state that a text began with counts. Compared on gold/train: 1 and 2 are the same and raise F1 of sources
 * by 0.001 over 0; 3 and 5 lower it by as much.
 */
const FIRST = 1;

/** What has been mentioned so far, latest last; only the last mentions are kept, so that a long text stays linear. */
export class Discourse {
  #events: Event[] = [];
  #companies: Company[] = [];
  first: string | null = null;
  readonly #weights = new Map<string, number>();

  push(event: Event): void {
    this.#events.push(event);
    if (this.#events.length > 2 * MEMORY) this.#events = this.#events.slice(-MEMORY);
  }

  join(company: Company): void {
    this.#companies.push(company);
    if (this.#companies.length > 2 * MEMORY) this.#companies = this.#companies.slice(-MEMORY);
  }

  /**
   * Those `two` (or so many) who are meant: who was last named together, else who acted last, if neither more nor fewer did. Of no
   * known number (null) only the former.
   */
  together(
    size: number | null,
    sentence: number,
    reach: number,
    fits: (draft: Draft) => boolean,
  ): readonly Draft[] {
    for (let i = this.#companies.length - 1; i >= 0; i--) {
      const company = this.#companies[i];
      if (company === undefined || sentence - company.sentence > (size === null ? reach : COUNTED_REACH))
        break;
      const drafts = apart(company.drafts);
      if (
        (size === null ? drafts.length > 1 && drafts.length < 5 : drafts.length === size) &&
        drafts.every(fits)
      )
        return drafts;
    }
    if (size === null) return [];
    for (let back = 0; back <= reach; back++) {
      const near = this.#events.filter(
        (event) => event.sentence >= sentence - back && (event.subject || !event.inner) && fits(event.draft),
      );
      const drafts = apart(near.map(({ draft }) => draft));
      if (drafts.length === size) return drafts;
      if (drafts.length > size) return [];
    }
    return [];
  }

  /** The latest mention that fits, no further back than `reach` sentences. */
  latest(sentence: number, reach: number, fits: (event: Event) => boolean): Event | null {
    for (let i = this.#events.length - 1; i >= 0; i--) {
      const event = this.#events[i];
      if (event === undefined || sentence - event.sentence > reach) return null;
      if (fits(event)) return event;
    }
    return null;
  }

  /** All who fit and were mentioned no further back than `reach` sentences, each once. */
  near(sentence: number, reach: number, fits: (event: Event) => boolean): readonly Draft[] {
    const from = this.#events.findLastIndex((event) => sentence - event.sentence > reach) + 1;
    return [
      ...new Set(
        this.#events
          .slice(from)
          .filter(fits)
          .map(({ draft }) => draft),
      ),
    ];
  }

  /** The first fitting mention of a sentence. */
  earliest(sentence: number, fits: (event: Event) => boolean): Event | null {
    let first: Event | null = null;
    for (let i = this.#events.length - 1; i >= 0; i--) {
      const event = this.#events[i];
      if (event === undefined || event.sentence < sentence) break;
      if (event.sentence === sentence && fits(event)) first = event;
    }
    return first;
  }

  /**
   * The most salient fitting mention: near, a subject, not inside another. A subject one sentence back stands before an object
   * of this one. The weights were set by hand; no others were compared.
   */
  salient(sentence: number, reach: number, fits: (event: Event) => boolean, spoke = 0): Event | null {
    let best: Event | null = null;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let i = this.#events.length - 1; i >= 0; i--) {
      const event = this.#events[i];
      if (event === undefined || sentence - event.sentence > reach) break;
      if (!fits(event)) continue;
      const score = salience(event, sentence) + (event.speaks ? spoke : 0);
      if (score > bestScore) {
        best = event;
        bestScore = score;
      }
    }
    return best;
  }

  /**
   * Whom a pronoun means; nobody where nobody near fits. A name that may be a person's is taken where no person is near.
   * @param speaker how a verb of saying stands beside it: `they said …` goes on, `…, they said` closes what is said, and so does
   * what it owns in `…, its ministry said`; that of the sentence's subject is also what it goes on to say (`and says it will`)
   * @param others who are not meant
   */
  pronoun(
    pronoun: Pronoun,
    sentence: number,
    speaker: 'goes-on' | 'closes' | 'subject' | null,
    others: readonly Draft[] = [],
  ): readonly Draft[] {
    for (const may of FITS[pronoun] ?? []) {
      const fits = (event: Event): boolean => !others.includes(event.draft) && may(event);
      const said =
        speaker === 'closes'
          ? this.#spokeLast(sentence, fits)
          : speaker === 'subject'
            ? this.earliest(sentence, (event) => event.subject && fits(event))
            : null;
      if (said !== null) return [said.draft];
      const event = this.salient(sentence, REACH, fits, speaker === 'goes-on' ? SPOKE : 0);
      const company = pronoun === 'they' ? this.#company(sentence, others) : null;
      if (company !== null && (event === null || salience(company, sentence) >= salience(event, sentence)))
        return company.drafts;
      if (event !== null) return [event.draft];
    }
    return [];
  }

  /** Whose words a sentence goes on with that names no speaker before: not one of those it speaks of. */
  #spokeLast(sentence: number, fits: (event: Event) => boolean): Event | null {
    if (this.earliest(sentence, ({ speaks }) => speaks) !== null) return null;
    return this.salient(sentence, REACH, (event) => event.sentence < sentence && fits(event), SPOKE);
  }

  #company(sentence: number, others: readonly Draft[]): Company | null {
    let best: Company | null = null;
    for (const company of this.#companies) {
      if (sentence - company.sentence > REACH || company.drafts.some((draft) => others.includes(draft)))
        continue;
      if (best === null || salience(company, sentence) >= salience(best, sentence)) best = company;
    }
    return best;
  }

  /** Who speaks in this sentence or the one before. */
  speaker(sentence: number): Draft | null {
    const speaks = ({ draft, subject, noun, inner }: Event): boolean =>
      subject &&
      !inner &&
      (draft.kind === 'person' || draft.kind === 'state' || (noun !== null && isPersonNoun(noun)));
    return this.salient(sentence, 1, speaks)?.draft ?? null;
  }

  /** Counts a state's name anywhere in the text, before anything is resolved. */
  count(code: string, weight: number): void {
    this.first ??= code;
    this.#weights.set(code, (this.#weights.get(code) ?? 0) + weight);
  }

  /** The state that the text names most, the one that it began with a little ahead; null where another is named nearly as often. */
  dominant(lead: number): string | null {
    let best: string | null = null;
    let most = 0;
    let second = 0;
    for (const [code, named] of this.#weights) {
      const weight = code === this.first ? named + FIRST : named;
      if (weight > most) {
        second = most;
        most = weight;
        best = code;
      } else if (weight > second) second = weight;
    }
    return most >= lead * second ? best : null;
  }

  /** The `size` states that the text speaks of most, where each is named so many times as often as any other; `[]` else. */
  heaviest(size: number, lead: number): readonly string[] {
    const all = [...this.#weights].sort(([, a], [, b]) => b - a);
    const [least, next] = [all[size - 1]?.[1] ?? 0, all[size]?.[1] ?? 0];
    return least > 0 && least >= lead * next ? all.slice(0, size).map(([code]) => code) : [];
  }

  weight(code: string): number {
    return this.#weights.get(code) ?? 0;
  }
}

const salience = (
  {
    sentence: own,
    subject,
    inner = false,
    embedded = false,
  }: { sentence: number; subject: boolean; inner?: boolean; embedded?: boolean },
  sentence: number,
): number =>
  -1.5 * (sentence - own) + (subject ? 2 : 0) - (inner ? 1 : 0) - (embedded && sentence > own ? EMBEDDED : 0);

/** One of each for whom they act: of `Paris` and `Macron` the latest. */
function apart(drafts: readonly Draft[]): readonly Draft[] {
  const whose = new Map(drafts.map((draft) => [draft.state ?? draft.id, draft]));
  return [...whose.values()];
}

const isPerson = ({ draft, noun }: Event): boolean =>
  draft.kind === 'person' || (noun !== null && isPersonNoun(noun));
const maybePerson = ({ draft, name, subject }: Event): boolean =>
  name && subject && draft.kind === 'unknown' && /\s/.test(draft.name);

/** A name that could be a firm's: of several words of which the first is no given name, or in capitals. */
export const isNamedSubject = ({ draft: { kind, name }, name: named, subject, inner }: Event): boolean =>
  kind === 'unknown' &&
  named &&
  subject &&
  !inner &&
  (/^\p{Lu}{2,}$/u.test(name) || (/\s/.test(name) && givenName(name.split(/\s/)[0] ?? '') === null));

type Fits = readonly ((event: Event) => boolean)[];
const FITS: Partial<Record<Pronoun, Fits>> = {
  he: [
    (event) => isPerson(event) && event.draft.gender !== 'woman',
    (event) => maybePerson(event) && event.draft.gender !== 'woman',
  ],
  she: [
    (event) => isPerson(event) && event.draft.gender !== 'man',
    (event) => maybePerson(event) && event.draft.gender !== 'man',
  ],
  it: [
    ({ draft, inner, subject, noun, people }) =>
      !inner &&
      !people &&
      !draft.plural &&
      draft.kind !== 'person' &&
      draft.kind !== 'group' &&
      (draft.kind !== 'unknown' || (noun !== null && subject)) &&
      (noun === null || !isPersonNoun(noun)),
    isNamedSubject,
  ],
  they: [
    ({ draft, many, people }) =>
      many !== null || people || draft.plural || draft.kind === 'group' || draft.kind === 'coalition',
  ],
};
