import { z } from 'zod';
import type { BadLine } from '../../app/book/imports/book.ts';
import { editedIn, trackerIn } from '../../app/book/imports/tracker-file.ts';
import { UsageError } from '../../text/errors.ts';
import { byOf, why } from '../by.ts';
import { route } from '../route.ts';
import { file } from '../schemas/files.ts';
import { flag } from '../schemas/parameters.ts';
import { list, nullable } from '../schemas/words.ts';
import { refuseSample } from './adding.ts';

const HOW = { 'dry-run': flag, 'skip-bad': flag };

const optionsOf = (query: { readonly 'dry-run': 'yes' | 'no'; readonly 'skip-bad': 'yes' | 'no' }) => ({
  dryRun: query['dry-run'] === 'yes',
  skipBad: query['skip-bad'] === 'yes',
});

const bytesOf = ({ name, base64 }: z.output<typeof file>) => ({ name, bytes: Buffer.from(base64, 'base64') });

/** Bad lines that are told: there may be a million. */
const NAMED = 100;

const failures = list(z.object({ number: z.number(), column: nullable(z.string()), why: z.string() }));
const edits = list(z.object({ column: z.string(), before: z.string(), after: z.string() }));

export const importRoutes = [
  route({
    method: 'post',
    path: '/api/import',
    summary: 'Makes this book, in which nothing is yet, equal to one that was exported as JSONL',
    right: 'decide',
    query: HOW,
    takes: 'application/jsonl',
    answer: z.object({
      imported: z.boolean(),
      counts: z.record(z.string(), z.number()),
      bad: z.number(),
      resting: list(
        z.object({ on: z.string(), line: z.number(), records: z.number(), first: list(z.string()) }),
      ),
      filters: z.record(z.string(), z.unknown()),
      lines: list(z.object({ line: z.number(), why: z.string() })),
    }),
    run: async ({ query }, { book, sent, settings }) => {
      refuseSample(settings);
      const lines: BadLine[] = [];
      const onBad = (line: BadLine): void => {
        if (lines.length < NAMED) lines.push(line);
      };
      return { ...(await book.importBook(sent ?? nothing(), { ...optionsOf(query), onBad })), lines };
    },
  }),
  route({
    method: 'post',
    path: '/api/import/tracker',
    summary: 'Puts an analyst’s own tracker into the book, by what its columns mean',
    right: 'decide',
    query: HOW,
    body: z.strictObject({ file, map: z.string().max(100_000), why }),
    answer: z.object({
      imported: z.boolean(),
      rows: list(
        z.object({
          number: z.number(),
          status: z.enum(['added', 'changed', 'known', 'conflict']),
          text: z.string(),
          report: z.string(),
          claim: nullable(z.string()),
          matches: list(z.unknown()),
          why: nullable(z.string()),
        }),
      ),
      failures,
      missing: list(z.string()),
    }),
    run: async ({ query, body }, ask) => {
      refuseSample(ask.settings);
      const { table, mapping } = await trackerIn(bytesOf(body.file), body.map, 'map');
      return ask.book.importTracker(table, mapping, byOf(ask, body.why), optionsOf(query));
    },
  }),
  route({
    method: 'post',
    path: '/api/import/edits',
    summary: 'Takes an exported table of claims that was edited since as decisions',
    right: 'decide',
    query: HOW,
    body: z.strictObject({ file, exported: z.string().max(50).optional(), why }),
    answer: z.object({
      imported: z.boolean(),
      rows: list(
        z.object({
          number: z.number(),
          claim: z.string(),
          status: z.enum(['decided', 'conflict']),
          edits,
          now: edits,
          decisions: list(z.looseObject({ decision: z.string(), kind: z.string() })),
        }),
      ),
      same: z.number(),
      failures,
      foreign: list(z.string()),
      notCompared: list(z.string()),
    }),
    run: async ({ query, body }, ask) => {
      const { tables, exported, filters } = await editedIn(bytesOf(body.file));
      const when = body.exported ?? exported;
      if (when === null)
        throw new UsageError(
          'usage/import',
          `say when ${body.file.name} was exported: "exported": "2026-01-31T12:00Z"; a tracker of your own goes to /api/import/tracker`,
        );
      return ask.book.importEdits(tables, when, byOf(ask, body.why), { ...optionsOf(query), filters });
    },
  }),
];

async function* nothing(): AsyncGenerator<Uint8Array> {}
