import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MarkedText } from '../src/app/marked/marked-text.ts';
import { createPipeline, type ModelName } from '../src/app/pipeline.ts';
import { type Reading, toReading } from '../src/app/reading.ts';
import { UNKNOWN } from '../src/document/metadata.ts';

export interface Readings {
  readonly of: ReadonlyMap<string, Reading>;
  /** Texts that were read now, and how long that took. */
  readonly read: number;
  readonly seconds: number;
}

/**
 * The readings of marked texts with a model, with the reasons of each claim. With a folder to keep them in, those that are
 * there already are not read again: empty it when the reader or the model is another.
 */
export async function readingsOf(
  texts: readonly MarkedText[],
  model: ModelName,
  folder: string | undefined,
): Promise<Readings> {
  const kept = folder === undefined ? null : join(folder, `${model}.jsonl`);
  const of = new Map<string, Reading>();
  if (kept !== null && existsSync(kept)) {
    for (const line of readFileSync(kept, 'utf8').split('\n').filter(Boolean)) {
      const { doc, ...reading }: Reading & { readonly doc: string } = JSON.parse(line);
      of.set(doc, reading);
    }
  }
  const missing = texts.filter(({ doc }) => !of.has(doc));
  if (missing.length === 0) return { of, read: 0, seconds: 0 };
  const pipeline = await createPipeline({ model, profiles: [] });
  const started = performance.now();
  for (const { doc, text, published } of missing) {
    const metadata = {
      ...UNKNOWN,
      published,
      publishedFrom: published === null ? null : ('option' as const),
      language: 'en',
    };
    const reading = toReading(await pipeline({ text, metadata }), { explain: true });
    of.set(doc, reading);
    if (kept === null) continue;
    mkdirSync(dirname(kept), { recursive: true });
    appendFileSync(kept, `${JSON.stringify({ doc, ...reading })}\n`);
  }
  return { of, read: missing.length, seconds: (performance.now() - started) / 1000 };
}
