import type { Attributed, BareClaim } from '../document/layers.ts';
import { readWordLists } from '../text/resource.ts';
import { overlaps, type Span } from '../text/span.ts';
import { byRule, type Derived } from './derived.ts';
import { inside } from './inside.ts';
import { family, type MeasureMatch, measureMatches } from './measure.ts';
import { phraseFinder } from './phrases.ts';
import type { Profile } from './profile.ts';
import { wordsOf } from './words.ts';

/** The measures of a claim, most specific first; `other` where nothing fits. */
export type MeasureReader = (claim: BareClaim, document: Attributed) => Derived<readonly string[]>;

const OTHER = 'other';
const TALKS = 'negotiations';
/** Gold has 1.3 measures a claim, four at most (one claim in 300). */
const MOST = 3;

/**
 * A reader of measures for these profiles. A document is searched once, whatever the number of its claims.
 */
export function measureReader(profiles: readonly Profile[]): MeasureReader {
  const measures = [...new Set(profiles.flatMap((p) => p.measures))];
  const find = phraseFinder(measures.flatMap((m) => m.phrases));
  const searched = new WeakMap<Attributed, Subjects>();
  const subjectsOf = (document: Attributed): Subjects => {
    const known = searched.get(document);
    if (known !== undefined) return known;
    const subjects = subjectsIn(measureMatches(wordsOf(document.text), find), document.sentences);
    searched.set(document, subjects);
    return subjects;
  };
  return (claim, document) => claimMeasures(claim, subjectsOf(document), document);
}

/** What a document speaks of. */
interface Subjects {
  readonly matches: readonly MeasureMatch[];
  /** How plainly each sentence speaks of a measure: 1 by a word of its own, less by a hint. */
  readonly bySentence: readonly ReadonlyMap<string, number>[];
  /** The same of the whole document, summed. */
  readonly counts: ReadonlyMap<string, number>;
}

/** A hint tells little, but a figure of money tells what a report without other words is about. */
const HINT = 0.5;

function subjectsIn(matches: readonly MeasureMatch[], sentences: readonly Span[]): Subjects {
  const bySentence = sentences.map(() => new Map<string, number>());
  const counts = new Map<string, number>();
  let at = 0;
  for (const m of matches) {
    while (at < sentences.length - 1 && m.start >= (sentences[at]?.end ?? 0)) at++;
    const here = bySentence[at];
    if (m.id === OTHER || here === undefined) continue;
    const before = here.get(m.id) ?? 0;
    const plainly = Math.max(before, m.role === 'pattern' ? 1 : HINT);
    here.set(m.id, plainly);
    counts.set(m.id, (counts.get(m.id) ?? 0) + plainly - before);
  }
  return { matches, bySentence, counts };
}

function claimMeasures(
  claim: BareClaim,
  subjects: Subjects,
  document: Attributed,
): Derived<readonly string[]> {
  const own = withoutTalks(within(subjects.matches, claim), claim);
  const strong = own.filter((m) => m.role === 'pattern');
  const told = strong.length > 0 ? strong : own;
  if (told.length > 0) {
    const ids = narrowed(told.map((m) => m.id));
    const purpose = purposeOf(ids, claim, subjects.matches, document);
    return byRule(
      withCompany(narrowed([...ids, ...purpose]), subjects),
      `measure.own-words: ${patterns(told, ids)}`,
    );
  }
  // A meeting without a subject is talks as such, whatever else the report is about.
  if (claim.act === 'meet') return byRule([TALKS], 'measure.meeting');
  // `rejected it`, `welcomed the decision`: what it is stands elsewhere in the report.
  const context = contextOf(claim, subjects, document.text);
  return context.length === 0
    ? byRule([OTHER], 'measure.none')
    : byRule(withCompany(context, subjects), 'measure.context');
}

/** Matches in the claim's predicate and what, not in its conditions. */
function within(matches: readonly MeasureMatch[], claim: BareClaim): readonly MeasureMatch[] {
  const spans: readonly Span[] = claim.what ? [claim.predicate, claim.what] : [claim.predicate];
  const hull = { start: Math.min(...spans.map((s) => s.start)), end: Math.max(...spans.map((s) => s.end)) };
  return inside(matches, hull).filter(
    (m) => spans.some((s) => overlaps(s, m)) && !claim.conditions.some((c) => overlaps(c, m)),
  );
}

/** `discussed new sanctions`: a meeting with a subject is about the subject. */
function withoutTalks(own: readonly MeasureMatch[], claim: BareClaim): readonly MeasureMatch[] {
  const subject = own.filter((m) => m.id !== TALKS);
  return claim.act === 'meet' && subject.length > 0 ? subject : own;
}

/** A child makes its parent, and a stated form the open one, superfluous. */
function narrowed(found: readonly string[]): readonly string[] {
  const ids = [...new Set(found)];
  return ids
    .filter((id) => !(id === OTHER && ids.length > 1))
    .filter((id) => !ids.some((o) => o.startsWith(`${id}.`)))
    .filter((id) => !(id.endsWith('.any') && ids.some((o) => o !== id && family(o) === family(id))))
    .slice(0, MOST);
}

