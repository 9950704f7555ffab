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
export type { ActorRole, Place, Quantity, Reason, Trigger, When } from './document/layers.ts';
export type {
  Act,
  ActorKind,
  AttributionKind,
  ConditionKind,
  Factuality,
  Firmness,
} from './document/vocabulary.ts';
export { InputError, PledgebookError, ResourceError, StageError, UsageError } from './text/errors.ts';
export type { Span } from './text/span.ts';
