import type { Release, Stamp, Store } from '../../store/index.ts';
import { UsageError } from '../../text/errors.ts';
import { isIsoDate } from '../../text/iso-date.ts';

/** @throws UsageError `usage/release` where the name has no words, is a date, or is taken */
export async function release(store: Store, name: string, { by, at, why }: Stamp): Promise<Release> {
  const made = { name: name.trim(), by, at, why };
  if (made.name === '') throw new UsageError('usage/release', 'a release needs a name');
  if (isIsoDate(made.name))
    throw new UsageError(
      'usage/release',
      `"${made.name}" is a date, by which the book can be asked without a release; give it another name`,
    );
  return store.write(async (book) => {
    const taken = (await book.releases()).find((one) => one.name === made.name);
    if (taken)
      throw new UsageError(
        'usage/release',
        `there is a release "${made.name}" of ${taken.at}; give this one another name`,
      );
    await book.release(made);
    return made;
  });
}
