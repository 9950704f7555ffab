import type { Coding } from '../book/agreement/coding.ts';
import type { BookClaim, Party } from '../book/record.ts';
import type { Span } from '../text/span.ts';
import type {
  Decision,
  Grade,
  KeptReport,
  Label,
  Missed,
  Note,
  Placement,
  ProgressState,
  Release,
  ReportState,
  ReviewState,
  Saved,
  Signature,
} from './store.ts';

/**
 * All that a copy of a book is made from, a record at a time, each resting only on those before it (docs/export-jsonl.md
 * gives their order and says what each field is). Values as the book keeps them.
 */
export type BookRecord =
  | ({ readonly record: 'party' } & Pick<Party, 'id' | 'kind' | 'name' | 'state' | 'size'>)
  | { readonly record: 'story'; readonly id: string; readonly title: string | null }
  | ReportRecord
  | {
      readonly record: 'reading';
      readonly report: string;
      readonly reader: string;
      readonly at: string;
      readonly reading: unknown;
    }
  | ClaimRecord
  | (Label & Since & { readonly record: 'label'; readonly by: string })
  | (Since & { readonly record: 'placement'; readonly story: string; readonly by: Placement })
  | ({ readonly record: 'note' } & Note)
  | MissedRecord
  | (Since & { readonly record: 'progress'; readonly state: ProgressState; readonly by: string })
  | ({ readonly record: 'coding' } & Coding)
  | ({ readonly record: 'decision'; readonly body: unknown } & Omit<Decision, 'body'>)
  | ({ readonly record: 'grade' } & Grade)
  | {
      readonly record: 'successor';
      readonly old: string;
      readonly new: readonly string[];
      readonly at: string;
    }
  | ({ readonly record: 'release' } & Release)
  | ({ readonly record: 'saved' } & Saved)
  | FeedRecord
  | FeedItemRecord
  | FetchedPageRecord;

export interface ReportRecord {
  readonly record: 'report';
  readonly id: string;
  readonly state: ReportState;
  /** Id of the first version of it. */
  readonly first: string;
  readonly version: number;
  readonly publisher: string | null;
  readonly title: string | null;
  readonly byline: string | null;
  readonly url: string | null;
  readonly fetchedUrl: string | null;
  readonly captured: string | null;
  readonly path: string | null;
  readonly published: string | null;
  readonly publishedFrom: KeptReport['publishedFrom'];
  readonly learned: string;
  readonly language: string | null;
  readonly mediaType: string | null;
  readonly reader: string | null;
  /** As `KeptReport.partial`. */
  readonly partial: string | null;
  readonly sentences: readonly Span[];
  readonly text: string | null;
  /** As they came; null of a purged one. */
  readonly bytes: Uint8Array | null;
  /** Ids of those that it names. */
  readonly parties: readonly string[];
  readonly passages: readonly Signature[];
  readonly features: readonly string[];
}

export interface ClaimRecord {
  readonly record: 'claim';
  readonly id: string;
  readonly report: string;
  readonly state: Exclude<ReviewState, 'gone'>;
  readonly gone: string | null;
  readonly by: 'reader' | 'hand';
  readonly learned: string;
  readonly replaced: string | null;
  readonly claim: Omit<BookClaim, 'id' | 'report'>;
  /** Null where no decision changed it. */
  readonly asRead: Omit<BookClaim, 'id' | 'report'> | null;
}

export interface MissedRecord extends Missed {
  readonly record: 'perhaps-missed';
  readonly report: string;
  /** Since when a person says that this is no claim; null of what is open. */
  readonly dismissed: string | null;
}

/** What stands of a report, or stood until it ended. */
interface Since {
  readonly report: string;
  readonly at: string;
  readonly ended: string | null;
}

/** A feed as its row has it; `rules` as they were set. */
export interface FeedRecord {
  readonly record: 'feed';
  readonly url: string;
  readonly title: string | null;
  readonly rules: unknown;
  readonly added: string;
  readonly paused: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly tried: string | null;
  readonly succeeded: string | null;
  readonly failures: number;
  readonly failure: string | null;
}

/** `feed` is its address, `report` the id of what it became. */
export interface FeedItemRecord {
  readonly record: 'feed-item';
  readonly feed: string;
  readonly key: string;
  readonly stamp: string;
  readonly state: string;
  readonly tries: number;
  readonly at: string;
  readonly moment: string;
  readonly report: string | null;
}

export interface FetchedPageRecord {
  readonly record: 'fetched-page';
  readonly url: string;
  readonly report: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly at: string;
}
