import type { Source } from '../document/layers.ts';
import type { Received } from './book/add.ts';
import { type Input, inputError, isJsonl } from './inputs.ts';
import { readJsonl } from './jsonl.ts';
import type { Reading } from './reading.ts';

/** One report of an input; `load` throws InputError where it cannot be read. */
export interface InputReport {
  /** The input's, of a JSONL file with its line: `corpus.jsonl:12`. */
  readonly name: string;
  load(): Promise<LoadedReport>;
}

/** A report to be read, or one that was read before; with what came with it. */
export type LoadedReport = { readonly received: Partial<Received> } & (
  | { readonly source: Source }
  | { readonly reading: Reading }
);

/** The reports of an input as they are come to: one, of a JSONL file one a line. */
export async function* reportsIn(input: Input): AsyncGenerator<InputReport> {
  const { name, path } = input;
  if (path === null || !isJsonl(path)) {
    yield {
      name,
      load: async () => {
        const { source, bytes, mediaType } = await input.load();
        return { source, received: { bytes, mediaType, path } };
      },
    };
    return;
  }
  try {
    for await (const report of readJsonl(path)) {
      const load = async (): Promise<LoadedReport> => {
        if ('error' in report) throw report.error;
        return { ...report, received: { path: null } };
      };
      yield { name: `${name}:${report.line}`, load };
    }
  } catch (error) {
    // Told as that of any other report, in its turn.
    const refusal = inputError(error, name);
    yield { name, load: () => Promise.reject(refusal) };
  }
}

/** The text and metadata of a reading, to be read anew. */
export const sourceOf = ({ document }: Reading): Source => {
  const { text, title, publisher, byline, url, published, language, publishedFrom } = document;
  return { text, metadata: { title, publisher, byline, url, published, language, publishedFrom } };
};
