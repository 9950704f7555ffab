import type { InputError } from '../../../text/errors.ts';
import type { AddedReport } from '../add.ts';

/** What became of one thing that was asked for: a page or an item of a feed, or (last of all its items) a feed. */
export type FetchOutcome = PageOutcome | FeedOutcome;

export type PageOutcome = (AddedReport | NotAdded) & {
  /** Address of the page; of an item without one, its title. */
  readonly name: string;
  /** Address of the feed that it is an item of. */
  readonly feed: string | null;
  /** Why only a part of it came (`Report.partial`). */
  readonly partial: string | null;
};

export interface NotAdded {
  readonly id: null;
  /**
   * `unchanged`: as it was when it was fetched before; `left-out`: by the rules of its feed; `refused`: there is nothing to
   * read; `failed`: it is tried again the next time.
   */
  readonly status: 'unchanged' | 'left-out' | 'refused' | 'failed';
  readonly claims: 0;
  readonly why: string;
}

export interface FeedOutcome {
  readonly name: string;
  readonly status: 'feed' | 'feed-unchanged' | 'feed-failed';
  readonly title: string | null;
  /** How many items it has now, and how many of them were settled before. */
  readonly items: number;
  readonly before: number;
  /** Null where it was read. */
  readonly why: string | null;
}

/** Why nothing came, with the code to search for. */
export const whyOf = ({ message, code }: InputError): string => `${message} (${code})`;

export const notAdded = (status: NotAdded['status'], why: string): NotAdded => ({
  id: null,
  status,
  claims: 0,
  why,
});
