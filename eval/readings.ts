import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createPipeline, type ModelName } from '../src/app/pipeline.ts';
import { toReading } from '../src/app/reading.ts';

/** Publication dates by text, where the details gold says them. */
function publishedBy(folder: string): Map<string, string> {
  const details = join(folder, 'details');
  return new Map(
    readdirSync(details)
      .filter((f) => f.endsWith('.json'))
      .map((f) => {
        const { doc, published }: { doc: string; published: string } = JSON.parse(
          readFileSync(join(details, f), 'utf8'),
        );
        return [doc, published];
      }),
  );
}

/**
 * Reads the texts of the gold files in `folders` (each `{doc, text}`) with a model and writes one reading a line, with
 * `doc` added, to `out`: what the scorers read. Only texts in `docs`, where it is given.
 */
export async function writeReadings(
  gold: string,
  folders: readonly string[],
  model: ModelName,
  out: string,
  docs?: ReadonlySet<string>,
): Promise<number> {
  const pipeline = await createPipeline({ model, profiles: [] });
  const published = publishedBy(gold);
  const lines: string[] = [];
  for (const folder of folders) {
    for (const file of readdirSync(folder)
      .filter((f) => f.endsWith('.json'))
      .sort()) {
      const { doc, text }: { doc: string; text: string } = JSON.parse(
        readFileSync(join(folder, file), 'utf8'),
      );
      if (docs && !docs.has(doc)) continue;
      const date = published.get(doc) ?? null;
      const metadata = {
        title: null,
        publisher: null,
        byline: null,
        url: null,
        published: date,
        publishedFrom: date ? ('option' as const) : null,
        language: 'en',
      };
      lines.push(JSON.stringify({ doc, ...toReading(await pipeline({ text, metadata })) }));
    }
  }
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${lines.join('\n')}\n`);
  return lines.length;
}
