import type { Actor, Attributed, BareClaim, Reason } from '../document/layers.ts';
import { type Act, type Role, UNDERTAKINGS } from '../document/vocabulary.ts';
import { type Calibration, calibrated, type Thresholds } from '../model/index.ts';
import { contains, overlaps, type Span, slice, span, trim } from '../text/span.ts';
import { type Candidate, weighed } from './claim-evidence.ts';
import { conditionsOf } from './conditions.ts';
import { firmnessOf } from './firmness.ts';
import { sentenceAt } from './inside.ts';
import { negationOf } from './negation.ts';
import { sigmoid } from './odds.ts';
import { chosen, type Pointed, pointedAt, reachable, withOdds } from './pointers.ts';
import { withQuote } from './quotes.ts';
import { fromNumber, fromPointer, fromRanked, fromRule } from './reasons.ts';
import { type Named, namedIn, oddsOfTarget } from './target-evidence.ts';
import { withVoice } from './voice.ts';
import { whoActs } from './who-acts.ts';
import { attributionOf, reporters } from './whose-word.ts';

/** Chosen on the development texts. */
export type PointerThresholds = Pick<
  Thresholds,
  'actor' | 'target' | 'targets' | 'sourcePointer' | 'reporter'
>;

/** What a model's manifest says of how its numbers are to be taken. */
export interface ModelSettings {
  readonly thresholds: PointerThresholds;
  readonly calibration?: Calibration;
}

/** The one place where a model's probabilities become a confidence. */
export const confidenceOf = (
  { probability, acts: [first], evidence }: Candidate,
  calibration: Calibration | undefined,
): number => calibrated(weighed(probability * (first?.probability ?? 0), evidence), calibration);

/** A claim, and why its fields are what they are. */
export interface Reasoned {
  readonly claim: BareClaim;
  /** For whose sake the model takes it to be, or on whom laid: actor ids. */
  readonly beneficiaries: readonly string[];
  readonly reasons: Readonly<Record<string, Reason>>;
}

/** From which probability on a pointer to a beneficiary is believed. */
const BENEFICIARY = 0.4;

/** `to sell oil in exchange for` is cut where the condition begins (`in exchange for sugar`). */
function beforeConditions(what: Span, conditions: readonly Span[]): Span {
  const across = conditions.find(
    ({ start, end }) => what.start < start && start < what.end && what.end < end,
  );
  return across ? span(what.start, across.start) : what;
}

/** What the model takes too much of: `to halt arms deliveries before` (the fund is set up). */
const LOOSE_END =
  /[,;:]?\s+(?:(?:as (?:early|soon|late) as\s+)?(?:next|this|last)|before|until|unless|when|while|but|to|from|than|as|because|although|once|if)$/;

const ARTICLE = /^(?:the|an?|its|their|his|her)$/i;
const BEHIND_ARTICLE = /(?<!\p{L})(?:the|an?) $/iu;

/** What is committed, demanded …, in the sentence of its predicate: of 3,669 in marked texts four lie in another. */
function whatOf(
  text: string,
  found: Span | undefined,
  sentence: Span,
  conditions: readonly Span[],
): Span | null {
  if (found === undefined || !overlaps(found, sentence)) return null;
  const what = trim(text, beforeConditions(withQuote(text, found), conditions));
  const words = slice(text, what);
  const [loose = ''] = LOOSE_END.exec(words) ?? [];
  // `wants the [board to shed 3,000 jobs]`: of 8,637 in marked texts nine begin behind an article or `its`, most of them with an amount
  const before = text.slice(Math.max(0, what.start - ' the '.length), what.start);
  const [article = ''] = /^\p{L}/u.test(words) ? (BEHIND_ARTICLE.exec(before) ?? []) : [];
  return ARTICLE.test(words) ? null : span(what.start - article.length, what.end - loose.length);
}

/** `Finance Minister Ocando rejected this` is not said towards his own state, as what he demands of it may be. */
const isOwnState = (actor: Actor | undefined, target: string, act: Act): boolean =>
  act !== 'demand' && actor?.kind === 'person' && actor.state !== null && target === `state:${actor.state}`;

