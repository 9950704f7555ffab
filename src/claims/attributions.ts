import { mentionsOf, resolveSpan } from '../actors/resolve-span.ts';
import type {
  Actor,
  Attributed,
  Attribution,
  Mention,
  Mentioned,
  Predicted,
  PredictedAttribution,
} from '../document/layers.ts';
import type { Thresholds } from '../model/index.ts';
import { contains, equals, length, overlap, type Span, slice, span } from '../text/span.ts';
import { cited } from './cited.ts';
import { inside, sentenceAt } from './inside.ts';
import { pointedAt, reachable } from './pointers.ts';
import { askedIn, isAnswer, type Turn, turnsOf } from './turns.ts';

const sizeOf = (spans: readonly Span[]): number => spans.reduce((sum, s) => sum + length(s), 0);

/** Whether most of `inner` lies in the content. */
const holds = (content: readonly Span[], inner: Span): boolean =>
  content.reduce((sum, s) => sum + overlap(s, inner), 0) * 2 > length(inner);

/** Those whose content holds the span, innermost (shortest content) first. */
export const holding = (attributions: readonly Attribution[], inner: Span): Attribution[] =>
  attributions.filter((a) => holds(a.content, inner)).sort((a, b) => sizeOf(a.content) - sizeOf(b.content));

/** Nobody in particular: no actor, or one of whom the text does not say for whom it speaks. */
const isVague = (actor: Actor | undefined): boolean =>
  actor === undefined ||
  actor.kind === 'unknown' ||
  (actor.kind === 'person' && actor.state === null && actor.roles.length === 0);

/** Whom a person without an office may stand for, or a pronoun mean: nobody vague, no `officials`. */
const speaksFor = (actor: Actor | undefined): boolean => !isVague(actor) && actor?.kind !== 'group';

/** Rules that look at what stands around, where the words alone do not say whom they mean: `he`, `the ministry`. */
const BY_CONTEXT = /^pronoun|\.(?:bare|again|beside|called|issued|described)$/;
/** From which probability on the model's pointer is believed against them: 0.5 to 0.7 are alike on the development texts, less loses. */
const AGAINST = 0.7;

/** `His Greek colleague` is Greece's, not his; `its commission` is its. */
function withoutOwner(
  text: string,
  mentions: readonly Mention[],
  byId: ReadonlyMap<string, Actor>,
): readonly Mention[] {
  const [first, ...others] = mentions;
  const isOwner = first !== undefined && /^(?:his|her|its|their)$/i.test(slice(text, first));
  return isOwner && others.some(({ actor }) => /^(?:state|person)$/.test(byId.get(actor)?.kind ?? ''))
    ? others
    : mentions;
}

/** What says who the one before it is: `, a major broker in the talks`; a list goes on with an article, too, but to another name. */
const APPOSED = /^,\s+(?:an?\s|(?:the|its|his|her|one of)\s+\p{Ll})(?!.*\band\s+(?:the\s+)?\p{Lu})/su;

/** `the United States, a major broker, said`: the first alone; of a person it may say for whom he speaks. */
function withoutApposed(
  text: string,
  source: Span,
  mentions: readonly Mention[],
  byId: ReadonlyMap<string, Actor>,
): readonly Mention[] {
  const [first] = mentions;
  const actor = byId.get(first?.actor ?? '');
  return first &&
    actor &&
    (actor.kind !== 'person' || actor.roles.length > 0) &&
    APPOSED.test(text.slice(first.end, source.end))
    ? [first]
    : mentions;
}

/** Who tells without a name, or passes on what others told: nobody's word but his own, whatever a model takes him for. */
const WITNESS =
  /^(?:(?:an?|the|one|two|three|four|five|six|several|some|many|most|other|\p{Lu}\p{Ll}+(?:an|ese|ish|i)|local|state|state-run|national|private|social|informed|well-placed|industry|trade|market|diplomatic|banking|shipping) )*(?:people|persons?|individuals?|sources?|insiders?|witnesses|eyewitnesses|residents|locals|media|press|newspapers?|television|tv|radio|broadcasters?|media reports|press reports)(?= (?:familiar|close|with|briefed|involved|who|in|on|near|informed|told|said)\b|,|$)/iu;

/**
 * Whom a source means: its words by the rules of src/actors/; whom the model points to as the source of the claims inside,
 * where they leave open for whom somebody speaks (`Quirke said`), or say it by context alone and the model is surer.
 */
