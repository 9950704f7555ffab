export type { Deciding, Outcome } from './app/book/decisions/decision.ts';
export type { Review } from './app/book/decisions/review.ts';
export type { Touched } from './app/book/decisions/touched.ts';
export type { Behind, EntryFile } from './app/book/entry-file.ts';
export type { BookExport, Chunk, ExportQuery, FormatName } from './app/book/exports/index.ts';
export type { FeedDesk, FetchQuery, UrlOptions } from './app/book/feeds/desk.ts';
export type { FeedFile } from './app/book/feeds/health.ts';
export type { FetchOutcome } from './app/book/feeds/outcome.ts';
export type {
  AddedReport,
  Book,
  BookOptions,
  BookQuery,
  ListQuery,
  Page,
  Received,
} from './app/book/index.ts';
export { openBook } from './app/book/index.ts';
export type { EntryRow, ListedEntry, RowOpponent } from './app/book/listed-entry.ts';
export type { Reread } from './app/book/reread.ts';
export type { CodingStep } from './app/book/review/coding.ts';
export type { ReviewBook, ReviewQuery, ReviewQueue } from './app/book/review/index.ts';
export type { ReviewItem } from './app/book/review/queue.ts';
export type { Choice, OpenDifference } from './app/book/review/settle.ts';
export type { Fetched, Fetcher, FetchingOptions } from './app/fetcher.ts';
export { createFetcher } from './app/fetcher.ts';
export type { ModelName } from './app/pipeline.ts';
export type { KnownMetadata, Reader, ReaderOptions, ReadOptions } from './app/reader.ts';
export { createReader } from './app/reader.ts';
export type {
  Reading,
  ReadingActor,
  ReadingAttribution,
  ReadingClaim,
  ReadingCondition,
  ReadingDocument,
  ReadingMention,
  Skipped,
} from './app/reading.ts';
export type { ActorDecision } from './book/actor-decisions/decision.ts';
export type { Agreement } from './book/agreement/agreement.ts';
export type { Coding } from './book/agreement/coding.ts';
export type { Collision } from './book/collisions.ts';
export type { Comparison, ComparisonRow } from './book/comparison/compare-story.ts';
export type { Entry, EntryState } from './book/entries.ts';
export type { BookClaim, Citation, Member, Naming, Party, Replacement, Report, Term } from './book/record.ts';
export type { InformationGrade, Reliability, SourceGrade } from './book/reliability.ts';
export type { Outlook } from './book/scenario/what-if.ts';
export type { EntryChange, Overdue } from './book/time.ts';
export type { ActorRole, Place, Quantity, Reason, Trigger, When } from './document/layers.ts';
export type {
  Act,
  ActorKind,
  AttributionKind,
  ConditionKind,
  Factuality,
  Firmness,
} from './document/vocabulary.ts';
export {
  InputError,
  PledgebookError,
  ResourceError,
  StageError,
  StoreError,
  UsageError,
} from './text/errors.ts';
export type { Span } from './text/span.ts';
