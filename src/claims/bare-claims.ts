import { organisationOf } from '../actors/resources.ts';
import type {
  Actor,
  Attributed,
  Attribution,
  BareClaim,
  Mention,
  Reason,
  Scored,
} from '../document/layers.ts';
import { type Act, UNDERTAKINGS } from '../document/vocabulary.ts';
import { type Calibration, calibrated, type Thresholds } from '../model/index.ts';
import { contains, type Span, slice, span, trim } from '../text/span.ts';
import { holding } from './attributions.ts';
import { type Candidate, weighed } from './claim-evidence.ts';
import { conditionBehind, fromMarker, isCondition, isOnly, kindByMarker } from './conditions.ts';
import { firmnessOf } from './firmness.ts';
import { negationOf } from './negation.ts';
import { sigmoid } from './odds.ts';
import { isPassive } from './passive.ts';
import { chosen, mentionsWithin, type Pointed, pointedAt, reachable, withOdds } from './pointers.ts';
import { withQuote } from './quotes.ts';
import { agentOf, agreedWith, areTogether, firstPersonBefore, subjectOf } from './subject.ts';
import { type Named, namedIn, oddsOfTarget } from './target-evidence.ts';
import { withVoice } from './voice.ts';

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

/** A value of a model's head with its runner-up. */
const fromModel = <T>(
  name: string,
  ranked: readonly Scored<T>[],
  print: (value: T) => string = String,
): Reason => {
  const [first, second] = ranked;
  return {
    by: 'model',
    name,
    probability: first?.probability ?? null,
    runnerUp: second ? { value: print(second.value), probability: second.probability } : null,
  };
};

const fromPointer = (role: string, pointed: readonly Pointed[], taken: readonly Pointed[]): Reason => {
  const next = pointed.find((p) => !taken.includes(p));
  return {
    by: 'model',
    name: `pointer.${role}`,
    probability: taken.length > 0 ? Math.min(...taken.map((p) => p.probability)) : null,
    runnerUp: next ? { value: next.actor, probability: next.probability } : null,
  };
};

