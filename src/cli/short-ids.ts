import type { Book } from '../app/book/open-book.ts';
import { UsageError } from '../text/errors.ts';

/** Digits of a report's hash that are printed. */
const SHOWN = 12;

/** `sha256:3f9a2b7c01de…#c3` as `3f9a2b7c01de#c3`. */
export const shortId = (id: string): string =>
  id.replace(/^sha256:([0-9a-f]+)/, (_, hash: string) => hash.slice(0, SHOWN));

/** Two amounts, by which what stands between them is decided: `3f9a2b7c01de@120-134~77aa01b2c3d4@3-9`. */
export const linkId = ({ amount, other }: { readonly amount: string; readonly other: string }): string =>
  `${shortId(amount)}~${shortId(other)}`;

/** Turns ids as they are printed, or their beginnings, into whole ones. */
export interface Ids {
  /** @throws UsageError `usage/report` where several reports begin with it */
  report(word: string): string;
  /** The same for the report's part of a claim's id. */
  claim(word: string): string;
  /** The amounts of a `linkId`. @throws UsageError `usage/link` */
  link(word: string): { readonly amount: string; readonly other: string };
}

/** @param words what was written: where all of it is whole, the reports of the book need not be gone through */
export async function idsOf(book: Book, words: readonly string[]): Promise<Ids> {
  const ids = words.every((word) => WHOLE.test(word)) ? [] : await allIds(book);
  const whole = (word: string): string => {
    if (ids.includes(word)) return word;
    const found = ids.filter((id) => id.startsWith(word) || id.startsWith(`sha256:${word}`));
    if (found.length > 1)
      throw new UsageError('usage/report', `${found.length} reports begin with "${word}"; write more of it`);
    return found[0] ?? word;
  };
  const amount = (word: string): string => {
    const [, report = '', at = ''] = /^(.+)(@\d+-\d+)$/.exec(word) ?? [];
    if (at === '')
      throw new UsageError(
        'usage/link',
        `"${word}" is no amount; pledgebook gap prints the ids of doubtful links: REPORT@START-END~REPORT@START-END`,
      );
    return `${whole(report)}${at}`;
  };
  return {
    link: (word) => {
      const [one = '', two = ''] = word.split('~');
      return { amount: amount(one), other: amount(two) };
    },
    report: whole,
    claim: (word) => {
      const at = word.indexOf('#');
      return at < 0 ? word : `${whole(word.slice(0, at))}${word.slice(at)}`;
    },
  };
}

const WHOLE = /^sha256:[0-9a-f]{64}(?:#|$)/;

async function allIds(book: Book): Promise<readonly string[]> {
  const present = await book.reports({ versions: 'all' });
  const removed = await book.reports({ versions: 'all', state: 'removed' });
  return [...present, ...removed].map(({ report }) => report.id);
}
