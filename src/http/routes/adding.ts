import { z } from 'zod';
import type { LookedAt, UrlOptions } from '../../app/book/feeds/desk.ts';
import { type KnownMetadata, withKnown } from '../../app/reader.ts';
import type { Reading } from '../../app/reading.ts';
import { type InputReport, reportsInBytes } from '../../app/reports-in.ts';
import { toRecord } from '../../app/to-record.ts';
import { UNKNOWN } from '../../document/metadata.ts';
import type { Jobs, Sent } from '../jobs.ts';
import { Refusal } from '../problem.ts';
import { Answered, type Ask, route } from '../route.ts';
import { actor, attribution, claim, mention } from '../schemas/claims.ts';
import { file } from '../schemas/files.ts';
import { job } from '../schemas/jobs.ts';
import { flag } from '../schemas/parameters.ts';
import { list, nullable, party } from '../schemas/words.ts';
import { claimOf } from '../views.ts';

const line = z.string().max(2000).nullable().optional();
const known = z.strictObject({ title: line, publisher: line, byline: line, url: line, published: line });

const rule = z.string().max(500).nullable().optional();
/** Of a feed: which of its items come in. Which hosts may be asked says the one who serves, and no client. */
const rules = z.strictObject({ include: rule, exclude: rule, onlyWith: rule });

const one = z
  .union([
    z.strictObject({ text: z.string(), known: known.optional() }),
    z.strictObject({ file, known: known.optional() }),
    z.strictObject({
      url: z.string().min(1).max(4000),
      known: known.optional(),
      rules: rules.optional(),
      feed: z.boolean().optional(),
    }),
  ])
  .meta({ id: 'SentReport' });

const sentReports = z.union([one, z.strictObject({ reports: z.array(one).min(1).max(100) })]);

export const addingRoutes = [
  route({
    method: 'post',
    path: '/api/reports/preview',
    summary: 'Reads a report and keeps nothing: what is guessed and found',
    right: 'propose',
    body: sentReports,
    raw: formFiles,
    answer: z.object({
      known: z.object({
        title: nullable(z.string()),
        publisher: nullable(z.string()),
        byline: nullable(z.string()),
        url: nullable(z.string()),
        published: nullable(z.string()),
        publishedFrom: nullable(z.string()),
        language: nullable(z.string()),
      }),
      text: z.string(),
      skipped: nullable(z.literal('language')),
      claims: list(claim),
      attributions: list(attribution),
      mentions: list(mention),
      actors: list(actor),
      parties: list(party),
      feed: nullable(
        z.object({
          title: nullable(z.string()),
          items: list(
            z.object({
              url: nullable(z.string()),
              title: nullable(z.string()),
              published: nullable(z.string()),
            }),
          ),
        }),
      ),
    }),
    run: async ({ body }, { book }) => {
      const [first, ...more] = 'reports' in body ? body.reports : [body];
      if (first === undefined || more.length > 0)
        throw new Refusal(400, 'http/request', 'one report is wanted for a preview');
      const found =
        'url' in first
          ? await book.lookAt(first.url, knownOf(first.known ?? {}), first.feed)
          : { reading: await readOne(reportsOf(first), knownOf(first.known ?? {}), book), feed: null };
      if (found.feed !== null) return feedPreview(found.feed);
      const { reading } = found;
      const { title, publisher, byline, url, published, publishedFrom, language, text } = reading.document;
      const record = toRecord(reading, '1970-01-01T00:00:00.000Z');
      const around = { reports: new Map([[record.report.id, record.report]]), states: new Map() };
      return {
        known: { title, publisher, byline, url, published, publishedFrom, language },
        text,
        skipped: reading.skipped,
        claims: record.claims.map((of) => claimOf(of, around)),
        attributions: reading.attributions,
        mentions: reading.mentions,
        actors: reading.actors,
        parties: record.parties,
        feed: null,
      };
    },
  }),
  route({
    method: 'post',
    path: '/api/reports',
    summary: 'Adds reports',
    right: 'propose',
    query: { wait: flag },
    body: sentReports,
    raw: formFiles,
    status: 202,
    answer: job,
    run: async ({ body, query }, { jobs, book, settings }) => {
      refuseSample(settings);
      const sent = ('reports' in body ? body.reports : [body]).map((of) => sentOne(of, book));
      return begunOrDone(jobs, sent, query.wait === 'yes');
    },
  }),
  route({
    method: 'get',
    path: '/api/jobs/{id}',
    summary: 'How far the adding of reports has come',
    right: 'propose',
    fresh: true,
    params: { id: z.string() },
    answer: job,
    run: async ({ params: { id } }, { jobs }) => {
      const found = jobs.get(id);
      if (found === null) throw new Refusal(404, 'http/job', `there is no job "${id}", or it ended long ago`);
      return found;
    },
  }),
];

