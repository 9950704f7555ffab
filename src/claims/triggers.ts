import type { Attributed, BareClaim, Condition, Reason, Scored, Trigger, When } from '../document/layers.ts';
import type { TriggerKind } from '../document/vocabulary.ts';
import { type Span, slice } from '../text/span.ts';
import { byRule, type Derived } from './derived.ts';
import { IRREGULAR_FORMS } from './inflection.ts';
import { inside } from './inside.ts';
import type { Profile } from './profile.ts';
import { sharedTriggers } from './trigger-file.ts';
import { kindOf, type Ruled, surerThan } from './trigger-model.ts';
import { namesSomebody, ruleMatch, type TriggerRule } from './trigger-rule.ts';
import { legislatureIn, nameOf, type Scene, sceneOf, whoIn, whoOf } from './trigger-who.ts';
import { type Word, wordsOf } from './words.ts';

/** What a condition of a claim waits for; null where it has no words of its own. */
export type TriggerReader = (
  condition: Condition,
  claim: BareClaim,
  document: Attributed,
  /** The document's dates, for conditions that wait for a day. */
  dates: readonly When[],
  /** What a model takes the condition to wait for, most probable first, where one has read it. */
  predicted?: readonly Scored<TriggerKind>[],
) => Derived<Trigger | null>;

/** A reader of triggers: the profiles' own rules come before the shared ones. */
export function triggerReader(profiles: readonly Profile[]): TriggerReader {
  const rules = [...new Set(profiles.flatMap((p) => p.triggers)), ...sharedTriggers()];
  return (condition, claim, document, dates, predicted = []) => {
    const { text } = document;
    const scene = sceneOf(condition, claim, document);
    const parts = coordinated(text, condition);
    const read = parts.flatMap(({ joined, ...part }, i) => {
      const next = parts[i + 1];
      const trigger =
        partTrigger(part, rules, scene) ??
        (next ? withSubject(part, partTrigger(next, rules, scene), scene) : null);
      return trigger === null ? [] : [{ ...trigger, joined, goesOn: joined !== null && goesOn(text, part) }];
    });
    // `shows sincerity and meets us halfway`: one compliance, of one subject.
    const found = read.filter(
      ({ value, goesOn }, i) => !goesOn || kindOf(value) !== kindOf(read[i - 1]?.value ?? ''),
    );
    const names = [...new Set(found.map((f) => f.value))];
    const surest = surerThan(found, predicted);
    if (surest !== null && surest.value !== 'other' && surest.value !== 'date')
      return { value: { any: [asPredicted(surest.value, scene)] }, reason: fromModel(surest) };
    if (names.length === 0 || surest !== null) {
      const unruled = unruledTrigger(condition, claim, document, dates);
      const asked = surest === null && unruled.reason.name === 'trigger.other' ? ultimatum(scene) : null;
      return asked === null ? unruled : byRule({ any: [asked] }, 'trigger.ultimatum');
    }
    // `a ceasefire or a peace agreement, and then only at sea`: what is joined names no further trigger.
    const all = names.length > 1 && found.slice(1).some(({ joined }) => joined === 'and');
    return byRule(all ? { all: names } : { any: names }, `trigger.${found.map((f) => f.rule).join('+')}`);
  };
}

/** `Unless action follows soon, we will …`: in whatever words, a threat that holds unless something happens asks the threatened for it. */
function ultimatum(scene: Scene): string | null {
  const { claim, condition, actors } = scene;
  const [target] = claim.targets;
  if (claim.act !== 'threaten' || target === undefined || !flips(scene, condition, null)) return null;
  return `!compliance:${nameOf(actors.get(target))}`;
}

const fromModel = ({ probability }: Scored<TriggerKind>): Reason => ({
  by: 'model',
  name: 'trigger',
  probability,
  runnerUp: null,
});

/** A kind with whom it names: who stands first in the condition, else the other side. */
function asPredicted(kind: TriggerKind, scene: Scene): string {
  const { condition } = scene;
  const name = namesSomebody(kind) ? `${kind}:${whoIn(kind, condition, scene)}` : kind;
  const refused = kind === 'approval' && REFUSED.test(slice(scene.document.text, condition));
  return flips(scene, condition, null) !== refused ? `!${name}` : name;
}

/** `if the big flag states block it again` waits for their not approving it. */
const REFUSED = /\b(?:block|reject|veto|refuse|oppose)(?:e?[sd]|ing)?\b/i;

/** Of a condition that no rule knows: the day that it waits for, else its words. */
export const unruledTrigger: TriggerReader = (condition, claim, document, dates) => {
  const date = dates.find(
    (d) => d.start < condition.end && condition.start < d.end && isAwaited(condition, d, document.text),
  );
  const iso =
    date &&
    (condition.kind === 'until' || condition.kind === 'unless'
      ? (date.to ?? date.from)
      : (date.from ?? date.to));
  if (iso) return byRule({ any: [`date:${iso}`] }, 'trigger.date');
  const other = otherTrigger(condition, sceneOf(condition, claim, document));
  return other === null ? byRule(null, 'trigger.none') : byRule({ any: [other] }, 'trigger.other');
};

