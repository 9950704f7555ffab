import type { Act } from '../../document/vocabulary.ts';
import { overlap, overlaps } from '../../text/span.ts';
import type { Reading, ReadingActor, ReadingClaim } from '../reading.ts';
import type { Judged } from './confidence.ts';
import type { MarkedClaim } from './marked-text.ts';
import { matched, pairsOf, sameSpan } from './pairs.ts';
import { sameActor } from './same-actor.ts';
import type { Count } from './score.ts';

export type ClaimLayer =
  | 'predicates'
  | 'acts'
  | 'actors'
  | 'targets'
  | 'what'
  | 'conditions'
  | 'conditionKinds'
  | 'sources'
  | 'firmness'
  | 'negation'
  | 'firmnessOfRight'
  | 'negationOfRight';

export interface ClaimScore {
  readonly layers: Readonly<Record<ClaimLayer, Count>>;
  readonly acts: Readonly<Partial<Record<Act, Count>>>;
  /** Each claim that was read, with whether it was marked with the same act. */
  readonly judged: readonly Judged[];
}

/** More than any overlap: a claim of the same act goes before one that only overlaps. */
const SAME_ACT = 1e6;

interface Pair {
  readonly marked: MarkedClaim;
  readonly read: ReadingClaim;
}

/** Claims meet where their predicates overlap. All but `predicates` is right only where the act is, too. */
export function claimLayers(claims: readonly MarkedClaim[], reading: Reading): ClaimScore {
  const met = pairsOf(claims, reading.claims, (marked, { predicate, act }) =>
    overlaps(marked.predicate, predicate)
      ? overlap(marked.predicate, predicate) + (act === marked.act ? SAME_ACT : 0)
      : 0,
  );
  const pairs = [...met].flatMap(([i, j]): Pair[] => {
    const [marked, read] = [claims[i], reading.claims[j]];
    return marked !== undefined && read?.act === marked.act ? [{ marked, read }] : [];
  });
  const who = actorsOf(reading);
  const count = (
    right: (pair: Pair) => number,
    marked: (claim: MarkedClaim) => number,
    read: (claim: ReadingClaim) => number,
  ): Count => ({ right: sum(pairs, right), marked: sum(claims, marked), read: sum(reading.claims, read) });
  const ofRight = (holds: (pair: Pair) => boolean, counts: (pair: Pair) => boolean = () => true): Count => {
    const all = pairs.filter(counts);
    return { right: all.filter(holds).length, marked: all.length, read: all.length };
  };
  const one = (): number => 1;
  const right = new Set(pairs.map(({ read }) => read));
  return {
    layers: {
      predicates: { right: met.size, marked: claims.length, read: reading.claims.length },
      acts: count(one, one, one),
      actors: count(
        ({ marked, read }) => matched(marked.actors, who(read.actors), same),
        ({ actors }) => actors.length,
        ({ actors }) => actors.length,
      ),
      targets: count(
        ({ marked, read }) => matched(marked.targets, who(read.targets), same),
        ({ targets }) => targets.length,
        ({ targets }) => targets.length,
      ),
      what: count(
        ({ marked, read }) =>
          Number(marked.what !== null && read.what !== null && sameSpan(marked.what, read.what)),
        ({ what }) => Number(what !== null),
        ({ what }) => Number(what !== null),
      ),
      conditions: count(
        ({ marked, read }) => conditionsMet(marked, read).length,
        ({ conditions }) => conditions.length,
        ({ conditions }) => conditions.length,
      ),
      conditionKinds: count(
        ({ marked, read }) => conditionsMet(marked, read).filter(Boolean).length,
        ({ conditions }) => conditions.length,
        ({ conditions }) => conditions.length,
      ),
      sources: count(
        ({ marked, read }) => Number(isSource(marked.source, who(sourcesOf(read, reading)))),
        ({ source }) => Number(source !== null && source !== ''),
        (read) => Number(sourcesOf(read, reading).length > 0),
      ),
      firmness: count(
        ({ marked, read }) => Number(marked.firmness !== null && marked.firmness === read.firmness),
        ({ firmness }) => Number(firmness !== null),
        ({ firmness }) => Number(firmness !== null),
      ),
      negation: count(
        ({ marked, read }) => Number(marked.negated && read.negated),
        ({ negated }) => Number(negated),
        ({ negated }) => Number(negated),
      ),
      firmnessOfRight: ofRight(
        ({ marked, read }) => marked.firmness === read.firmness,
        ({ marked }) => marked.firmness !== null,
      ),
      negationOfRight: ofRight(({ marked, read }) => marked.negated === read.negated),
    },
    acts: actsOf(claims, reading.claims, pairs),
    judged: reading.claims.map((claim) => ({ confidence: claim.confidence, right: right.has(claim) })),
  };
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const same = (marked: string, actor: ReadingActor): number => Number(sameActor(marked, actor));

const actorsOf = ({ actors }: Reading) => {
  const byId = new Map(actors.map((actor) => [actor.id, actor]));
  return (ids: readonly string[]): readonly ReadingActor[] => ids.flatMap((id) => byId.get(id) ?? []);
};

const sourcesOf = ({ attribution }: ReadingClaim, { attributions }: Reading): readonly string[] =>
  attributions.find(({ id }) => id === attribution)?.actors ?? [];

/** Of joint sources one is enough. */
const isSource = (source: string | null, read: readonly ReadingActor[]): boolean =>
  (source ?? '').split(/, */).some((name) => read.some((actor) => sameActor(name, actor)));

/** One for each condition that was found: whether it is of the right kind. */
function conditionsMet({ conditions }: MarkedClaim, read: ReadingClaim): readonly boolean[] {
  const left = new Set(read.conditions);
  return conditions.flatMap(({ span, kind }) => {
    const found = [...left].find((condition) => span !== null && sameSpan(span, condition));
    if (found === undefined) return [];
    left.delete(found);
    return [found.kind === kind];
  });
}

function actsOf(
  claims: readonly MarkedClaim[],
  read: readonly ReadingClaim[],
  pairs: readonly Pair[],
): Readonly<Partial<Record<Act, Count>>> {
  const acts = new Set([...claims, ...read].map(({ act }) => act));
  const of = (list: readonly { readonly act: Act }[], act: Act) => list.filter((c) => c.act === act).length;
  return Object.fromEntries(
    [...acts].map((act) => [
      act,
      {
        right: of(
          pairs.map(({ marked }) => marked),
          act,
        ),
        marked: of(claims, act),
        read: of(read, act),
      },
    ]),
  );
}
