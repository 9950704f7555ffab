import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import countries from 'i18n-iso-countries';
import { type Arrival, arrivalOf } from '../src/app/book/add.ts';
import { createSourceReader } from '../src/app/reader.ts';
import type { Reading } from '../src/app/reading.ts';
import type { Span } from '../src/text/span.ts';
import { samples } from './corpora.ts';

/** Code and English name of each state. */
const STATES = Object.keys(countries.getAlpha3Codes())
  .sort()
  .map((code) => ({ code, name: countries.getName(code, 'en') ?? code }));
const DAY = 86_400_000;

/** What is varied: the readings in a file, as `pledgebook read --json` prints them, or those of `samples/`, read now. */
export async function readingsToVary(file?: string): Promise<readonly Reading[]> {
  if (file !== undefined)
    return readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const read = await createSourceReader();
  const readings: Reading[] = [];
  for (const document of (await samples(100)).documents) readings.push(await read(document));
  return readings;
}

/** Of the `k`th report, counted from the first day: 2,000 days over and over, so that most come after later ones. */
export const inAnyOrder = (k: number): number => k % 2000;
/** As a desk takes them in that reads fifty a day. */
export const inOrder = (k: number): number => Math.floor(k / 50);

/**
 * The `k`th report of a book that is as large as one likes: one of the readings, in which other states act, told by one of 50
 * papers on one of 2,000 days. Always the same one; its spans mean the same words, or the names in their place.
 */
export function generatedReading(readings: readonly Reading[], k: number, dayOf = inAnyOrder): Reading {
  const original = readings[k % readings.length];
  if (!original) throw new Error('no readings to vary');
  return varied(original, k, dayOf(k));
}

/** The same as it comes into a book. */
export function generatedArrival(readings: readonly Reading[], k: number, dayOf = inAnyOrder): () => Arrival {
  const reading = generatedReading(readings, k, dayOf);
  const received = {
    bytes: new TextEncoder().encode(reading.document.text),
    mediaType: 'text/plain',
    path: `generated/${k}.txt`,
    fetchedUrl: null,
  };
  const now = new Date(Date.UTC(2026, 0, 1) + k * 1000).toISOString();
  return () => arrivalOf(reading, received, '0.0.0', now);
}

function varied(reading: Reading, k: number, day: number): Reading {
  const codes = [
    ...new Set(reading.actors.flatMap(({ kind, state }) => (kind === 'state' && state ? [state] : []))),
  ];
  const first = createHash('sha256').update(`${k}`).digest().readUInt32LE();
  const other = new Map(
    codes.map((code, i) => [code, STATES[(first + i) % STATES.length] ?? { code, name: code }]),
  );
  const moves = movesOf(reading, other);
  const { text } = reading.document;
  const pattern = new RegExp(`\\b(?:${codes.join('|') || '$^'})\\b`, 'g');
  const move = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(pattern, (code) => other.get(code)?.code ?? code);
    if (Array.isArray(value)) return value.map(move);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([field, inner]) => [field, move(inner)] as const);
    return { ...Object.fromEntries(fields), ...(isSpan(value) ? movedSpan(moves, value) : {}) };
  };
  const { actors, document, ...rest } = reading;
  const published = new Date(Date.UTC(2020, 0, 1) + day * DAY).toISOString().slice(0, 10);
  const named = actors.map((actor) => {
    const name = actor.kind === 'state' && actor.state ? other.get(actor.state)?.name : undefined;
    return { ...(move(actor) as typeof actor), ...(name && { name }) };
  });
  return {
    ...(move(rest) as typeof rest),
    actors: named,
    document: {
      ...document,
      publisher: `Paper ${k % 50}`,
      published,
      title: `${document.title} (${k})`,
      text: moves.reduceRight(
        (now, { start, end, name }) => now.slice(0, start) + name + now.slice(end),
        text,
      ),
      sentences: document.sentences.map((span) => movedSpan(moves, span)),
    },
  };
}

interface Move extends Span {
  readonly name: string;
}

/** Which words give way to which name, in order and not overlapping. */
function movesOf(
  { actors, mentions }: Reading,
  other: ReadonlyMap<string, { readonly name: string }>,
): readonly Move[] {
  const names = new Map(
    actors.flatMap(({ id, kind, state }) => {
      const name = kind === 'state' && state ? other.get(state)?.name : undefined;
      return name ? [[id, name] as const] : [];
    }),
  );
  const moves: Move[] = [];
  for (const { start, end, actor } of mentions.toSorted((a, b) => a.start - b.start)) {
    const name = names.get(actor);
    if (name && start >= (moves.at(-1)?.end ?? 0)) moves.push({ start, end, name });
  }
  return moves;
}

const isSpan = (value: object): value is Span =>
  'start' in value && 'end' in value && typeof value.start === 'number';

/** A place inside of words that gave way becomes the end of the name (of a span's start: the start). */
function movedSpan(moves: readonly Move[], { start, end }: Span): Span {
  const moved = (place: number, inside: 'start' | 'end'): number => {
    let shift = 0;
    for (const { start: from, end: to, name } of moves) {
      if (place <= from) break;
      if (place < to) return from + shift + (inside === 'start' ? 0 : name.length);
      shift += name.length - (to - from);
    }
    return place + shift;
  };
  return { start: moved(start, 'start'), end: moved(end, 'end') };
}