function bareClaim(
  document: Attributed,
  predicted: Candidate,
  id: string,
  { thresholds, calibration }: ModelSettings,
  named: Named,
  predicates: readonly Span[],
): Reasoned {
  const { text, sentences, mentions } = document;
  const stateOf = (actor: string): string | null => named.by.get(actor)?.state ?? null;
  const { pointers, predicate } = predicted;
  const reach = reachable(pointers, mentions);
  const pointed = (role: Role): readonly Pointed[] => pointedAt(pointers, role, reach);
  const act = predicted.acts[0]?.value ?? 'commit';
  const sentence = sentenceAt(sentences, predicate.start);
  const own = sentences[sentence] ?? predicate;
  const near = reach.map(({ mention }) => mention);

  const sources = pointed('source');
  const { attribution, rule } = attributionOf(document, predicate, sources, thresholds.sourcePointer);
  const { value: actors, reason: acting } = whoActs(
    { act, predicate, sentence: own, attribution, near, pointed: pointed('actor') },
    document,
    named.by,
    thresholds.actor,
  );

  const conditioned = conditionsOf({ act, predicate, found: predicted.conditions }, own, text, predicates);
  const conditions = conditioned.map(({ value }) => value);
  const what = whatOf(text, predicted.what?.value, own, conditions);

  const aimed = { act, predicate, what, actors, sentence, sources: attribution?.actors ?? [] };
  const mentionsOf = Map.groupBy(near, ({ actor }) => actor);
  const aimedAt = withOdds(pointed('target'), (party) =>
    oddsOfTarget(aimed, party, mentionsOf.get(party) ?? [], document, named),
  );
  const targets = chosen(aimedAt, thresholds.targets?.[act] ?? thresholds.target, stateOf).filter(
    ({ actor }) => !actors.some((one) => one === actor || isOwnState(named.by.get(one), actor, act)),
  );

  // Who passes it on is named by the end of its sentence.
  const reported = chosen(pointed('reporter'), thresholds.reporter, stateOf)
    .map(({ actor }) => actor)
    .filter(
      (actor) =>
        !attribution?.actors.includes(actor) &&
        near.some((mention) => mention.actor === actor && mention.start < own.end),
    );
  const negation = negationOf(act, predicate, own, text);
  const undertaking = UNDERTAKINGS.has(act);
  const firm = undertaking ? firmnessOf(act, slice(text, predicate)) : null;
  const claim: BareClaim = {
    id,
    act,
    predicate,
    actors,
    targets: targets.map(({ actor }) => actor),
    what,
    firmness: undertaking ? (firm?.value ?? predicted.firmness[0]?.value ?? null) : null,
    negated: negation.value,
    conditions,
    attribution: attribution?.id ?? null,
    reportedBy: [...new Set([...reporters(document, attribution), ...reported])],
    sentence,
    evidence: around([predicate, ...(what ? [what] : []), ...conditions], own) ?? predicate,
    confidence: confidenceOf(predicted, calibration),
  };
  return {
    claim: Object.freeze(claim),
    beneficiaries: chosen(pointed('beneficiary'), BENEFICIARY, stateOf).map(({ actor }) => actor),
    reasons: {
      predicate: fromNumber('predicate', predicted.probability),
      evidence: fromRule('claim.evidence', sigmoid(predicted.evidence)),
      act: fromRanked('act', predicted.acts),
      actors: acting,
      targets: fromPointer('target', aimedAt, targets),
      ...(what && predicted.what && { what: fromNumber('what', predicted.what.probability) }),
      ...(undertaking && { firmness: firm?.reason ?? fromRanked('firmness', predicted.firmness) }),
      negated: { ...negation.reason, probability: predicted.negated },
      ...Object.fromEntries(
        conditioned.map(({ value, reason }) => [`condition '${slice(text, value)}'`, reason]),
      ),
      attribution: fromRule(rule, sources[0]?.probability),
    },
  };
}

/** From the first to the last of those that lie in the sentence. */
function around(words: readonly Span[], sentence: Span): Span | null {
  const inside = words.filter((word) => contains(sentence, word));
  if (inside.length === 0) return null;
  return span(Math.min(...inside.map(({ start }) => start)), Math.max(...inside.map(({ end }) => end)));
}

export function bareClaims(
  document: Attributed & { readonly predictedClaims: readonly Candidate[] },
  settings: ModelSettings,
): Reasoned[] {
  const named = namedIn(document);
  const predicates = document.predictedClaims.map(({ predicate }) => predicate);
  const found = document.predictedClaims.map((predicted, i) =>
    bareClaim(document, predicted, `c${i + 1}`, settings, named, predicates),
  );
  return withVoice(found, document.text);
}