/** `until March`, `after the hearing on Friday`; in `if nothing comes of it by March` the day is not what is waited for. */
const isAwaited = (condition: Condition, date: Span, text: string): boolean =>
  /until|after/.test(condition.kind) ||
  [...wordsOf(text, condition.start, date.start), ...wordsOf(text, date.end, condition.end)].every((word) =>
    MARKERS.has(word.lower),
  );

/** Whether a trigger is one of those, which hang on the document's dates. */
export const isUnruled = (trigger: Trigger | null): boolean =>
  trigger !== null && 'any' in trigger && trigger.any.every((name) => /^(?:date|!?other):/.test(name));

interface Part extends Span {
  /** What joins it to the part before it; null of the first. */
  readonly joined: string | null;
}

/** The halves of a condition around `and`, `or`: `if the US stands behind it and the Bundestag approves`. */
function coordinated(text: string, condition: Span): readonly Part[] {
  const parts: Part[] = [];
  let [start, joined]: [number, string | null] = [condition.start, null];
  for (const match of text.slice(condition.start, condition.end).matchAll(/\s(and|or)\s/g)) {
    parts.push({ start, end: condition.start + match.index, joined });
    [start, joined] = [condition.start + match.index + match[0].length, match[1] ?? null];
  }
  return [...parts, { start, end: condition.end, joined }];
}

/** `after Turkey and Hungary have ratified it`: the first of two subjects, of whom the same is awaited as of the second. */
function withSubject(part: Span, next: Ruled | null, scene: Scene): Ruled | null {
  if (next === null || !namesSomebody(kindOf(next.value.replace(/^!/, '')))) return null;
  const { text, mentions } = scene.document;
  const [subject] = inside(mentions, part).filter(({ end }) => end === part.end);
  const actor = subject && scene.actors.get(subject.actor);
  const isAlone =
    subject &&
    wordsOf(text, part.start, subject.start).every(({ lower }) => MARKERS.has(lower) || lower === 'both');
  return actor && isAlone ? { ...next, value: next.value.replace(/:.*/, `:${nameOf(actor)}`) } : null;
}

/** Whether a part goes on with the subject of the one before: it begins with its verb. */
function goesOn(text: string, part: Span): boolean {
  const [first] = wordsOf(text, part.start, part.end);
  // `the Bundestag and Congress`: a name is no verb.
  return first !== undefined && first.text === first.lower && isVerbLike(first.lower, '');
}

function partTrigger(part: Span, rules: readonly TriggerRule[], scene: Scene): Ruled | null {
  const words = wordsOf(scene.document.text, part.start, part.end);
  for (const rule of rules) {
    const match = ruleMatch(rule, words);
    if (match === null) continue;
    const legislature = rule.who === null ? null : legislatureIn(part, scene);
    if (rule.onlyLegislatures && legislature === null) continue;
    if (rule.yields === 'other') {
      const value = otherTrigger(part, scene);
      return value === null ? null : { value, rule: rule.id };
    }
    const who = legislature ?? (rule.who === null ? null : whoOf(rule, match, part, scene));
    const kind = who === null ? rule.yields : `${rule.yields}:${who}`;
    // `refuses talks` and `does not refuse talks` cancel each other.
    const negated = rule.negated !== flips(scene, part, match);
    return { value: negated ? `!${kind}` : kind, rule: rule.id };
  }
  return deedOfOther(part, words, scene);
}