function meant(
  document: Mentioned & Predicted,
  byId: ReadonlyMap<string, Actor>,
  source: Span | null,
  content: readonly Span[],
  threshold: number,
): readonly string[] {
  const all = source
    ? withoutApposed(
        document.text,
        source,
        withoutOwner(document.text, mentionsOf(document, source), byId),
        byId,
      )
    : [];
  const isHost = ({ start }: Mention): boolean =>
    source !== null && SENT_TO.test(slice(document.text, span(source.start, start)));
  const mentions = all.filter((mention) => !isHost(mention));
  const witness = source && WITNESS.exec(slice(document.text, source));
  if (source && witness) {
    const end = source.start + witness[0].length;
    const head = mentions.find((mention) => mention.start < end && mention.end >= end);
    return head === undefined ? [] : [head.actor];
  }
  const named = [...new Set(mentions.map(({ actor }) => actor))];
  const open = named.length === 0 || named.some((id) => isVague(byId.get(id)));
  const enough = open
    ? threshold
    : mentions.some(({ rule }) => BY_CONTEXT.test(rule))
      ? AGAINST
      : Number.POSITIVE_INFINITY;
  const best = pointedSource(document, byId, content, enough);
  if (best === undefined) return named;
  // Neither a legislator nor a mayor is the state's, nor an ambassador that of his host.
  if (byId.get(best)?.kind === 'state' && mentions.some(({ rule }) => NOT_STATES.test(rule))) return named;
  if (
    source &&
    inside(document.mentions, source).some((mention) => mention.actor === best && isHost(mention))
  )
    return named;
  const persons = open ? named.filter((id) => byId.get(id)?.kind === 'person') : [];
  return [...persons, best];
}

/** Whom the model points to most as the source of the claims inside, from a probability on. */
function pointedSource(
  document: Mentioned & Predicted,
  byId: ReadonlyMap<string, Actor>,
  content: readonly Span[],
  enough: number,
): string | undefined {
  const sums = new Map<string, number>();
  for (const { predicate, pointers } of document.predictedClaims) {
    if (!holds(content, predicate)) continue;
    const first = pointedAt(pointers, 'source', reachable(pointers, document.mentions)).find(({ actor }) =>
      speaksFor(byId.get(actor)),
    );
    if (first && first.probability >= enough)
      sums.set(first.actor, (sums.get(first.actor) ?? 0) + first.probability);
  }
  return [...sums].sort((a, b) => b[1] - a[1])[0]?.[0];
}

const NOT_STATES = /^unresolved\.(?:legislator|own-body)$/;
const SENT_TO = /\b(?:ambassador|envoy|emissary|representative|mission) to (?:the )?$/i;

const UNTOLD = new RegExp(`${BY_CONTEXT.source}|^unresolved\\.(?!name)`);

/**
 * Who speaks in all turns of one label: whom its words name, not by what stands around the one or the other (`SPOKESPERSON:`);
 * where they leave open for whom, whom the model points to in what is said; `[]` where neither says so.
 */
function speakerOf(
  document: Mentioned & Predicted,
  byId: ReadonlyMap<string, Actor>,
  turns: readonly Turn[],
  threshold: number,
): readonly string[] {
  const [first] = turns;
  if (first === undefined) return [];
  const named = isAnswer(first)
    ? askedIn(document, first.label.start)
    : mentionsOf(document, first.label)
        .filter(({ rule }) => /^(?:name|person)\./.test(rule) || !UNTOLD.test(rule))
        .map(({ actor }) => actor);
  if (named.length > 0 && !named.some((id) => isVague(byId.get(id)))) return named;
  const best = pointedSource(
    document,
    byId,
    turns.map(({ said }) => said),
    threshold,
  );
  if (best === undefined) return named;
  return [...named.filter((id) => byId.get(id)?.kind === 'person'), best];
}

/** What the model may take too much of behind a source: `Kenya,` of `Kenya, which leads the force, said`, `minutes of` a meeting. */
const LOOSE_END = /(?<=\p{L})(?:[,;:]|\s+(?:of|for|from|in|at|by|with|to|the|an?))$/u;
const withoutEnd = (text: string, words: Span): Span =>
  span(words.start, words.start + slice(text, words).replace(LOOSE_END, '').length);

/** Behind these stands no subject: `talks with China and France said`. */
const OBJECT = /\b(?:with|between|of|to|for|by|against|from|on|in|than)\s+(?:the\s+)?$/i;

/** In characters: no list of speakers is longer. */
const LONGEST_LIST = 1000;

/** `Saudi Arabia, Qatar and the Emirates pledged money, but said …`: all of a list of whom the model takes the last. */
function withList({ text, mentions }: Mentioned, source: Span): Span {
  const near = inside(mentions, span(Math.max(0, source.start - LONGEST_LIST), source.end));
  const named = near.filter(({ rule }) => /^(?:state|organisation)\.name$/.test(rule));
  if (!named.some((mention) => mention.end === source.end && mention.start >= source.start)) return source;
  let { start } = source;
  for (let joint = /,?\sand\s+(?:the\s+)?$/; ; joint = /,\s+(?:the\s+)?$/) {
    const gap = joint.exec(text.slice(Math.max(0, start - 12), start))?.[0].length;
    const before = named.find(({ end }) => gap !== undefined && end === start - gap);
    if (before === undefined) break;
    ({ start } = before);
  }
  const lead = text.slice(Math.max(0, start - 24), start);
  return start === source.start || OBJECT.test(lead) ? source : span(start, source.end);
}

