import type { Tokenised } from '../document/layers.ts';
import { Context } from './context.ts';
import type { Known } from './lexicon.ts';
import { actorResources, type Sense } from './resources.ts';

/** Of the things that a known name may mean the one that it means in this text. */
export class Senses extends Context {
  /** The day of the text, if it is known. */
  protected readonly date: string | null;
  /** The text speaks of the Soviet Union and never of Russia, so that Moscow is the Soviet one. */
  readonly #soviet: boolean;

  constructor(document: Tokenised) {
    super(document.text);
    this.date = document.metadata.published;
    this.#soviet = /\b(?:Soviet|U\.?S\.?S\.?R\b)/.test(document.text) && !/\bRussian?\b/.test(document.text);
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
          (this.date === null
            ? entry.code === 'SUN' && this.#soviet
            : this.date <= entry.to && (entry.from === null || entry.from <= this.date)),
      );
      const now = states.find(({ entry }) => entry.to === null);
      return former ?? now ?? states[0] ?? null;
    }
    const short = senses.filter(({ as }) => as === 'short');
    if (short.length === 0) return this.#ofCapital(firm[0] ?? null);
    return this.#shared(short, firm[0] ?? null);
  }

  /** A seat that is a capital, too, is its state's where the text speaks of that and not of whose seat it is (`Brussels` among Belgians). */
  #ofCapital(sense: Sense | null): Sense | null {
    if (sense?.as !== 'seat') return sense;
    const { name, names, seats } = sense.entry;
    const [first = name] = name.split(' ');
    if ([first, ...names].some((words) => this.holds(words))) return sense;
    const entry = [...actorResources().states.values()].find(
      (state) =>
        state.capital !== null &&
        seats.includes(state.capital) &&
        [state.name, ...state.adjectives].some((words) => this.holds(words)),
    );
    return entry === undefined ? sense : { type: 'state', as: 'metonym', entry };
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
      // Every state has one: `Parliament` is that of whom the text speaks most, known by name or not.
      if (sense.entry.institution === 'parliament' && belongs < this.#most()) continue;
      if (belongs > weight) {
        best = sense;
        weight = belongs;
      }
    }
    return best;
  }

  /** How much the text speaks of the state that it speaks of most. */
  #most(): number {
    const states = [this.home, this.discourse.dominant(1)].filter((code) => code !== null);
    return Math.max(0, ...states.map((code) => this.weightOf(code)));
  }

  #mentions(name: string, short: readonly Sense[]): boolean {
    return (
      name.length > 3 &&
      !short.some(({ entry }) => 'short' in entry && entry.short.includes(name)) &&
      this.holds(name)
    );
  }
}
