import assert from 'node:assert/strict';
import { findActors } from '../src/actors/find-actors.ts';
import type { ModelName } from '../src/app/pipeline.ts';
import type { SourceReader } from '../src/app/reader.ts';
import { toReading } from '../src/app/reading.ts';
import { attribute } from '../src/claims/attributions.ts';
import { claimReader } from '../src/claims/claims.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import type { Source } from '../src/document/layers.ts';
import { detectLanguage } from '../src/language/detect.ts';
import { tokenise } from '../src/language/sentences.ts';
import { loadModel } from '../src/model/index.ts';
import { processorTime, type Side } from './rounds.ts';

export const STAGES = {
  language: 'language detection',
  sentences: 'paragraphs and sentences',
  model: 'model',
  actors: 'actors',
  attributions: 'attributions',
  claims: 'claims',
  reading: 'the reading copied and frozen',
} as const;
export type Stage = keyof typeof STAGES;

export interface Staged {
  /** Milliseconds that each stage has the processor for all documents. */
  readonly milliseconds: Readonly<Record<Stage, number>>;
  /** The same for the bare calls, which the model's stage makes too. */
  readonly bare: number;
  /** Of all documents. */
  readonly wordPieces: number;
}

/** So many documents are read by the pipeline too, to see that the copy of it here does the same. */
const COMPARED = 3;

/**
 * Takes the English pipeline (src/app/pipeline.ts) apart and times each stage over the documents, once. They are to have been
 * read before, so that the code is warm.
 * @throws AssertionError where that gives another reading than `read`: the copy of the pipeline here is out of date
 */
export async function timeStages(
  size: ModelName,
  documents: readonly Source[],
  read: SourceReader,
  bare: Side<Source>,
): Promise<Staged> {
  const model = await loadModel(size);
  const readClaims = claimReader(loadProfiles([]), model.manifest);
  const milliseconds = {
    language: 0,
    sentences: 0,
    model: 0,
    actors: 0,
    attributions: 0,
    claims: 0,
    reading: 0,
  };
  const timed = async <T>(stage: Stage, run: () => T | Promise<T>): Promise<T> => {
    const start = processorTime();
    const value = await run();
    milliseconds[stage] += processorTime() - start;
    return value;
  };
  let bareCalls = 0;
  let wordPieces = 0;
  for (const [i, source] of documents.entries()) {
    let pieces = 0;
    const onProgress = (_: number, all: number): void => {
      pieces = all;
    };
    const language = await timed('language', () => detectLanguage(source.text));
    const metadata = { ...source.metadata, language };
    const tokenised = await timed('sentences', () => tokenise({ ...source, metadata }));
    const predicted = await timed('model', () => model.predict(tokenised, { onProgress }));
    const mentioned = await timed('actors', () => ({ ...predicted, ...findActors(tokenised) }));
    const attributed = await timed('attributions', () => attribute(mentioned, model.manifest.thresholds));
    const claimed = await timed('claims', () => readClaims(attributed));
    const reading = await timed('reading', () => toReading(claimed));
    if (i < COMPARED)
      assert.deepEqual(reading, await read(source), 'bench/stages.ts does not read as src/app/pipeline.ts');
    const start = processorTime();
    await bare.read(source);
    bareCalls += processorTime() - start;
    wordPieces += pieces;
  }
  return { milliseconds, bare: bareCalls, wordPieces };
}
