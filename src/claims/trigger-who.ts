import { actorResources, organisationOf } from '../actors/resources.ts';
import { stateNamed } from '../actors/state-named.ts';
import type { Actor, Attributed, BareClaim, Condition, Mention } from '../document/layers.ts';
import type { ActorKind } from '../document/vocabulary.ts';
import { contains, type Span, slice } from '../text/span.ts';
import { inside } from './inside.ts';
import type { TriggerRule } from './trigger-rule.ts';
import { isCurrency } from './words.ts';

/** A condition where it stands, for what is said outside it. */
export interface Scene {
  readonly condition: Condition;
  readonly claim: BareClaim;
  readonly document: Attributed;
  readonly actors: ReadonlyMap<string, Actor>;
}

export const sceneOf = (condition: Condition, claim: BareClaim, document: Attributed): Scene => ({
  condition,
  claim,
  document,
  actors: new Map(document.actors.map((a) => [a.id, a])),
});

/** These mean whoever is not the claim's actor. */
const OTHERS = /^(?:the )?others?(?: sides?| part(?:y|ies))?$/i;

/** Whose inspection it is, they do not say. */
const INSPECTORS = /^(?:the )?(?:foreign |international )?(?:inspectors|monitors|observers)$/i;

/** `unless it is put to a vote`: what has to be allowed allows nothing. */
const DECIDED_ON = /\b(?:it|they|this|that|these) (?:is|are|was|were|be|gets?|ha[sd] been|have been)\s/i;

const POSSESSIVE = /^(?:its|their|his|her|our)$/i;

/** The mentions in a part of a condition that may be whom a trigger of this kind names. */
const named = (kind: string, part: Span, { document: { mentions, text } }: Scene): readonly Mention[] =>
  inside(mentions, part).filter(
    ({ start, end, rule }) =>
      // `do not sign agreements with China`
      rule !== 'unresolved.document' &&
      !OTHERS.test(text.slice(start, end)) &&
      !(kind === 'inspection' && INSPECTORS.test(text.slice(start, end))) &&
      // `6.3 mln U.S. dlrs`
      !isCurrency(/^\s(\p{L}+)/u.exec(text.slice(end, end + 16))?.[1] ?? '') &&
      !(kind === 'approval' && DECIDED_ON.exec(text.slice(start, end + 10))?.index === 0),
  );

/** Whom a mention means: `will leave unless it drops …` threatens whom it is to do something, never who threatens. */
function meant(kind: string, { rule, actor }: Mention, { claim, actors }: Scene): Actor | undefined {
  if (rule !== 'pronoun') return actors.get(actor);
  const [target] = claim.targets;
  const isOwn = claim.actors.includes(actor);
  // Nobody does what he asks himself: `will lift sanctions on Serbia if it hands over …`.
  const isOther = claim.act === 'threaten' || kind === 'compliance' || !isOwn;
  if (target !== undefined && claim.targets.length === 1 && isOther) return actors.get(target);
  const waitsForOthers = claim.act === 'threaten' || /^(?:payment|participation|backing)$/.test(kind);
  return waitsForOthers && isOwn ? undefined : actors.get(actor);
}

/** The actor that a trigger names: where the rule looks for it, else `*`. */
export function whoOf(rule: TriggerRule, match: Span, part: Span, scene: Scene): string {
  const near = named(rule.yields, part, scene).filter((m) => !contains(match, m));
  for (const place of rule.who ?? []) {
    const before = near.filter((m) => m.end <= match.start);
    const found =
      place === 'before'
        ? // `Russia pulls its forces out`: whose the forces are is who pulls.
          (before.findLast((m) => !POSSESSIVE.test(slice(scene.document.text, m))) ?? before.at(-1))
        : near.find((m) => m.start >= match.end);
    const outermost = found && near.find((m) => contains(m, found));
    const actor = outermost && meant(rule.yields, outermost, scene);
    if (actor) return rule.yields === 'election' && CANDIDATES.has(actor.kind) ? actor.name : nameOf(actor);
  }
  const [within] = named(rule.yields, match, scene);
  if (within && rule.who?.length) return nameOf(meant(rule.yields, within, scene));
  if (rule.yields === 'election') return winner(match, scene);
  const side = otherSide(rule.yields, part, scene);
  return side === '*' && rule.yields === 'approval' && SHAREHOLDERS.test(slice(scene.document.text, part))
    ? 'shareholders'
    : side;
}

/** `subject to shareholder approval` */
const SHAREHOLDERS = /\b(?:share|stock)holders?\b/i;

