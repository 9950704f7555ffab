import { findActors } from '../actors/find-actors.ts';
import { attribute } from '../claims/attributions.ts';
import { claimReader } from '../claims/claims.ts';
import { loadProfiles } from '../claims/profile.ts';
import type { Claimed, Source } from '../document/layers.ts';
import { spokenOn } from '../document/metadata.ts';
import { findDateline } from '../language/dateline.ts';
import { detectLanguage } from '../language/detect.ts';
import { tokenise } from '../language/sentences.ts';
import { loadModel } from '../model/index.ts';

/** The models that ship, each a folder of `resources/models`: the default, which reads better, and a faster one. */
export const MODELS = ['standard', 'small'] as const;
export type ModelName = (typeof MODELS)[number];

export interface PipelineOptions {
  readonly model: ModelName;
  /** Names of shipped profiles or paths of profile files; all shipped ones where none is named. */
  readonly profiles: readonly string[];
}

/**
 * Reads one text to its claims; safe to call concurrently. A text that is not English comes back with its language in
 * `metadata.language` and with empty layers. `progress` is told the fraction read so far (0 to 1) of a long text.
 */
export type Pipeline = (source: Source, progress?: (fraction: number) => void) => Promise<Claimed>;

/**
 * The English pipeline as one ordered list: sentences, then what the model finds, then whom its pointers can mean, then
 * attributions (claims take their source from them), then the claims.
 * @throws ResourceError where a model or profile is missing or wrong
 */
export async function createPipeline(options: PipelineOptions): Promise<Pipeline> {
  const profiles = loadProfiles(options.profiles);
  const model = await loadModel(options.model);
  const { thresholds } = model.manifest;
  const readClaims = claimReader(profiles, model.manifest);
  return async (source, progress) => {
    const language = source.metadata.language ?? (await detectLanguage(source.text));
    const known = { ...source, metadata: { ...dated(source), language } };
    if (language !== null && language !== 'en') return unread(known);
    const tokenised = tokenise(known);
    const predicted = await model.predict(tokenised, {
      ...(progress ? { onProgress: (read: number, all: number) => progress(read / all) } : {}),
    });
    return readClaims(attribute({ ...predicted, ...findActors(tokenised) }, thresholds));
  };
}

/** Where nobody says when a report was published, its dateline may; that says more than when the page was captured. */
function dated({ text, metadata }: Source): Source['metadata'] {
  const published = spokenOn(metadata) === null ? findDateline(text) : null;
  return published === null ? metadata : { ...metadata, published, publishedFrom: 'text' };
}

const unread = (source: Source): Claimed => ({
  ...source,
  sentences: [],
  paragraphs: [],
  actors: [],
  mentions: [],
  attributions: [],
  claims: [],
  perhapsMissed: [],
});
