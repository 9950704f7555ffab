import type { Source } from '../document/layers.ts';
import { UNKNOWN } from '../document/metadata.ts';
import { MAX_INPUT_BYTES } from '../formats/index.ts';
import { InputError, UsageError } from '../text/errors.ts';
import { isIsoDate } from '../text/iso-date.ts';
import type { ModelName } from './pipeline.ts';
import { type Reading, type ReadingOptions, toReading } from './reading.ts';

export interface ReaderOptions {
  /** One of the shipped models; `standard` where none is named. */
  readonly model?: ModelName;
  /** Names of shipped profiles or paths of profile files (docs/profiles.md); all shipped ones where none is given. */
  readonly profiles?: readonly string[];
}

/** What is known of a text beside its words. */
export interface KnownMetadata {
  /** ISO 8601 date or date-time: `2025-09-04`, `2025-09-04T18:40:00+02:00`. Without it `on Thursday` stays unresolved. */
  readonly published?: string;
  readonly publisher?: string;
  readonly title?: string;
  readonly byline?: string;
  readonly url?: string;
}

export interface ReadOptions extends KnownMetadata, ReadingOptions {}

export interface Reader {
  /**
   * Reads one report. The same text gives the same reading; calls may overlap. A text that is not English is kept, not
   * read: `skipped` says so. Throws InputError where the text is blank or longer than `MAX_TEXT_LENGTH`, UsageError where
   * `published` is no date.
   */
  read(text: string, options?: ReadOptions): Promise<Reading>;
}

/** In UTF-16 code units: as many as a file may have bytes. */
export const MAX_TEXT_LENGTH = MAX_INPUT_BYTES;

/** Loads the model and the profiles once. Throws ResourceError where one is missing, damaged or wrong. */
export async function createReader(options: ReaderOptions = {}): Promise<Reader> {
  const readSource = await createSourceReader(options);
  return Object.freeze({
    read: async (text: string, { explain = false, ...known }: ReadOptions = {}) =>
      readSource(withKnown({ text, metadata: UNKNOWN }, known), { explain }),
  });
}

/** Reads what a file or a page gave; `progress` is told the fraction read so far (0 to 1). */
export type SourceReader = (
  source: Source,
  options?: ReadingOptions & { readonly progress?: (fraction: number) => void },
) => Promise<Reading>;

/** As `createReader`, for sources that already have their metadata. */
export async function createSourceReader({
  model = 'standard',
  profiles = [],
}: ReaderOptions = {}): Promise<SourceReader> {
  // Loaded only now: the stages with their resources take longer to start than all the rest, which `--help` need not wait for.
  const { createPipeline } = await import('./pipeline.ts');
  const pipeline = await createPipeline({ model, profiles });
  return async (source, { explain = false, progress } = {}) => {
    checkLength(source.text);
    return toReading(await pipeline(source, progress), { explain });
  };
}

/** Throws UsageError where `published` is given and no date. */
export function checkKnown({ published }: KnownMetadata): void {
  if (published === undefined || isIsoDate(published)) return;
  throw new UsageError(
    'usage/published',
    `published: "${published}" is no date; write it as 2025-09-04 or 2025-09-04T18:40:00+02:00`,
  );
}

/** The source with what the caller knows put in the place of what the text says of itself. Throws as `checkKnown`. */
export function withKnown(source: Source, known: KnownMetadata): Source {
  checkKnown(known);
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  const publishedFrom = known.published === undefined ? source.metadata.publishedFrom : 'option';
  return { text: source.text, metadata: { ...source.metadata, ...given, publishedFrom } };
}

function checkLength(text: string): void {
  if (text.trim() === '') throw new InputError('input/empty', 'the text is empty');
  if (text.length > MAX_TEXT_LENGTH) {
    throw new InputError(
      'input/too-large',
      `the text has ${text.length} characters; the longest that is read has ${MAX_TEXT_LENGTH}`,
    );
  }
}