/** `if Oslo opens its archives`: what another is to do, in words that no rule knows, is compliance with what is asked. */
function deedOfOther(part: Span, words: readonly Word[], scene: Scene): Ruled | null {
  const subject = inside(scene.document.mentions, part)[0];
  if (subject === undefined || scene.claim.actors.includes(subject.actor)) return null;
  if (!isAsked(subject.actor, scene)) return null;
  const actor = scene.actors.get(subject.actor);
  // `Scottish boats get more`: who gets is the boats.
  if (actor === undefined || actor.kind === 'unknown' || subject.rule.endsWith('.adjective')) return null;
  const before = words.filter((w) => w.end <= subject.start);
  const next = words.find((w) => w.start >= subject.end);
  if (
    before.some((w) => !MARKERS.has(w.lower)) ||
    next === undefined ||
    NO_DEED.test(scene.document.text.slice(next.start, next.start + 16))
  ) {
    return null;
  }
  // `if Greek corn prices fall`, whoever else acts: behind a subject stands a verb.
  if (!isVerbLike(next.lower, scene.document.text.slice(subject.start, subject.end))) return null;
  // `no member of the board holds`: there is nobody of whom it is asked.
  if (/^no(?:body|ne)?\b/i.test(slice(scene.document.text, subject))) return null;
  // `Iran's programme`: the state is not who acts.
  if (/^['’]/.test(scene.document.text.slice(subject.end, subject.end + 1))) return null;
  const who = nameOf(actor);
  return { value: `${flips(scene, part, null) ? '!' : ''}compliance:${who}`, rule: 'deed-of-other' };
}

/**
 * Whether a deed may be what is asked of somebody: he is the one to whom the claim is directed, or the claim holds over
 * somebody (`unless`, `until`, a threat). In `as long as the parent firm holds no more than half` nothing is.
 */
const isAsked = (actor: string, { claim, condition }: Scene): boolean =>
  claim.targets.includes(actor) ||
  claim.act === 'threaten' ||
  (claim.targets.length > 0 && (condition.kind === 'unless' || condition.kind === 'until'));

/** After these the actor is only spoken of, suffers the deed or is in a state: `Iran is`, `had been`, `the ships of`, `has a`. */
const NO_DEED =
  /^(?:(?:again )?(?:is|are|was|were|be|been)|(?:will|would|shall|should|must|may|might) be|can|could|of|in|for|with|to|from|on|at|by|(?:has|have|had) (?:been|an?|the|no|its|their|enough)|needs?|needed|becomes?|became|remain(?:s|ed)?|stay(?:s|ed)?|happen(?:s|ed)?|lapses?|lapsed|expires?|expired|falls?|fell|rises?|rose|grows?|grew|insist(?:s|ed)?|linger(?:s|ed)?|feels?|felt|thinks?|thought|believes?|believed|finds? itself|found itself)\b/i;

/** Whether a word behind its subject may be a verb: in a form that one has, or bare after a plural. */
const isVerbLike = (word: string, subject: string): boolean =>
  /(?:s|ed|ing)$/.test(word) ||
  IRREGULAR_FORMS.has(word) ||
  /^(?:had|will|would|do|did|shall|should|must|may|might|not|never|also|first|fully|\p{Ll}+ly)$/u.test(
    word,
  ) ||
  /(?:s|en|and \S+)$/.test(subject);

/** Words that begin a condition. */
const MARKERS = new Set(
  'if only when upon once after before until till unless provided providing that should as soon long so on condition the in case in event of even not subject to pending without return exchange for and or whenever while where'.split(
    ' ',
  ),
);

/**
 * `unless X`, `without X`, `should X not` turn X round, and so does `as long as X` where X has to end first; `not until`,
 * `only` do not, nor does a denial in the rule's own words.
 */
function flips(scene: Scene, part: Span, match: Span | null): boolean {
  const { text } = scene.document;
  const whole = text.slice(scene.condition.start, scene.condition.end);
  const words =
    match === null
      ? text.slice(part.start, part.end)
      : `${text.slice(part.start, match.start)} ${text.slice(match.end, part.end)}`;
  const marked =
    scene.condition.kind === 'unless' ||
    WITHOUT.test(whole) ||
    (scene.condition.kind === 'until' && WHILE.test(whole));
  return marked !== DENIED.test(words.replace(NO_DENIAL, ''));
}

const WITHOUT = /^(?:without|failing|absent|in the absence|lacking|barring)\b/i;
const WHILE = /^(?:(?:for )?as long as|so long as|while)\b/i;
const DENIED = /\b(?:not|cannot|never|no|fails?|failed|neither|cancell?ed)\b|n['’]t\b/i;
const DENIALS = /\b(?:\w+n['’]t|cannot|never|no longer|fails? to|failed to|neither)\b/gi;
const NO_DENIAL = /\b(?:not|no) (?:until|before|only|later|earlier|more|less|matter|further than)\b/gi;

/** What is in no list, in its own words, of which those that deny it become the mark; null where it has none. */
function otherTrigger(part: Span, scene: Scene): string | null {
  const words = shortWords(scene.document.text.slice(part.start, part.end));
  return words === '' ? null : `${flips(scene, part, null) ? '!' : ''}other:${words}`;
}

const LONGEST = 7;

/** A condition without its marker, denials, articles and auxiliaries, short. */
function shortWords(condition: string): string {
  return wordsOf(condition.replace(DENIALS, ' '))
    .filter((w) => w.kind !== 'break')
    .map((w) => w.lower)
    .filter((w, i, all) => !(MARKERS.has(w) && all.slice(0, i).every((x) => MARKERS.has(x))))
    .filter((w) => !/^(?:the|a|an|has|have|had|been|be|is|are|was|were|will|would|not|its|their)$/.test(w))
    .slice(0, LONGEST)
    .join(' ');
}
