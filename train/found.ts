import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findActors } from '../src/actors/find-actors.ts';
import { attribute } from '../src/claims/attributions.ts';
import { type Candidate, candidatesOf } from '../src/claims/claim-evidence.ts';
import type { Attributed, Predicted } from '../src/document/layers.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import type { Act } from '../src/document/vocabulary.ts';
import { tokenise } from '../src/language/sentences.ts';
import type { Model, Thresholds } from '../src/model/index.ts';
import { overlaps, span } from '../src/text/span.ts';
import { storiesOf } from './reuters.ts';

/** A text of train/gold-found: what a model took for predicates of claims in a text that it had not learned, with what a reader said of each. */
interface Marked {
  readonly doc: string;
  readonly sha256: string;
  /** Left out where it may not be passed on. */
  readonly text?: string;
  readonly candidates: readonly {
    readonly predicateSpan: readonly [number, number];
    /** Null where it is no claim's. */
    readonly act: Act | null;
  }[];
}

/** One of the predicates that were marked, as a model reads it now. */
export interface Judged {
  readonly candidate: Candidate;
  readonly act: Act | null;
}

export interface FoundText {
  readonly doc: string;
  readonly document: Attributed & Predicted;
  readonly judged: readonly Judged[];
  /** How many of the predicates that were marked are claims', found again or not. */
  readonly marked: number;
}

/** From which probability on a predicate is asked about: what is less sure no evidence makes a claim. */
export const ASKED = 0.4;

/**
 * The texts of train/gold-found as a model reads them, one after the other: a quarter of an hour with `standard` on one core.
 * @param reuters the folder of Reuters-21578
 * @throws Error where one of its stories is not there or is another
 */
export async function* foundTexts(
  reuters: string,
  model: Model,
  thresholds: Thresholds = { ...model.manifest.thresholds, predicate: ASKED },
): AsyncGenerator<FoundText> {
  const stories = storiesOf(reuters);
  for (const line of readFileSync(new URL('gold-found/marks.jsonl', import.meta.url), 'utf8').split('\n')) {
    if (line === '') continue;
    const { doc, sha256, text = stories.get(doc), candidates }: Marked = JSON.parse(line);
    if (text === undefined || createHash('sha256').update(text).digest('hex') !== sha256)
      throw new Error(`${doc}: its text is not in ${reuters}`);
    const tokenised = tokenise({ text, metadata: { ...UNKNOWN, language: 'en' } });
    const predicted = await model.predict(tokenised, { thresholds });
    const document = attribute({ ...predicted, ...findActors(tokenised) }, thresholds);
    const judged = candidatesOf(document).flatMap((candidate): readonly Judged[] => {
      // not among them is what the model did not find when they were marked
      const mark = candidates.find(({ predicateSpan: [from, to] }) =>
        overlaps(candidate.predicate, span(from, to)),
      );
      return mark === undefined ? [] : [{ candidate, act: mark.act }];
    });
    yield { doc, document, judged, marked: candidates.filter(({ act }) => act !== null).length };
  }
}
