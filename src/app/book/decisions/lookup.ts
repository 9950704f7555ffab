import type { ClaimFilter, KeptClaim, KeptReport, Reads } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';

/**
 * The claim that answers for an id now.
 * @throws UsageError `usage/claim` where none does, several do, or its report was removed
 */
export async function claimNamed(book: Reads, id: string): Promise<KeptClaim> {
  const ends = await book.successors(id);
  const [end, ...others] = ends;
  if (end === undefined) throw new UsageError('usage/claim', `${id} is gone, and no claim took its place`);
  if (others.length > 0)
    throw new UsageError('usage/claim', `${id} was split; decide on one of ${ends.join(', ')}`);
  const [kept] = await book.claims({ claims: [end], versions: 'all' });
  if (kept) return kept;
  const [hidden] = await book.claims({ claims: [end], versions: 'all', state: 'removed' });
  throw new UsageError(
    'usage/claim',
    hidden
      ? `the report of ${id} was removed; restore ${hidden.claim.report} first`
      : `there is no claim "${id}"; pledgebook reports REPORT prints the claims of a report`,
  );
}

/** Of reports that are present and of those that were removed: a decision that carried to one of these is undone there, too. */
export async function claimsOfAny(
  book: Reads,
  filter: Pick<ClaimFilter, 'claims' | 'reports' | 'states'>,
): Promise<readonly KeptClaim[]> {
  const present = await book.claims({ ...filter, versions: 'all' });
  return [...present, ...(await book.claims({ ...filter, versions: 'all', state: 'removed' }))];
}

/** The id under which a story goes on; itself where there never was one, or its reports were all placed elsewhere. */
export async function storyNow(book: Reads, id: string): Promise<string> {
  const [end = id, ...others] = await book.successors(id);
  return others.length > 0 || (await book.stories({ stories: [id] })).length > 0 ? id : end;
}

/** @throws UsageError `usage/report` where it is unknown, removed or purged */
export async function reportNamed(
  book: Reads,
  id: string,
  state: KeptReport['state'] = 'present',
): Promise<KeptReport> {
  const [kept] = await book.reports({ reports: [id], versions: 'all', state });
  if (kept) return kept;
  const now = await book.state(id);
  throw new UsageError(
    'usage/report',
    now === null
      ? `there is no report "${id}"; pledgebook reports prints them`
      : `the report ${id} is ${now === 'present' ? 'not removed' : now}${now === 'removed' ? '; restore it first' : ''}`,
  );
}
