import { UNKNOWN } from '../../document/metadata.ts';
import type { Act } from '../../document/vocabulary.ts';
import { InputError } from '../../text/errors.ts';
import type { SourceReader } from '../reader.ts';
import { type Reliability, reliabilityOf } from './confidence.ts';
import { type Layer, scoreText, type TextScore, together } from './layers.ts';
import { markedDocs, markedText, ownFolder } from './marked-folder.ts';
import { type Score, scoreOf } from './score.ts';

/** How well a folder of marked texts is read. */
export interface Measured {
  readonly texts: number;
  /** A layer that was not marked is not there. */
  readonly layers: Readonly<Partial<Record<Layer, Score>>>;
  /** Of claims with this act. */
  readonly acts: Readonly<Partial<Record<Act, Score>>>;
  readonly confidence: Reliability;
  /** Files that could not be taken, and texts that were not read. */
  readonly refused: readonly InputError[];
}

/**
 * Reads the texts of a folder of one's own and holds what is read against what was marked.
 * @param begin is told the file of each text before it is read, and its index
 * @throws InputError `input/missing`, `input/none` where there is no folder, or nothing in it
 */
export async function measureReading(
  folder: string,
  read: SourceReader,
  begin: (file: string, index: number, all: number) => void = () => {},
): Promise<Measured> {
  const docs = markedDocs(folder);
  if (docs.length === 0) throw new InputError('input/none', `${folder}: no marked text (a .json file each)`);
  const scores: TextScore[] = [];
  const refused: InputError[] = [];
  for (const [i, doc] of docs.entries()) {
    begin(`${doc}.json`, i, docs.length);
    try {
      const marked = markedText(doc, ownFolder(folder));
      const { text, published } = marked;
      const metadata = {
        ...UNKNOWN,
        published,
        publishedFrom: published === null ? null : ('option' as const),
      };
      const reading = await read({ text, metadata });
      if (reading.skipped === null) scores.push(scoreText(marked, reading));
      else refused.push(new InputError('input/language', `${doc}.json: not read: it is not English`));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push(error);
    }
  }
  const { texts, layers, acts, judged } = together(scores);
  return {
    texts,
    layers: mapped(layers),
    acts: mapped(acts),
    confidence: reliabilityOf(judged),
    refused,
  };
}

const mapped = <K extends string>(
  counts: Readonly<Partial<Record<K, Parameters<typeof scoreOf>[0]>>>,
): Readonly<Partial<Record<K, Score>>> => {
  const scores: Partial<Record<K, Score>> = {};
  for (const key in counts) {
    const count = counts[key];
    if (count !== undefined) scores[key] = scoreOf(count);
  }
  return scores;
};
