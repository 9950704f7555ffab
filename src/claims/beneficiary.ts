import type { Actor, Attributed, BareClaim, Mention } from '../document/layers.ts';
import type { Act, ActorKind } from '../document/vocabulary.ts';
import { byRule, type Derived } from './derived.ts';
import { inside } from './inside.ts';
import { family } from './measure.ts';

const VAGUE: ReadonlySet<ActorKind> = new Set<ActorKind>(['group', 'unknown', 'body']);

/** Acts whose target is the one for whom, or on whom, the thing itself is done; a demand's target is only asked to do it. */
const LAID_ON_TARGET: ReadonlySet<Act> = new Set<Act>([
  'commit',
  'agree',
  'perform',
  'refuse',
  'threaten',
  'defer',
]);

/** How the one meant stands beside each kind of measure. */
const GIVEN: readonly (readonly [
  families: readonly string[],
  before: RegExp | null,
  after: RegExp | null,
])[] = [
  // money, arms and help: `weapons to Ukraine`, `aid for Chad`, `reconstruction of Gaza`
  [
    [
      'funding',
      'arms',
      'training',
      'guarantee',
      'reconstruction',
      'humanitarian-aid',
      'humanitarian-access',
      'climate-finance',
      'debt-relief',
      'intelligence',
      'health',
      'investment',
      'food',
    ],
    /\b(?:to|for|in|of|help|support|supply|give|hand|lend|pay|train|arm|equip|assist|inside|with)(?: the| all| both| their| its)*(?: \w+(?:ian|ish|an|ese))?\s$/i,
    /^(?:['’]s? |n? )?(?:\w+ )?(?:army|forces|soldiers|troops|debts?|economy|reconstruction|security|defen[cs]e|refugees|people)\b/i,
  ],
  // forces: `troops in Ukraine`, `a mission to Haiti`, `on Ukrainian soil`
  [
    ['force', 'basing', 'peacekeeping'],
    /\b(?:to|for|in|of|across|inside|on|from|help|support|defend)(?: the| both)?\s$/i,
    /^ (?:soil|territory|cities|sky|airspace)\b/i,
  ],
  // an army's size: `the Ukrainian army`, `Ukraine's armed forces`
  [
    ['armed-forces'],
    /\b(?:of|for|on)(?: the)?\s$/i,
    /^(?:['’]s?)?(?: \w+)? (?:army|armed|military|forces|troops|navy|defen[cs]e)\b/i,
  ],
  // sanctions and curbs: `against Russia`, `Russian oil`, `tariffs on Chinese goods`
  [
    ['sanctions', 'sanctions-relief', 'assets', 'tariff', 'export-control', 'quota', 'market-access'],
    /\b(?:against|on|from|of|for|to|with|over)(?: the| all| any| both)?\s$/i,
    /^(?:['’]s?)?(?: \w+)? (?:oil|gas|coal|energy|goods|products|imports?|exports?|banks?|officials?|assets|money|funds|steel|cars?|ships?|tankers?|reserves|companies|grain|fish|lng|crude|fuels?)\b/i,
  ],
  // joining and recognising: `Ukraine's accession`, `to recognise Palestine`
  [
    ['membership', 'recognition'],
    /\b(?:of|for|recogni[sz]e|recogni[sz]ing|admit|admitting)(?: the)?\s$/i,
    /^(?:['’]s?) (?:\w+ )?(?:accession|membership|bid|application|statehood|independence|entry|admission)\b/i,
  ],
];

/** Measures that are for someone, so that a claim which does not say for whom means the one that the report's others mean. */
const FOR_SOMEONE = new Set([
  'funding',
  'arms',
  'force',
  'training',
  'guarantee',
  'climate-finance',
  'reconstruction',
  'sanctions',
  'armed-forces',
  'basing',
]);

/** Measures in which the other side has its own part: who buys, sells, runs, or owes does it for nobody's sake. */
const ON_ONES_OWN = new Set([
  'border',
  'justice',
  'tax',
  'transport',
  'debt-relief',
  'elections',
  'investment',
  'negotiations',
  'reform',
  'trade-agreement',
]);

/** What is asked for one's own sake where it is not said for whose: `Argentina's request for new loans`. */
const ASKED_FOR_ONESELF: ReadonlySet<string> = new Set(['debt-relief', 'funding.loan', 'market-access']);

/**
 * For whose sake each claim's thing is undertaken, or on whom it is laid: actor ids, none where it is nobody's in particular.
 * Claims whose own words do not tell follow the claims of the report about the same kind of measure, so they come together.
 * `measures` are the claims' measures, in the same order.
 */
export function claimBeneficiaries(
  claims: readonly BareClaim[],
  measures: readonly (readonly string[])[],
  document: Attributed,
  /** Whom a model takes each claim to be for, in the same order, where one has read them: it decides. */
  predicted?: readonly (readonly string[])[],
): readonly Derived<readonly string[]>[] {
  const actors = new Map(document.actors.map((a) => [a.id, a]));
  const states = new Map(
    document.actors.flatMap((a) => (a.kind === 'state' && a.state ? [[a.state, a.id]] : [])),
  );
  const settled = (ids: readonly string[]): readonly string[] => [
    ...new Set(ids.map((id) => stateOf(actors.get(id), states) ?? id)),
  ];
  if (predicted !== undefined)
    return predicted.map((ids) =>
      byRule(settled(ids), ids.length > 0 ? 'beneficiary.model' : 'beneficiary.none'),
    );
  // A group or an unresolved name counts where some claim is directed at it: `foreign forces` are nobody's beneficiary.
  const resolved = new Set(document.actors.filter((a) => !VAGUE.has(a.kind)).map((a) => a.id));
  const meant = new Set([...resolved, ...claims.flatMap((c) => c.targets)]);
  const direct = claims.map((claim, i) =>
    ownBeneficiary(claim, measures[i] ?? [], document, meant, resolved, settled),
  );
  const usualFor = new Map<string, { readonly ids: readonly string[] | null }>();
  return direct.map((own, i) => {
    if (own.value.length > 0) return own;
    const kinds = (measures[i] ?? []).map(family);
    if (!kinds.some((kind) => FOR_SOMEONE.has(kind))) return own;
    const key = kinds.join();
    const usual = usualFor.get(key) ?? { ids: mostUsual(direct, measures, kinds) };
    usualFor.set(key, usual);
    return usual.ids === null ? own : byRule(usual.ids, 'beneficiary.of-the-report');
  });
}

function ownBeneficiary(
  claim: BareClaim,
  measures: readonly string[],
  document: Attributed,
  meant: ReadonlySet<string>,
  resolved: ReadonlySet<string>,
  settled: (ids: readonly string[]) => readonly string[],
): Derived<readonly string[]> {
  const named = settled(namedIn(claim, measures, document, meant));
  // An army's size is laid on its state, whoever is addressed; an unresolved group gives way to a state that is named.
  const addressed =
    LAID_ON_TARGET.has(claim.act) &&
    claim.targets.length > 0 &&
    !measures.every((m) => ON_ONES_OWN.has(family(m)));
  const weak =
    measures.some((m) => family(m) === 'armed-forces') || claim.targets.every((id) => !resolved.has(id));
  if (addressed && !(weak && named.length > 0)) return byRule(settled(claim.targets), 'beneficiary.target');
  if (named.length > 0) return byRule(named, 'beneficiary.named');
  return claim.act === 'demand' && measures.some((m) => ASKED_FOR_ONESELF.has(m))
    ? byRule(settled(claim.actors), 'beneficiary.asks-for-itself')
    : byRule([], 'beneficiary.none');
}

/** Actors that stand in the claim's what as its measures' kind has it. */
function namedIn(
  claim: BareClaim,
  measures: readonly string[],
  document: Attributed,
  meant: ReadonlySet<string>,
): readonly string[] {
  const { what } = claim;
  if (what === null) return [];
  const kinds = new Set(measures.map(family));
  const ways = GIVEN.filter(([families]) => families.some((f) => kinds.has(f)));
  if (ways.length === 0) return [];
  // Whom a demand goes to, or a rejection, is not thereby the one for whom the thing is.
  const left = new Set(LAID_ON_TARGET.has(claim.act) ? [] : claim.targets);
  // A line may end between any two words.
  const inLine = (from: number, to: number) => document.text.slice(from, to).replace(/\s/g, ' ');
  const named: string[] = [];
  let last: Mention | null = null;
  for (const m of inside(document.mentions, what)) {
    if (left.has(m.actor) || m.rule.startsWith('pronoun') || !meant.has(m.actor)) continue;
    const before = inLine(Math.max(0, m.start - BESIDE), m.start);
    const after = inLine(m.end, m.end + BESIDE);
    // `support for the European guarantees` names no beneficiary, `against Russian oil` does.
    const adjective = m.rule.endsWith('.adjective');
    // `for both Russia and Ukraine`: the second stands as the first does.
    const joined = last !== null && JOINED.test(inLine(last.end, m.start));
    if (!joined && !ways.some(([, pre, post]) => (!adjective && pre?.test(before)) || post?.test(after)))
      continue;
    named.push(m.actor);
    last = m;
  }
  return named;
}

/** Characters before and after a mention that tell how it stands. */
const BESIDE = 30;
const JOINED = /^(?:,|,? and|,? or)(?: the)? $/;

/** A person who acts for a state stands for it. */
const stateOf = (actor: Actor | undefined, states: ReadonlyMap<string, string>): string | undefined =>
  actor?.kind === 'person' && actor.state ? states.get(actor.state) : undefined;

/** The beneficiary that most of the report's claims of these kinds have, or else most of those for someone; null in doubt. */
function mostUsual(
  direct: readonly Derived<readonly string[]>[],
  measures: readonly (readonly string[])[],
  kinds: readonly string[],
): readonly string[] | null {
  const count = (fits: (kind: string) => boolean): readonly string[] | null => {
    const counts = new Map<string, { readonly ids: readonly string[]; n: number }>();
    let all = 0;
    direct.forEach(({ value }, i) => {
      if (value.length === 0 || !(measures[i] ?? []).some((m) => fits(family(m)))) return;
      const key = value.join();
      const entry = counts.get(key) ?? { ids: value, n: 0 };
      counts.set(key, { ids: entry.ids, n: entry.n + 1 });
      all++;
    });
    const [best] = [...counts.values()].sort((a, b) => b.n - a.n);
    return best !== undefined && best.n * 2 > all ? best.ids : null;
  };
  return (
    count((kind) => kinds.includes(kind)) ?? count((kind) => FOR_SOMEONE.has(kind) && kind !== 'sanctions')
  );
}
