import type { Attributed, BareClaim } from '../document/layers.ts';
import { byRule, type Derived } from './derived.ts';
import { family, type MeasureMatch, measureMatches } from './measure.ts';
import { candidates, evidenceFor } from './measure-evidence.ts';
import { type ClaimWords, OTHER, type Subjects, subjectsOf, TALKS } from './measure-subjects.ts';
import { oddsOf } from './measure-weights.ts';
import { saidByWords, weighed, wordEvidence } from './measure-words.ts';
import { sigmoid } from './odds.ts';
import { phraseFinder } from './phrases.ts';
import type { Profile } from './profile.ts';
import { wordsOf } from './words.ts';

/** The measures of each claim of a document, in the claims' order, most specific first; `other` where nothing fits. */
export type MeasureReader = (
  claims: readonly BareClaim[],
  document: Attributed,
) => readonly Derived<readonly string[]>[];

/** Gold has 1.3 measures a claim, four at most (one claim in 300). */
const MOST = 3;
/**
 * The likeliest measure counts, and each further one that is likelier than this: lower for those that the claim's own words
 * tell. Chosen on the marked texts; 0.1 more or less changes F1 by less than half a point.
 */
const TOLD_ENOUGH = 0.2;
const ENOUGH = 0.35;
/** In a tie a claim is about something: by so much surer (in log odds) it has to be that it is about none of them. */
const DOUBT = 0.3;

/** A reader of measures for these profiles. A document is searched once, whatever the number of its claims. */
export function measureReader(profiles: readonly Profile[]): MeasureReader {
  const measures = [...new Set(profiles.flatMap((p) => p.measures))];
  const find = phraseFinder(measures.flatMap((m) => m.phrases));
  const known = new Set([...measures.map(({ id }) => id), OTHER]);
  return (claims, document) => {
    const words = wordsOf(document.text);
    const subjects = subjectsOf(measureMatches(words, find), claims, document);
    const { whole, claims: own } = wordEvidence(words, claims, document);
    const byReport = saidByWords(whole);
    return subjects.claims.map((claim, i) =>
      claimMeasures(claim, subjects, [byReport, saidByWords(own[i] ?? new Map())], known),
    );
  };
}

function claimMeasures(
  words: ClaimWords,
  subjects: Subjects,
  byWords: readonly ReadonlyMap<string, number>[],
  known: ReadonlySet<string>,
): Derived<readonly string[]> {
  const rules = new Map(
    candidates(subjects).map((id) => [id, oddsOf(evidenceFor(id, words, subjects))] as const),
  );
  const ranked = [...weighed(rules, byWords)]
    .filter(([id]) => known.has(id))
    .map(([id, odds]) => ({ id, likely: sigmoid(id === OTHER ? odds - DOUBT : odds) }))
    .sort((a, b) => b.likely - a.likely);
  const best = ranked[0]?.id ?? OTHER;
  const ids = best === OTHER ? [OTHER] : narrowed(withListed(likely(ranked, best, words), words));
  return byRule(ids, ruleOf(ids, words));
}

/** The likeliest and what is likely enough beside it; but a claim whose own words tell a subject is not about talks as such, too. */
function likely(
  ranked: readonly { readonly id: string; readonly likely: number }[],
  best: string,
  words: ClaimWords,
): readonly string[] {
  const enough = (id: string) => (words.told.has(id) ? TOLD_ENOUGH : ENOUGH);
  const ids = ranked
    .filter(({ id, likely }) => id === best || (!standsAlone(id, words) && likely >= enough(id)))
    .map(({ id }) => id);
  const subjects = ids.filter((id) => !standsAlone(id, words));
  return subjects.some((id) => words.told.has(id)) ? subjects : ids;
}

/** Between two things that are listed there is as much room as `, and/or ` takes. */
const LISTED = 9;

/** Forms are listed (`on land, at sea or in the air`): one that counts brings those of its family that stand right beside it. */
function withListed(ids: readonly string[], { matches }: ClaimWords): readonly string[] {
  const listed = new Set(ids);
  for (const some of [matches, matches.toReversed()])
    for (const [i, { id, start, end }] of some.entries()) {
      const beside = some[i - 1];
      if (!beside || !isForm(id) || !isForm(beside.id) || family(id) !== family(beside.id)) continue;
      const room = Math.max(start - beside.end, beside.start - end);
      if (listed.has(beside.id) && room >= 0 && room <= LISTED) listed.add(id);
    }
  return [...listed];
}

const isForm = (id: string): boolean => id.includes('.') && !id.endsWith('.any');

/** What stands beside no other measure: what is none, and talks where a meeting has a subject (`discussed new sanctions`). */
const standsAlone = (id: string, { claim }: ClaimWords): boolean =>
  id === OTHER || (claim.act === 'meet' && id === TALKS);

function ruleOf(ids: readonly string[], { claim, matches }: ClaimWords): string {
  const telling = matches.filter((m) => ids.includes(m.id));
  if (telling.length > 0) return `measure.own-words: ${patterns(telling)}`;
  if (claim.act === 'meet' && ids[0] === TALKS) return 'measure.meeting';
  return ids[0] === OTHER ? 'measure.none' : 'measure.context';
}

/** A child makes its parent, and a stated form the open one, superfluous. */
const narrowed = (ids: readonly string[]): readonly string[] =>
  ids
    .filter((id) => !ids.some((o) => o.startsWith(`${id}.`)))
    .filter((id) => !(id.endsWith('.any') && ids.some((o) => o !== id && family(o) === family(id))))
    .slice(0, MOST);

const patterns = (matches: readonly MeasureMatch[]): string =>
  [...new Set(matches.map((m) => m.pattern))].join('; ');
