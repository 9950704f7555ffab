import { z } from 'zod';
import { type KnownMetadata, withKnown } from '../../app/reader.ts';
import type { Reading } from '../../app/reading.ts';
import { type InputReport, reportsInBytes } from '../../app/reports-in.ts';
import { toRecord } from '../../app/to-record.ts';
import { UNKNOWN } from '../../document/metadata.ts';
import type { Sent } from '../jobs.ts';
import { problem, Refusal } from '../problem.ts';
import { Answered, type Ask, route } from '../route.ts';
import { actor, attribution, claim, mention } from '../schemas/claims.ts';
import { flag } from '../schemas/parameters.ts';
import { list, nullable, party } from '../schemas/words.ts';
import { claimOf } from '../views.ts';

const line = z.string().max(2000).nullable().optional();
const known = z.strictObject({ title: line, publisher: line, byline: line, url: line, published: line });

/** One that backtracks nowhere: a file may have many megabytes. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const file = z.strictObject({
  name: z.string().min(1).max(500),
  base64: z.string().refine((text) => BASE64.test(text), 'no base64'),
  mediaType: z.string().max(200).optional(),
});

const one = z
  .union([
    z.strictObject({ text: z.string(), known: known.optional() }),
    z.strictObject({ file, known: known.optional() }),
  ])
  .meta({ id: 'SentReport' });

const sentReports = z.union([one, z.strictObject({ reports: z.array(one).min(1).max(100) })]);
type SentReports = z.output<typeof sentReports>;

const outcome = z
  .object({
    name: z.string(),
    id: nullable(z.string()),
    status: z.enum(['added', 'version', 'known', 'refused']),
    claims: z.number(),
    skipped: nullable(z.literal('language')),
    language: nullable(z.string()),
    story: nullable(z.string()),
    follows: nullable(z.string()),
    problem: nullable(problem),
  })
  .meta({ id: 'AddingOutcome' });

const job = z
  .object({
    id: z.string(),
    state: z.enum(['working', 'done']),
    reports: z.number(),
    done: z.number(),
    outcomes: list(outcome),
  })
  .meta({ id: 'Job' });

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
    }),
    run: async ({ body }, { book }) => {
      const [first, ...more] = sentFrom(body);
      if (first === undefined || more.length > 0)
        throw new Refusal(400, 'http/request', 'one report is wanted for a preview');
      const reading = await readOne(first, book);
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
    run: async ({ body, query }, { jobs, settings: { sample, own } }) => {
      if (sample && own !== null)
        throw new Refusal(409, 'http/sample', `this book is a sample; your own reports go to ${own}`);
      const begun = jobs.begin(sentFrom(body));
      const location = { location: `/api/jobs/${begun.id}` };
      if (query.wait === 'no') return new Answered(begun, 202, location);
      const done = await jobs.done(begun.id);
      const [only] = done.outcomes;
      if (done.outcomes.length === 1 && only?.problem) {
        const { status, code, detail } = only.problem;
        throw new Refusal(status, code, detail);
      }
      return new Answered(done, 200, location);
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

const sentFrom = (body: SentReports): readonly Sent[] =>
  'reports' in body ? body.reports.map(sentOne) : [sentOne(body)];

const sentOne = (sent: z.output<typeof one>): Sent => ({
  reports:
    'file' in sent
      ? reportsInBytes(Buffer.from(sent.file.base64, 'base64'), sent.file.name, sent.file.mediaType)
      : textReport(sent.text),
  known: knownOf(sent.known ?? {}),
});

/** What is null or blank is not known. */
const knownOf = (of: z.output<typeof known>): KnownMetadata =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value?.trim()));

async function* textReport(text: string): AsyncGenerator<InputReport> {
  const source = { text, metadata: UNKNOWN };
  yield { name: 'text', load: async () => ({ source, received: {} }) };
}

async function readOne({ reports, known: of }: Sent, book: Ask['book']): Promise<Reading> {
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
