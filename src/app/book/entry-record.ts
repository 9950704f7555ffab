import type { Entry } from '../../book/entries.ts';
import type { EntryClaim } from '../../book/entry-claim.ts';
import { standing } from '../../book/entry-gist.ts';
import { type BookClaim, PARTY_ROLES } from '../../book/record.ts';
import type { EntryFile } from './entry-file.ts';
import type { Book, Page } from './open-book.ts';

/** An entry as `list --json` prints it: ids instead of claims, which `show --json` gives whole. */
export function entryRecord({
  claims,
  history,
  stands,
  expected,
  state,
  conditions,
  against,
  ...entry
}: Entry<{ readonly id: string }, EntryClaim>) {
  const ids = (some: readonly { readonly id: string }[]): readonly string[] => some.map(({ id }) => id);
  return {
    ...entry,
    state: standing(state),
    history: history.map(({ claim, step }) => ({ claim: claim.id, step })),
    stands: ids(stands),
    expected: ids(expected),
    conditions: conditions.map(({ kind, trigger, claims: from }) => ({ kind, trigger, claims: ids(from) })),
    against: ids(against),
    claims: ids(claims),
  };
}

/** An entry as `show --json` prints it: claims whole, with what stands behind each, and their reports with text and citation. */
export async function entryFileRecord(
  { behind, rejected, ...entry }: EntryFile,
  { reports, parties }: Page<EntryFile>,
  cite: (ids: readonly string[]) => ReturnType<Book['cite']>,
) {
  const { claims, against } = entry;
  const all = [...claims, ...against, ...rejected];
  const ids = [...new Set(all.map((claim) => claim.report))];
  const named = new Set(all.flatMap((claim) => PARTY_ROLES.flatMap((role) => claim[role])));
  const cited = await cite(ids);
  const whole = (of: readonly BookClaim[]) => of.map((claim) => ({ ...claim, ...behind.get(claim.id) }));
  return {
    ...entryRecord(entry),
    claims: whole(claims),
    against: whole(against),
    rejected: whole(rejected),
    reports: ids.map((id) => ({ ...reports.get(id), ...cited.get(id) })),
    parties: [...parties.values()].filter(({ id }) => named.has(id)),
  };
}