/** `Foreign Ministry of Türkiye:` before a post, where the model takes the speaker for the word that says so. */
const label = (document: Mentioned, cue: Span | null): Span | null =>
  cue !== null && mentionsOf(document, cue).some((mention) => equals(mention, cue)) ? cue : null;

/**
 * What the model found, each without what somebody else says in another sentence: of `Iran will go, officials said. India will stay,
 * its envoy said` the officials do not say what India does.
 */
function withoutOthers({
  sentences,
  predictedAttributions: all,
}: Mentioned & Predicted): readonly PredictedAttribution[] {
  const placeOf = (part: Span): number => sentenceAt(sentences, part.start);
  const bySentence = Map.groupBy(all, ({ cue }) => placeOf(cue));
  return all.map((one) => {
    const own = placeOf(one.cue);
    const content = one.content.filter((part) => {
      const place = placeOf(part);
      const others = place === own ? [] : (bySentence.get(place) ?? []);
      return !others.some((other) => other.content.some((said) => contains(said, part)));
    });
    return content.length === one.content.length ? one : { ...one, content };
  });
}

/** An attribution before it is numbered; of one that cites another the inner stands first. */
interface Found extends Omit<Attribution, 'id' | 'within'> {
  readonly isCited: boolean;
}

const placeOf = (some: readonly Found[]): number =>
  Math.min(...some.flatMap(({ source, cue, content }) => (source ?? cue ?? content[0])?.start ?? []));
const byPlace = (a: readonly Found[], b: readonly Found[]): number => placeOf(a) - placeOf(b);

/**
 * The attributions that the model found, and the turns of a transcript, with whom their sources mean and how they nest: one
 * lies within another whose content holds its cue and is longer than its own.
 */
export function attribute<D extends Mentioned & Predicted>(
  document: D,
  { sourcePointer }: Pick<Thresholds, 'sourcePointer'>,
): D & Attributed {
  const byId = new Map(document.actors.map((a) => [a.id, a]));
  const turns = [...Map.groupBy(turnsOf(document), ({ name }) => name).values()].flatMap((own) => {
    const actors = speakerOf(document, byId, own, sourcePointer);
    return actors.length === 0 ? [] : own.map(({ label: source, said }) => ({ source, said, actors }));
  });
  const isLabel = (part: Span | null): boolean =>
    part !== null && turns.some(({ source }) => overlap(source, part) > 0);
  const predicted = withoutOthers(document)
    .filter(
      ({ content, source, cue }) => content.length > 0 && !isLabel(source?.value ?? null) && !isLabel(cue),
    )
    .map(({ cue, source: words, content, kinds }): readonly Found[] => {
      const source = words
        ? withList(document, withoutEnd(document.text, words.value))
        : label(document, cue);
      const kind = kinds[0]?.value ?? 'indirect';
      const named = source === null ? [] : resolveSpan(document, source);
      // A person speaks for himself, whomever he cites.
      const from = named.some((id) => /^(?:person|state):/.test(id)) ? null : cited(document, source, cue);
      const own = { kind, source, cue, content, actors: named, isCited: false };
      // Who is cited comes first, as the inner of the two: the model points to that one.
      return from === null
        ? [{ ...own, actors: meant(document, byId, source, content, sourcePointer) }]
        : [{ ...own, ...from, isCited: true }, own];
    });
  const spoken = turns.map(({ source, said, actors }): readonly Found[] => [
    { kind: 'direct', source, cue: null, content: [said], actors, isCited: false },
  ]);
  // What goes on from a speaker goes on from the last one: they stay in the order of the text.
  const found = (spoken.length === 0 ? predicted : [...predicted, ...spoken].sort(byPlace)).flat().map(
    ({ isCited, ...attribution }, i): Attribution => ({
      ...attribution,
      id: `a${i + 1}`,
      within: isCited ? `a${i + 2}` : null,
    }),
  );
  const attributions = found.map((a) => {
    if (a.within !== null) return Object.freeze(a);
    const outer = holding(found, a.cue ?? a.content[0] ?? { start: 0, end: 0 }).find(
      (b) =>
        b !== a &&
        sizeOf(b.content) > sizeOf(a.content) &&
        !a.content.some((s) => b.cue && contains(s, b.cue)),
    );
    return Object.freeze({ ...a, within: outer?.id ?? null });
  });
  return Object.freeze({ ...document, attributions });
}
