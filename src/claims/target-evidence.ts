import type { Actor, Attributed, BareClaim, Mention } from '../document/layers.ts';
import { contains, overlaps } from '../text/span.ts';
import { firstFrom } from './inside.ts';
import { oddsOf } from './odds.ts';
import { weightsIn } from './weights.ts';
import { apart } from './words.ts';

/** A claim whose target is looked for. */
export interface Aimed extends Pick<BareClaim, 'act' | 'predicate' | 'what' | 'actors' | 'sentence'> {
  /** Whose word it is: actor ids. */
  readonly sources: readonly string[];
}

/** The parties of a text and how often they are named, counted once for all of its claims. */
export interface Named {
  readonly by: ReadonlyMap<string, Actor>;
  readonly times: ReadonlyMap<string, number>;
  /** 0 for whoever is named most. */
  readonly rank: ReadonlyMap<string, number>;
  readonly all: number;
}

export function namedIn({ actors, mentions }: Pick<Attributed, 'actors' | 'mentions'>): Named {
  const times = new Map<string, number>();
  for (const { actor } of mentions) times.set(actor, (times.get(actor) ?? 0) + 1);
  const most = [...times].sort((a, b) => b[1] - a[1]);
  return {
    by: new Map(actors.map((actor) => [actor.id, actor])),
    times,
    rank: new Map(most.map(([id], i) => [id, i])),
    all: mentions.length,
  };
}

/** What binds a name to the words before it, with what may stand between. */
const LINK =
  /(?:^|[\s(“"'])(to|with|for|against|on|upon|of|by|in|from|over|at|into|between|among|and|or|that|than|as|towards?|about|through|via|under|within|across|near|including|inside|outside)\s+(?:(?:the|a|an|its|their|his|her|both|all|some|other|new|former|neighbou?ring|fellow|several|many|these|those|\p{Ll}+n)\s+)?$/u;
const LINK_REACH = 40;

/** Shares of all mentions of a text, as steps. */
const SHARES = [0.03, 0.08, 0.15, 0.3];

/**
 * What speaks for a party as one towards whom a claim is made, by the names of resources/rules/target-evidence.yaml.
 * @param mentions of the party, near the claim, in order
 */
export function evidenceForTarget(
  claim: Aimed,
  party: string,
  mentions: readonly Mention[],
  document: Attributed,
  named: Named,
): ReadonlySet<string> {
  const { text, sentences } = document;
  const { act, predicate, what } = claim;
  const sentence = sentences[claim.sentence] ?? predicate;
  const evidence = new Set(['party', `act.${act}`]);
  const put = (name: string) => evidence.add(name);
  const putFor = (name: string) => put(name) && put(`${name}:${act}`);

  const { kind = 'none', state = null } = named.by.get(party) ?? {};
  putFor(`kind.${kind}`);
  put(`rank.${Math.min(named.rank.get(party) ?? 9, 4)}`);
  const share = (named.times.get(party) ?? 0) / Math.max(1, named.all);
  put(`share.${SHARES.filter((step) => share >= step).length}`);
  if (claim.sources.includes(party)) putFor('source');
  if (state !== null && claim.actors.some((one) => one !== party && named.by.get(one)?.state === state))
    put('same-state');

  const here = mentions.filter((mention) => contains(sentence, mention));
  if (here.length > 0) putFor('here');
  else {
    const last = mentions.findLast(({ end }) => end <= sentence.start);
    if (last === undefined) putFor('later');
    else {
      const back = claim.sentence - firstFrom(sentences, last.start + 1) + 1;
      putFor(`before.${Math.min(back, 4)}`);
      put(`before.${last.rule}`);
    }
  }
  for (const mention of here) {
    const behind = mention.start >= predicate.end;
    const place = overlaps(predicate, mention)
      ? 'predicate'
      : what !== null && overlaps(what, mention)
        ? 'what'
        : behind
          ? 'behind'
          : 'ahead';
    putFor(`place.${place}`);
    const between = behind
      ? text.slice(predicate.end, mention.start)
      : text.slice(mention.end, Math.max(mention.end, predicate.start));
    putFor(`${place}:${apart(between)}`);
    const lead = text.slice(Math.max(sentence.start, mention.start - LINK_REACH), mention.start);
    put(`${place}:by.${LINK.exec(lead)?.[1]?.toLowerCase() ?? 'none'}`);
    put(`rule.${mention.rule}`);
  }
  return evidence;
}

const weights = weightsIn('target-evidence.yaml');
/** What the evidence counts for beside the model, and the sum that speaks neither for nor against (train/EXPERIMENTS.md, "Towards whom"). */
const SHARE = 0.5;
const NEITHER = -1.5;

/** How much the evidence changes the log odds of a party as a target: a logistic model, whose weights `train/target-evidence.ts` has written. */
export const oddsOfTarget = (...given: Parameters<typeof evidenceForTarget>): number =>
  SHARE * (oddsOf(evidenceForTarget(...given), weights()) - NEITHER);
