import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stdin } from 'node:process';
import { findInputs } from '../src/app/inputs.ts';
import type { Source } from '../src/document/layers.ts';

export interface Corpus {
  readonly name: string;
  readonly documents: readonly Source[];
  /** What was chosen from what. */
  readonly about: string;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `26-FEB-1987 15:01:01.79` as `1987-02-26`. */
function isoDate(date: string): string | null {
  const [, day = '', month = '', year = ''] = /^\s*(\d{1,2})-([A-Z]{3})-(\d{4})/.exec(date) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  return number > 0 ? `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}

/** The stories of a file of Reuters-21578 (SGML) that have a body; many are a headline only. */
export function storiesOf(sgml: string): Source[] {
  return Array.from(sgml.matchAll(/<REUTERS[^>]*>([\s\S]*?)<\/REUTERS>/g), ([, story = '']) => {
    const field = (name: string): string =>
      new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(story)?.[1] ?? '';
    return {
      text: characters(field('BODY')),
      metadata: {
        title: characters(field('TITLE')) || null,
        publisher: 'Reuters',
        byline: null,
        url: null,
        published: isoDate(field('DATE')),
        publishedFrom: 'option' as const,
        language: null,
      },
    };
  }).filter(({ text }) => text !== '');
}

/** Only these three characters are escaped; the numbered ones are signs of the wire. */
const characters = (sgml: string): string =>
  sgml
    .replace(/&#\d+;/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();

const lengthOf = (documents: readonly Source[]): number =>
  Math.round(documents.reduce((sum, { text }) => sum + text.length, 0) / documents.length);

/** So many of them, one from the middle of each stretch in order of length: on average about as long as all, always the same. */
export function spread<T extends { readonly text: string }>(values: readonly T[], count: number): T[] {
  const sorted = values.toSorted((a, b) => a.text.length - b.text.length);
  const taken = Math.min(count, sorted.length);
  return Array.from({ length: taken }, (_, k) => Math.floor(((k + 0.5) * sorted.length) / taken)).flatMap(
    (i) => sorted[i] ?? [],
  );
}

export function reuters(folder: string, count: number): Corpus {
  const stories = readdirSync(folder)
    .filter((file) => /^reut2-\d+\.sgm$/.test(file))
    .sort()
    .flatMap((file) => storiesOf(readFileSync(join(folder, file), 'latin1')));
  if (stories.length === 0)
    throw new Error(`${folder} has no stories: reut2-*.sgm of Reuters-21578 belong there`);
  const documents = spread(stories, count);
  const about = `${documents.length} of ${stories.length} stories of Reuters-21578, spread evenly over their lengths: ${lengthOf(documents)} characters on average, all together ${lengthOf(stories)}`;
  return { name: 'Reuters', documents, about };
}

/** The shipped samples, as `pledgebook read` gets them. */
export async function samples(count: number): Promise<Corpus> {
  const { inputs } = await findInputs([join(import.meta.dirname, '../samples')], stdin);
  const documents = await Promise.all(
    inputs.slice(0, count).map(async (input) => (await input.load()).source),
  );
  const about = `${documents.length} of ${inputs.length} reports of \`samples/\`: ${lengthOf(documents)} characters on average`;
  return { name: 'Samples', documents, about };
}