/** @throws Refusal `http/sample` */
export function refuseSample({ sample, own }: Ask['settings']): void {
  if (sample && own !== null)
    throw new Refusal(409, 'http/sample', `this book is a sample; your own reports go to ${own}`);
}

/** A job, as it begins or as it ends; the problem of the one report that was refused. */
export async function begunOrDone(
  jobs: Jobs,
  sent: readonly Sent[],
  wait: boolean,
): Promise<Answered<z.input<typeof job>>> {
  const begun = jobs.begin(sent);
  const location = { location: `/api/jobs/${begun.id}` };
  if (!wait) return new Answered(begun, 202, location);
  const done = await jobs.done(begun.id);
  const [only] = done.outcomes;
  if (done.outcomes.length === 1 && only?.problem) {
    const { status, code, detail } = only.problem;
    throw new Refusal(status, code, detail);
  }
  return new Answered(done, 200, location);
}

type SentOne = z.output<typeof one>;

const sentOne = (sent: SentOne, book: Ask['book']): Sent => {
  const said = knownOf(sent.known ?? {});
  if (!('url' in sent)) return { reports: reportsOf(sent), known: said };
  return {
    name: sent.url,
    fetched: book.addUrl(sent.url, {
      ...rulesOf(sent.rules ?? {}),
      ...(sent.feed && { feed: true }),
      known: said,
    }),
  };
};

const reportsOf = (sent: Exclude<SentOne, { url: string }>): AsyncIterable<InputReport> =>
  'file' in sent
    ? reportsInBytes(Buffer.from(sent.file.base64, 'base64'), sent.file.name, sent.file.mediaType)
    : textReport(sent.text);

/** An empty one takes a rule back. */
const rulesOf = (of: z.output<typeof rules>): Omit<UrlOptions, 'known'> =>
  Object.fromEntries(
    Object.entries(of).flatMap(([name, value]) => (value === undefined ? [] : [[name, value || null]])),
  );

const feedPreview = ({ title, items }: NonNullable<LookedAt['feed']>) => ({
  known: {
    title,
    publisher: null,
    byline: null,
    url: null,
    published: null,
    publishedFrom: null,
    language: null,
  },
  text: '',
  skipped: null,
  claims: [],
  attributions: [],
  mentions: [],
  actors: [],
  parties: [],
  feed: {
    title,
    items: items.map((item) => ({ url: item.url, title: item.title, published: item.published })),
  },
});

/** What is null or blank is not known. */
const knownOf = (of: z.output<typeof known>): KnownMetadata =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value?.trim()));

async function* textReport(text: string): AsyncGenerator<InputReport> {
  const source = { text, metadata: UNKNOWN };
  yield { name: 'text', load: async () => ({ source, received: {} }) };
}

async function readOne(
  reports: AsyncIterable<InputReport>,
  of: KnownMetadata,
  book: Ask['book'],
): Promise<Reading> {
  for await (const report of reports) {
    const loaded = await report.load();
    return 'reading' in loaded ? loaded.reading : book.read(withKnown(loaded.source, of));
  }
  throw new Refusal(400, 'http/request', 'the file holds no report');
}

/** The files of a form, with its other fields as what is known of them, as if they came in JSON. @throws Refusal `http/request` */
async function formFiles(request: Request): Promise<unknown> {
  let form: FormData;
  try {
    form = await request.formData();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refusal(400, 'http/request', 'the body is no form: multipart/form-data is wanted');
  }
  const files = form.getAll('file').filter((part) => part instanceof File);
  if (files.length === 0) throw new Refusal(400, 'http/request', 'the form has no part "file"');
  const said = Object.fromEntries([...form.entries()].filter(([name]) => name !== 'file'));
  return {
    reports: await Promise.all(
      files.map(async (file) => ({
        file: {
          name: file.name,
          base64: Buffer.from(await file.arrayBuffer()).toString('base64'),
          ...(file.type && { mediaType: file.type }),
        },
        known: said,
      })),
    ),
  };
}
