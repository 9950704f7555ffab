import { entriesOf } from '../../../book/entries.ts';
import { filterFrom, passes } from '../../../book/filter.ts';
import type { Decision } from '../../../store/index.ts';
import type { Answers } from '../answers.ts';
import { withLeads } from '../chosen-entries.ts';
import { isCounted } from '../counted.ts';
import { type FilteredQuery, lettingThrough } from '../let-through.ts';
import { knownOf, reportFilterOf, wantedOf } from '../query.ts';
import { bodyOf } from './decision.ts';
import { actorDecisions } from './on-actors.ts';

/**
 * Those of them on claims that a filter lets through, by the ids that answer for them now. One that was rejected is in no entry any
 * more: it is judged as an entry of its own, unless the filter says which states of review count.
 */
export async function onLetThrough(
  answers: Answers,
  decisions: readonly Decision[],
  query: FilteredQuery,
): Promise<readonly Decision[]> {
  const { claims: held } = await lettingThrough(answers)(query);
  const about = decisions.map((decision) => ({ decision, claims: claimsOf(decision) }));
  const { store, measures } = answers;
  const standing = await store.read(async (book) => {
    const now = new Map<string, readonly string[]>();
    for (const id of new Set(about.flatMap(({ claims }) => claims))) {
      const heirs = held.has(id) ? [id] : await book.successors(id);
      now.set(id, heirs);
    }
    const others = [...now.values()].flat().filter((id) => !held.has(id));
    if (query.states !== undefined || others.length === 0) return { now, rejected: new Set<string>() };
    const kept = await book.claims({ ...reportFilterOf(query), claims: others, states: ['rejected'] });
    const taken = await actorDecisions(book, knownOf(query));
    const all = await withLeads(book, kept.filter(isCounted({ ...query, states: ['rejected'] })), taken);
    const isLetThrough = passes(filterFrom(wantedOf(query).words, measures), all.reports, all.parties);
    const rejected = all.claims.filter((claim) =>
      entriesOf([claim], all.reports, all.parties).some(isLetThrough),
    );
    return { now, rejected: new Set(rejected.map(({ id }) => id)) };
  });
  const counts = (id: string): boolean => held.has(id) || standing.rejected.has(id);
  return about.flatMap(({ decision, claims }) =>
    claims.some((id) => standing.now.get(id)?.some(counts)) ? [decision] : [],
  );
}

/** Ids of the claims that a decision is on. */
function claimsOf(decision: Decision): readonly string[] {
  const changes = bodyOf(decision)?.changes ?? [];
  return [...new Set(changes.flatMap((change) => ('claim' in change ? [change.claim] : [])))];
}