/** The legislature of a condition, else who stands first in it, else the other side; `*` where it names nobody. */
export function whoIn(kind: string, part: Span, scene: Scene): string {
  const [first] = named(kind, part, scene);
  const actor = first && meant(kind, first, scene);
  return legislatureIn(part, scene) ?? (actor ? nameOf(actor) : otherSide(kind, part, scene));
}

/** Those who win an election for themselves and not for their state. */
const CANDIDATES: ReadonlySet<ActorKind> = new Set<ActorKind>(['person', 'party', 'coalition']);

/** `if elected` is said of whoever undertakes it; `after the election` of nobody. */
function winner(match: Span, scene: Scene): string {
  const [actor] = scene.claim.actors.map((id) => scene.actors.get(id));
  const named = actor !== undefined && scene.claim.actors.length === 1 && CANDIDATES.has(actor.kind);
  return named && !/\belections?\b/i.test(slice(scene.document.text, match)) ? actor.name : '*';
}

/** `the other side`, and a bare `they` after a demand, mean the one to whom the claim is directed. */
function otherSide(kind: string, part: Span, scene: Scene): string {
  const [target] = scene.claim.targets;
  const words = scene.document.text.slice(part.start, part.end);
  if (kind === 'approval' && DECIDED_ON.test(words)) return '*';
  const meant =
    /\b(?:the other (?:side|party)|they|it|he|she|do so|does so|so doing|in (?:return|exchange))\b/i.test(
      words,
    ) || /^if not$/i.test(words.trim());
  if (!meant || target === undefined || scene.claim.targets.length > 1) return '*';
  return nameOf(scene.actors.get(target));
}

export const nameOf = (actor: Actor | undefined): string =>
  actor === undefined ? '*' : (actor.state ?? actor.name);

/** Words for a legislature or its members that name no state. */
const LEGISLATURE =
  /\b(?:parliaments?|parliamentary|legislatures?|legislators|lawmakers|MPs|MEPs|deputies|(?<!\b(?:party|union|medical|trade) )congress|senate|house of representatives|national assembly|(?:lower|upper|second|first|both) (?:house|chamber)s?)\b/i;
const BOARD = /\b(?:board|boards)\b/i;
const NO_BOARD = /\b(?:on|across the) board\b/i;

/** `DEU-parliament`, `IMF-board`, `*`: the legislature or board that the part names; null where it names none. */
export function legislatureIn(part: Span, scene: Scene): string | null {
  const mentions = inside(scene.document.mentions, part);
  const named = mentions.map((m) => m.actor);
  const actorsOf = (ids: readonly string[]) => ids.flatMap((id) => scene.actors.get(id) ?? []);
  const own = scene.claim.actors.length === 1 ? actorsOf(scene.claim.actors) : [];
  for (const mention of mentions) {
    const state = ofActor(mention, own[0]?.state ?? null, scene) ?? stateOfLegislature(mention.actor);
    if (state !== null) return `${state}-parliament`;
  }
  const said = scene.document.text.slice(part.start, part.end);
  if (LEGISLATURE.test(said)) {
    const seat = stateAfter(said);
    if (seat !== null) return `${seat}-parliament`;
    const owner = [...actorsOf(named), ...own].find((a) => a.state !== null);
    return owner?.state ? `${owner.state}-parliament` : '*';
  }
  if (BOARD.test(said) && !NO_BOARD.test(said)) {
    const owner = [...actorsOf(named), ...own].find((a) => a.kind === 'organisation' && !BOARD.test(a.name));
    return owner ? `${owner.name}-board` : '*';
  }
  return null;
}

/** `the parliament in Chisinau`, `lawmakers in The Hague`: a city is no actor's mention there, but says whose it is. */
const SEAT = new RegExp(`${LEGISLATURE.source}\\s+(?:in|of)\\s+(?:the\\s+)?`, 'i');
function stateAfter(said: string): string | null {
  const found = SEAT.exec(said);
  return found && stateNamed(said.slice(found.index + found[0].length));
}

/** `Washington promised 600 million if Congress agrees`: of several that are called so the one of whom undertakes it. */
function ofActor({ rule, start, end }: Mention, state: string | null, { document }: Scene): string | null {
  if (state === null || rule !== 'organisation.short') return null;
  const name = document.text.slice(start, end).replace(/^the /i, '');
  const own = [...actorResources().organisations.values()].some(
    ({ of, institution, short }) =>
      of === state && (institution === 'parliament' || institution === 'chamber') && short.includes(name),
  );
  return own ? state : null;
}

/** The state whose parliament or chamber an actor is; null for all others. */
function stateOfLegislature(actor: string): string | null {
  const entry = organisationOf(actor);
  return entry?.institution === 'parliament' || entry?.institution === 'chamber' ? (entry.of ?? null) : null;
}
