import type { SourceReader } from '../src/app/reader.ts';
import { type Reading, toReading } from '../src/app/reading.ts';
import { start } from '../src/cli/start.ts';
import { InputError } from '../src/text/errors.ts';
import { claimed } from './claimed-sample.ts';

/**
 * The command line over a reader that needs no model: every text reads as the sample document, except that one with
 * `BAD` in it fails, one with `FRENCH` or `GERMAN` is in another language, and one with `SLOW` tells of its progress.
 */
export const fakeReader: SourceReader = async (
  { text, metadata },
  { explain, progress } = {},
): Promise<Reading> => {
  if (text.includes('BAD')) throw new InputError('input/binary', 'this is no text');
  if (text.includes('SLOW')) {
    for (const part of [0.25, 0.5]) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      progress?.(part);
    }
  }
  const { publisher, published, publishedFrom } = metadata;
  const known = {
    ...claimed.metadata,
    ...(publisher && { publisher }),
    ...(published && { published, publishedFrom }),
  };
  const [other] = /FRENCH|GERMAN/.exec(text) ?? [];
  if (other !== undefined) {
    const empty = { sentences: [], actors: [], mentions: [], attributions: [], claims: [] };
    return toReading({
      ...claimed,
      ...empty,
      text,
      metadata: { ...known, language: other === 'GERMAN' ? 'de' : 'fr' },
    });
  }
  return toReading({ ...claimed, metadata: known }, explain ? { explain } : {});
};

if (import.meta.main) await start(process.argv.slice(2), async () => fakeReader);
