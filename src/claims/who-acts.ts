import type { Actor, Attributed, Attribution, Mention } from '../document/layers.ts';
import { type Act, UNDERTAKINGS } from '../document/vocabulary.ts';
import { contains, type Span, slice } from '../text/span.ts';
import type { Derived } from './derived.ts';
import { sentenceAt } from './inside.ts';
import { isPassive } from './passive.ts';
import { chosen, type Pointed } from './pointers.ts';
import { fromPointer, fromRule } from './reasons.ts';
import { agentOf, agreedWith, areTogether, firstPersonBefore, subjectOf } from './subject.ts';

/** A predicate of whom it is asked who acts. */
export interface Acted {
  readonly act: Act;
  readonly predicate: Span;
  readonly sentence: Span;
  readonly attribution: Attribution | null;
  /** In reach of the model's window. */
  readonly near: readonly Mention[];
  /** Whom the model's pointer leads to. */
  readonly pointed: readonly Pointed[];
}

/**
 * Whether it is the one who says it, named outside of what is said. `Macron specified that troops would be deployed` does not
 * say who deploys them: of 161 passive undertakings in somebody’s words in the training texts 5 are the speaker’s own.
 */
const isSpeaker = (
  attribution: Attribution,
  { actor, mention }: Pointed,
  isOneOf: (actor: string, some: readonly string[]) => boolean,
): boolean =>
  !attribution.content.some((said) => contains(said, mention)) && isOneOf(actor, attribution.actors);

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

/** Whom it only passes through: `58 million dollars, to be paid through UNICEF`. */
const VIA = /\b(?:through|via)\s+(?:the\s+)?$/i;

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

/**
 * Who acts: whom the words say it is done by, where the model is not sure; in the first person who speaks; whom the model points
 * to; whom the words name as the subject. With them whoever an agreement is said to be with.
 *
 * @param threshold from which on a pointer is believed
 */
export function whoActs(
  { act, predicate, sentence, attribution, near, pointed }: Acted,
  document: Attributed,
  by: ReadonlyMap<string, Actor>,
  threshold: number,
): Derived<readonly string[]> {
  const { text } = document;
  const stateOf = (actor: string): string | null => by.get(actor)?.state ?? null;
  const isOneOf = (actor: string, some: readonly string[]): boolean =>
    some.some((one) => one === actor || (stateOf(one) !== null && stateOf(one) === stateOf(actor)));
  const joint = JOINT.has(act);

  const standing = subjects(text, near, predicate);
  const alone = joint ? undefined : standing.find(({ mention }) => mention.rule === OWN_STATE)?.actor;
  const unsaid = UNDERTAKINGS.has(act) && isPassive(slice(text, predicate)) ? attribution : null;
  const believed = chosen(pointed, threshold, stateOf, (a, b) => areTogether(text, a, b)).filter(
    (one, _, all) =>
      !VIA.test(text.slice(Math.max(0, one.mention.start - 16), one.mention.start)) &&
      !(unsaid !== null && isSpeaker(unsaid, one, isOneOf)) &&
      (one.actor === alone || !all.some(({ actor }) => actor === alone)),
  );
  const [first] = believed;
  const isDoubted = first === undefined || (believed.length === 1 && first.probability < DOUBTED);

  const speaking =
    act === 'position' && attribution?.actors.length === 1
      ? attribution.actors
      : joint
        ? []
        : speakers(text, attribution, predicate);
  const itself = speaking.map((actor) => ({
    actor,
    mention: { ...predicate, actor, rule: 'speaker' },
    probability: 0,
  }));
  const subject = standing.filter(({ actor }) =>
    pointed.some((one) => one.actor === actor && one.probability >= IGNORED),
  );

  /** The first that finds somebody; what the model points to needs no rule. */
  const ways: readonly { readonly who: readonly Pointed[]; readonly rule?: string }[] = [
    { who: isDoubted ? pointing(agentOf(text, near, predicate)) : [], rule: 'actor.agent' },
    { who: believed.filter(({ actor }) => isOneOf(actor, speaking)) },
    { who: speaking.every((actor) => isPlaced(by.get(actor))) ? itself : [], rule: 'actor.speaker' },
    { who: isTakenUp(standing, pointed, near, document) ? [] : believed },
    { who: speaking.length > 0 ? [] : subject, rule: 'actor.subject' },
    { who: itself, rule: 'actor.speaker' },
  ];
  const { who = [], rule } = ways.find((way) => way.who.length > 0) ?? {};
  const actors = who.map(({ actor }) => actor);
  const partners =
    act === 'agree' ? agreedWith(text, near, predicate, sentence).map(({ actor }) => actor) : [];
  return {
    value: [...actors, ...partners.filter((actor) => !isOneOf(actor, actors))],
    reason: rule === undefined ? fromPointer('actor', pointed, who) : fromRule(rule),
  };
}