/** Money has its purpose beside it, a quota the goods, where the report is about those throughout or from its lead on. */
const COMPANY: readonly { readonly of: RegExp; readonly with: readonly string[] }[] = [
  { of: /^funding\./, with: ['climate-finance', 'humanitarian-aid'] },
  { of: /^(?:quota|sanctions\.trade)$/, with: ['fisheries'] },
];
const COMPANY_SHARE = 0.12;
const LEAD = 2;

function withCompany(ids: readonly string[], subjects: Subjects): readonly string[] {
  const { counts, bySentence } = subjects;
  const inLead = (id: string) => bySentence.slice(0, LEAD).some((here) => here.get(id) === 1);
  const throughout = (id: string) => (counts.get(id) ?? 0) >= Math.max(2, COMPANY_SHARE * bySentence.length);
  const company = COMPANY.filter((c) => ids.some((id) => c.of.test(id)))
    .flatMap((c) => c.with)
    .filter((id) => !ids.includes(id) && (throughout(id) || inLead(id)));
  return [...ids, ...company].slice(0, MOST);
}

/** What money can be for. */
const PURPOSES = new Set([
  'armed-forces',
  'arms',
  'training',
  'reconstruction',
  'humanitarian-aid',
  'health',
  'food',
  'transport',
  'fisheries',
  'water',
  'environment',
  'climate-finance',
]);
/** Characters right behind the claim's words: `will give 10 million | to mend the railway`. */
const BEHIND = 60;

/** The purpose of money that stands right behind the claim's words. */
function purposeOf(
  ids: readonly string[],
  claim: BareClaim,
  matches: readonly MeasureMatch[],
  { sentences }: Attributed,
): readonly string[] {
  if (!ids.some((id) => family(id) === 'funding')) return [];
  const end = Math.max(claim.predicate.end, claim.what?.end ?? 0);
  return inside(matches, { start: end, end: Math.min(end + BEHIND, sentences[claim.sentence]?.end ?? end) })
    .filter(
      (m) =>
        m.role === 'pattern' && PURPOSES.has(family(m.id)) && !claim.conditions.some((c) => overlaps(c, m)),
    )
    .map((m) => m.id);
}

/** How much a measure counts for a claim whose own words do not tell, by the distance of its sentence. */
const NEARNESS = 0.4;
const FARTHEST = 5;
const DOCUMENT_SHARE = 2;
/** Talks are spoken of everywhere; they are the subject only where little else is. */
const TALKS_SHARE = 0.5;
/** On the half of the gold that it was chosen on, 0.55 to 0.85 are within half a point of each other. */
const ALIKE = 0.7;

/** What a claim that names a matter of its own must find around it to be taken for that; less, and it is about neither. */
const NEAR_ENOUGH = 1;
const SHARE_ENOUGH = 0.4;

function contextOf(claim: BareClaim, subjects: Subjects, text: string): readonly string[] {
  const scores = new Map<string, number>();
  const add = (id: string, weight: number) =>
    scores.set(id, (scores.get(id) ?? 0) + weight * (id === TALKS ? TALKS_SHARE : 1));
  for (const [id, count] of subjects.counts) add(id, (DOCUMENT_SHARE * count) / subjects.bySentence.length);
  for (let distance = 0; distance <= FARTHEST; distance++) {
    for (const [id, plainly] of subjects.bySentence[claim.sentence - distance] ?? [])
      add(id, plainly * NEARNESS ** distance);
  }
  const [best] = [...scores].sort((a, b) => b[1] - a[1]);
  if (best === undefined) return [];
  const share = (subjects.counts.get(best[0]) ?? 0) / subjects.bySentence.length;
  if (best[1] < NEAR_ENOUGH && share < SHARE_ENOUGH && !pointsBack(claim, text)) return [];
  // Radars and missiles that are spoken of alike come together: the one is no surer than the other.
  const alike = ([id, score]: readonly [string, number]) =>
    id === best[0] || (family(id) === family(best[0]) && score >= ALIKE * best[1]);
  return narrowed([...scores].filter(alike).map(([id]) => id));
}

const { pointing } = readWordLists('en/pointing-words.yaml', ['pointing']);
const POINTING: ReadonlySet<string> = new Set(pointing);
/** What begins so points back whatever follows: `such a step as that`, `it torn up`. */
const BACK =
  /^(?:(?:on|for|to|about|with|over|of|that)\s+)?(?:it|its|this|that|these|those|(?:any\s+)?such|them|their|he|she|they|both|anything|nothing)\b/i;

/** Whether the claim's own words name no matter (`rejected it`, `welcomed the decision`); names of actors are none. */
function pointsBack({ what }: BareClaim, text: string): boolean {
  if (what === null) return true;
  const own = text.slice(what.start, what.end);
  return (
    BACK.test(own) ||
    (own.match(/\p{L}+/gu) ?? [])
      .filter((word) => !/^\p{Lu}/u.test(word))
      .every((word) => POINTING.has(word) || POINTING.has(word.replace(/s$/, '')))
  );
}

const patterns = (matches: readonly MeasureMatch[], ids: readonly string[]): string =>
  [...new Set(matches.filter((m) => ids.includes(m.id)).map((m) => m.pattern))].join('; ');