/** Index of the sentence that holds the position; the last one before it where none does. */
export function sentenceAt(sentences: readonly Span[], at: number): number {
  let low = 0;
  let high = sentences.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sentences[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Whose word a claim is. The innermost attribution whose content holds its predicate says so; where none does, the source
 * that the model points to, if an attribution before it or in its own sentence has it (an uncued sentence that goes on from it).
 */
function attributionOf(
  document: Attributed,
  predicate: Span,
  pointed: readonly Pointed[],
  threshold: number,
): { readonly attribution: Attribution | null; readonly rule: string } {
  const around = holding(document.attributions, predicate).filter(
    (a) => !a.cue || !contains(predicate, a.cue),
  );
  if (around[0]) return { attribution: around[0], rule: 'attribution.innermost' };
  const source = pointed[0];
  if (!source || source.probability < threshold) return { attribution: null, rule: 'attribution.none' };
  const end = document.sentences[sentenceAt(document.sentences, predicate.start)]?.end ?? predicate.end;
  const before = document.attributions.filter(
    (a) => a.actors.includes(source.actor) && (a.cue?.start ?? a.content[0]?.start ?? 0) < end,
  );
  const last = before.at(-1);
  return last
    ? { attribution: last, rule: 'attribution.goes-on' }
    : { attribution: null, rule: 'attribution.none' };
}

const conditionAt = (text: string, found: Span): Span => withQuote(text, fromMarker(text, found));

const isMedium = (actor: string): boolean => organisationOf(actor)?.media === true;

/** `told AFP`: the agency that heard it, named right behind the cue. */
const hearers = ({ mentions }: Attributed, { cue }: Attribution): string[] =>
  cue
    ? mentionsWithin(mentions, cue.end + 1, cue.end + 6)
        .filter((m) => m.start > cue.end && isMedium(m.actor))
        .map((m) => m.actor)
    : [];

/** Who stands outside a claim's source: the agency that heard it, then the attributions around it, innermost first. */
function reporters(document: Attributed, attribution: Attribution | null): string[] {
  const byId = (id: string): Attribution | null => document.attributions.find((a) => a.id === id) ?? null;
  const found: string[] = [];
  for (let a = attribution; a; a = a.within ? byId(a.within) : null) {
    found.push(...(a === attribution ? [] : a.actors), ...hearers(document, a));
  }
  return found.filter((actor) => !attribution?.actors.includes(actor));
}

/**
 * Whether it is the one who says it, named outside of what is said. `Macron specified that troops would be deployed` does not
 * say who deploys them: of 161 passive undertakings in somebody’s words in the training texts 5 are the speaker’s own.
 */
const isSpeaker = (
  attribution: Attribution | null,
  actor: string,
  mention: Span,
  stateOf: (actor: string) => string | null,
): boolean =>
  attribution !== null &&
  !attribution.content.some((said) => contains(said, mention)) &&
  attribution.actors.some(
    (own) => own === actor || (stateOf(own) !== null && stateOf(own) === stateOf(actor)),
  );

/** Whom the words name that the model leaves open. Of 13 such on the development texts 11 are right; a document acts for nobody, and a word that
 * opens a sentence is no name yet. */
const subjects = (text: string, mentions: readonly Mention[], predicate: Span): readonly Pointed[] =>
  pointing(subjectOf(text, mentions, predicate).filter(({ rule }) => rule !== 'unresolved.name'));

/** Whom the words name, without a number of the model's. */
const pointing = (mentions: readonly Mention[]): readonly Pointed[] =>
  mentions
    .filter(({ rule }) => !/document/.test(rule))
    .map((mention) => ({ actor: mention.actor, mention, probability: 0 }));

/** From which probability on the model does not contradict a subject that takes somebody up. */
const NOT_CONTRADICTED = 0.1;

/**
 * Whether the subject is a pronoun that takes up who is named before it in the same sentence, and the model sees that, too:
 * `Twenty-six countries confirmed that they stand ready` is not about whom the report speaks of all the time.
 */
function isTakenUp(
  standing: readonly Pointed[],
  pointed: readonly Pointed[],
  near: readonly Mention[],
  { sentences }: Attributed,
): boolean {
  return (
    standing.length > 0 &&
    standing.every(({ actor, mention }) => {
      const sentence = sentences[sentenceAt(sentences, mention.start)];
      return (
        mention.rule === 'pronoun' &&
        near.some((m) => m.actor === actor && m.end <= mention.start && sentence && contains(sentence, m)) &&
        pointed.some((p) => p.actor === actor && p.probability >= NOT_CONTRADICTED)
      );
    })
  );
}

/** Below which probability the model thinks so little of a subject that it does not act: `shareholders will receive`, `It is our hope`. */
const IGNORED = 0.06;

/** Below which probability whom the model points to alone is not who acts where the words tell another. */
const DOUBTED = 0.6;

/** `her country would send`: not those, too, who were named together with it before. */
const OWN_STATE = 'state.own';

/** What is done together: `we agreed` is not said of the speaker alone. */
const JOINT: ReadonlySet<Act> = new Set(['agree', 'meet']);

/** `"We will send troops", Macron said`: of the first person in somebody's words, who says them; `[]` of any other subject. */
function speakers(text: string, attribution: Attribution | null, predicate: Span): readonly string[] {
  const pronoun = attribution && firstPersonBefore(text, predicate);
  return pronoun && attribution.content.some((said) => contains(said, pronoun)) ? attribution.actors : [];
}

/** Whether the text says what he is or whose man: `the African Union`, `a senator`; not of `participants`, `Mr Eastman`. */
const isPlaced = (actor: Actor | undefined): boolean =>
  actor !== undefined &&
  (actor.kind === 'person' ? actor.roles.length > 0 : actor.kind !== 'unknown' && actor.kind !== 'group');

/** `to sell oil in exchange for` is cut where the condition begins (`in exchange for sugar`). */
function beforeConditions(text: string, what: Span, conditions: readonly Span[]): Span {
  const across = conditions.find(
    ({ start, end }) => what.start < start && start < what.end && what.end < end,
  );
  return across ? trim(text, span(what.start, across.start)) : what;
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
  const stateOf = (actor: string): string | null => named.by.get(actor)?.state ?? null;
  const { pointers, predicate } = predicted;
  const reach = reachable(pointers, document.mentions);
  const pointed = {
    actor: pointedAt(pointers, 'actor', reach),
    target: pointedAt(pointers, 'target', reach),
    source: pointedAt(pointers, 'source', reach),
    reporter: pointedAt(pointers, 'reporter', reach),
    beneficiary: pointedAt(pointers, 'beneficiary', reach),
  };
  const { attribution, rule } = attributionOf(document, predicate, pointed.source, thresholds.sourcePointer);
  const act = predicted.acts[0]?.value ?? 'commit';
  const sentence = sentenceAt(document.sentences, predicate.start);
  const undertaking = UNDERTAKINGS.has(act);
  const unsaid = undertaking && isPassive(slice(document.text, predicate)) ? attribution : null;
  const near = reach.map(({ mention }) => mention);
  const standing = subjects(document.text, near, predicate);
  const alone = JOINT.has(act)
    ? undefined
    : standing.find(({ mention }) => mention.rule === OWN_STATE)?.actor;
  const pointedActors = chosen(pointed.actor, thresholds.actor, stateOf, (a, b) =>
    areTogether(document.text, a, b),
  ).filter(
    ({ actor, mention }, _, all) =>
      !isSpeaker(unsaid, actor, mention, stateOf) &&
      (actor === alone || !all.some((one) => one.actor === alone)),
  );
  const own = document.sentences[sentence] ?? predicate;
  const isOneOf = (actor: string, some: readonly string[]): boolean =>
    some.some((one) => one === actor || (stateOf(one) !== null && stateOf(one) === stateOf(actor)));
  const states = act === 'position' && attribution?.actors.length === 1;
  const speaking = states
    ? attribution.actors
    : JOINT.has(act)
      ? []
      : speakers(document.text, attribution, predicate);
  const spoken = pointedActors.filter(({ actor }) => isOneOf(actor, speaking));
  const itself = speaking.map((actor) => ({
    actor,
    mention: { ...predicate, actor, rule: 'speaker' },
    probability: 0,
  }));
  const known = itself.every(({ actor }) => isPlaced(named.by.get(actor))) ? itself : [];
  const believed = isTakenUp(standing, pointed.actor, near, document) ? [] : pointedActors;
  const agents = pointing(agentOf(document.text, near, predicate));
  const [one] = pointedActors;
  const told = one === undefined || (pointedActors.length === 1 && one.probability < DOUBTED) ? agents : [];
  const subject = standing.filter(({ actor }) =>
    pointed.actor.some((one) => one.actor === actor && one.probability >= IGNORED),
  );
  const acting =
    [told, spoken, known, believed, speaking.length > 0 ? [] : subject].find((some) => some.length > 0) ??
    itself;
  const byWords =
    acting === itself
      ? 'actor.speaker'
      : acting === agents
        ? 'actor.agent'
        : pointedActors.length === 0
          ? 'actor.subject'
          : null;
  const actingIds = acting.map(({ actor }) => actor);
  const partners = act === 'agree' ? agreedWith(document.text, near, predicate, own) : [];
  const actors = [
    ...acting,
    ...partners
      .filter(({ actor }) => !isOneOf(actor, actingIds))
      .map((mention) => ({ actor: mention.actor, mention, probability: 0 })),
  ];
  const seen = predicted.conditions
    .filter(({ span: at }, i) => isCondition(document.text, at, own, i === 0))
    .map(({ span: found, kinds }) => {
      const at = conditionAt(document.text, found);
      const kind = kindByMarker(slice(document.text, at)) ?? kinds[0]?.value ?? 'if';
      return Object.freeze({
        ...at,
        kind: kind === 'if' && isOnly(document.text, predicate, at) ? 'only-if' : kind,
      });
    });
  const opened = seen.length > 0 ? null : conditionBehind(act, predicate, own, document.text, predicates);
  const conditions = opened === null ? seen : [Object.freeze(opened)];
  const what =
    predicted.what &&
    beforeConditions(document.text, withQuote(document.text, predicted.what.value), conditions);
  const aimed = {
    act,
    predicate,
    what,
    actors: actors.map((a) => a.actor),
    sentence,
    sources: attribution?.actors ?? [],
  };
  const mentionsOf = Map.groupBy(near, ({ actor }) => actor);
  const aimedAt = withOdds(pointed.target, (party) =>
    oddsOfTarget(aimed, party, mentionsOf.get(party) ?? [], document, named),
  );
  const targets = chosen(aimedAt, thresholds.targets?.[act] ?? thresholds.target, stateOf).filter(
    (t) => !actors.some((a) => a.actor === t.actor || isOwnState(named.by.get(a.actor), t.actor, act)),
  );
  const reported = chosen(pointed.reporter, thresholds.reporter, stateOf)
    .map((p) => p.actor)
    .filter((actor) => !attribution?.actors.includes(actor));
  const words = [predicate, ...(what ? [what] : []), ...conditions].filter((s) => contains(own, s));
  const negation = negationOf(act, predicate, own, document.text);
  const firm = undertaking ? firmnessOf(act, slice(document.text, predicate)) : null;
  const claim: BareClaim = {
    id,
    act,
    predicate,
    actors: actors.map((a) => a.actor),
    targets: targets.map((t) => t.actor),
    what,
    firmness: undertaking ? (firm?.value ?? predicted.firmness[0]?.value ?? null) : null,
    negated: negation.value,
    conditions,
    attribution: attribution?.id ?? null,
    reportedBy: [...new Set([...reporters(document, attribution), ...reported])],
    sentence,
    evidence:
      words.length > 0
        ? span(Math.min(...words.map((s) => s.start)), Math.max(...words.map((s) => s.end)))
        : predicate,
    confidence: confidenceOf(predicted, calibration),
  };
  const certain = (name: string, probability: number): Reason => ({
    by: 'model',
    name,
    probability,
    runnerUp: null,
  });
  return {
    claim: Object.freeze(claim),
    beneficiaries: chosen(pointed.beneficiary, BENEFICIARY, stateOf).map(({ actor }) => actor),
    reasons: {
      predicate: certain('predicate', predicted.probability),
      evidence: {
        by: 'rule',
        name: 'claim.evidence',
        probability: sigmoid(predicted.evidence),
        runnerUp: null,
      },
      act: fromModel('act', predicted.acts),
      actors:
        acting.length > 0 && byWords !== null
          ? { by: 'rule', name: byWords, probability: null, runnerUp: null }
          : fromPointer('actor', pointed.actor, acting),
      targets: fromPointer('target', aimedAt, targets),
      ...(predicted.what ? { what: certain('what', predicted.what.probability) } : {}),
      ...(undertaking ? { firmness: firm?.reason ?? fromModel('firmness', predicted.firmness) } : {}),
      negated: { ...negation.reason, probability: predicted.negated },
      ...Object.fromEntries(
        predicted.conditions.map(({ span: at, kinds }) => [
          `condition '${slice(document.text, conditionAt(document.text, at))}'`,
          fromModel('condition', kinds),
        ]),
      ),
      ...(opened && {
        [`condition '${slice(document.text, opened)}'`]: {
          by: 'rule' as const,
          name: 'condition.marker',
          probability: null,
          runnerUp: null,
        },
      }),
      attribution: {
        by: 'rule',
        name: rule,
        probability: pointed.source[0]?.probability ?? null,
        runnerUp: null,
      },
    },
  };
}

/** Every predicate that is a claim's, with whom its pointers lead to; in the order of the text. */
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
