import { z } from 'zod';
import { briefDocx } from '../../app/book/brief/docx.ts';
import { briefMarkdown } from '../../app/book/brief/markdown.ts';
import { type Chunk, FORMATS, type FormatName } from '../../app/book/exports/index.ts';
import { zipped } from '../../app/book/exports/zipped.ts';
import { byOf, why } from '../by.ts';
import { Refusal } from '../problem.ts';
import { type Ask, route } from '../route.ts';
import { ENTRIES, flag, LIMIT, listQueryOf } from '../schemas/parameters.ts';
import { list, nullable } from '../schemas/words.ts';
import { Streamed } from '../streaming.ts';

const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
const ZIP = 'application/zip';
const BYTES = 'application/octet-stream';
const line = z.string().max(300);

const release = z
  .object({ name: z.string(), by: z.string(), at: z.string(), why: nullable(z.string()) })
  .meta({ id: 'Release' });

const { since: _, ...CHOSEN } = ENTRIES;
const BRIEF = { since: line, ...CHOSEN, ...LIMIT(1000, 30) };
type BriefAsked = z.output<z.ZodObject<typeof BRIEF>>;

const briefOf = (book: Ask['book'], { since, limit, ...chosen }: BriefAsked) =>
  book.brief({ ...briefQueryOf(chosen), since, limit });

function briefQueryOf(chosen: Omit<BriefAsked, 'since' | 'limit'>) {
  const { since: toldSince, ...query } = listQueryOf(chosen);
  return { ...query, ...(toldSince !== undefined && { toldSince }) };
}

const brief = z.object({
  since: z.string(),
  until: z.string(),
  sections: list(
    z.object({
      kind: z.string(),
      heading: z.string(),
      items: list(z.object({ lead: nullable(z.string()), text: z.string(), notes: list(z.number()) })),
      leftOut: z.number(),
    }),
  ),
  footnotes: list(
    z.object({
      publisher: nullable(z.string()),
      title: nullable(z.string()),
      published: nullable(z.string()),
      url: nullable(z.string()),
      report: z.string(),
      claim: z.string(),
      quote: z.string(),
    }),
  ),
  remarks: list(z.string()),
});

export const exportRoutes = [
  route({
    method: 'get',
    path: '/api/export',
    summary:
      'The book, or what is chosen of it, as a file of another program; of several files a zip archive',
    right: 'read',
    query: {
      to: z.enum(FORMAT_NAMES),
      'changes-since': line.optional(),
      'per-claim': flag,
      'with-texts': flag,
      'reporting-org': line.optional(),
      'reporting-name': line.optional(),
      ...ENTRIES,
    },
    streams: [...new Set([ZIP, ...Object.values(FORMATS).map(({ mediaType }) => mediaType)])],
    answer: z.string(),
    run: async ({ query }, { book, settings }) => {
      const {
        to,
        'changes-since': changesSince,
        'per-claim': perClaim,
        'with-texts': withTexts,
        ...rest
      } = query;
      const { 'reporting-org': ref, 'reporting-name': name, ...chosen } = rest;
      if (withTexts === 'yes' || (to === 'jsonl' && changesSince === undefined)) refuseTexts(settings);
      const said = { ...chosen, ...(changesSince !== undefined && { 'changes-since': changesSince }) };
      const exported = book.export({
        ...listQueryOf(chosen),
        to,
        filters: Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
        ...(changesSince !== undefined && { changesSince }),
        ...(perClaim === 'yes' && { perClaim: true }),
        ...(withTexts === 'yes' && { withTexts: true }),
        ...((ref ?? name) !== undefined && {
          reporting: { ref: ref ?? 'pledgebook', name: name ?? ref ?? 'pledgebook' },
        }),
      });
      const stem = settings.name.replace(/\.[^.]*$/, '');
      return exported.file === null
        ? new Streamed(ZIP, `${stem}-${to}.zip`, zipped(exported.chunks))
        : new Streamed(exported.mediaType, `${stem}-${exported.file}`, bytesOf(exported.chunks));
    },
  }),
  route({
    method: 'get',
    path: '/api/reports/{id}/original',
    summary: 'A report as it came, byte for byte, to be kept as a file',
    right: 'read',
    params: { id: z.string() },
    streams: [BYTES],
    answer: z.string(),
    run: async ({ params: { id } }, { book, settings }) => {
      refuseTexts(settings);
      const { bytes, mediaType } = await book.original(id);
      const name = id.replace(/^sha256:/, '').slice(0, 12);
      return new Streamed(BYTES, `${name}.${ENDINGS[mediaType] ?? 'bin'}`, once(bytes));
    },
  }),
  route({
    method: 'get',
    path: '/api/releases',
    summary: 'Moments of the book that were given a name, earliest first',
    right: 'read',
    answer: z.object({ items: list(release) }),
    run: async (_, { book }) => ({ items: await book.releases() }),
  }),
  route({
    method: 'post',
    path: '/api/releases',
    summary: 'Names what the book knows now, to be compared with later',
    right: 'decide',
    body: z.strictObject({ name: line, why }),
    answer: release,
    run: ({ body }, ask) => ask.book.release(body.name, byOf(ask, body.why)),
  }),
  route({
    method: 'get',
    path: '/api/brief',
    summary: 'The page that is handed on: what came since a day or a release',
    right: 'read',
    // What `friday` means, the clock says.
    fresh: true,
    query: BRIEF,
    answer: brief,
    run: ({ query }, { book }) => briefOf(book, query),
  }),
  route({
    method: 'get',
    path: '/api/brief.md',
    summary: 'The same as Markdown',
    right: 'read',
    fresh: true,
    query: BRIEF,
    media: 'text/markdown',
    answer: z.string(),
    run: async ({ query }, { book }) => briefMarkdown(await briefOf(book, query)),
  }),
  route({
    method: 'get',
    path: '/api/brief.docx',
    summary: 'The same for Word',
    right: 'read',
    fresh: true,
    query: BRIEF,
    media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    answer: z.custom<Uint8Array>(),
    run: async ({ query }, { book }) => briefDocx(await briefOf(book, query)),
  }),
];

/** @throws Refusal `http/texts` */
function refuseTexts({ texts }: Ask['settings']): void {
  if (texts) return;
  throw new Refusal(
    403,
    'http/texts',
    'full texts of reports are not served here; pledgebook serve --serve-texts does',
  );
}

async function* bytesOf(chunks: AsyncIterable<Chunk>): AsyncGenerator<Uint8Array> {
  for await (const { data } of chunks) yield typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const ENDINGS: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'text/markdown': 'md',
  'text/plain': 'txt',
  'application/pdf': 'pdf',
  'application/rtf': 'rtf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'message/rfc822': 'eml',
};
