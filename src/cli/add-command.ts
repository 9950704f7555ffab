import { extname } from 'node:path';
import type { AddedReport, Received } from '../app/book/add.ts';
import { readJsonl } from '../app/book/jsonl.ts';
import type { Book } from '../app/book/open-book.ts';
import { findInputs, type Input } from '../app/inputs.ts';
import { withKnown } from '../app/reader.ts';
import { InputError } from '../text/errors.ts';
import { BOOK_OPTION } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted, notRead } from './document-block.ts';
import { type ExitCode, failure } from './failure.ts';
import { displayable } from './layout.ts';
import { inheritanceLines } from './outcome-lines.ts';
import { createProgress, type Progress } from './progress.ts';
import {
  knownFrom,
  leftOutOf,
  modelNamed,
  named,
  operands,
  READER_OPTIONS,
  write,
} from './reading-options.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  ...BOOK_OPTION,
  ...READER_OPTIONS,
  json: { type: 'boolean', help: 'print one line of JSON a report, as soon as it is safely stored' },
  help: { type: 'boolean', short: 'h', help: 'print this page' },
} as const;

export const addCommand: Command = {
  name: 'add',
  operands: 'INPUT…',
  summary:
    'Reads reports and puts them into a book, which is made where there is none. An INPUT is a file (text, Markdown, HTML), a folder of them, a JSONL file with a report or a reading a line, or - for the standard input. The same report twice is one; a changed one is a new version.',
  options: OPTIONS,
  examples: [
    ['pledgebook add reports/', 'a folder into pledgebook.db'],
    ['pledgebook add --book summit.db paris.html', 'a saved page into a book of its own'],
    ['pledgebook add --json corpus.jsonl > added.jsonl', 'a corpus, with a line a report'],
  ],
  run: add,
};

/** What became of a report: printed by `--json`. */
type Outcome =
  | (AddedReport & { readonly name: string })
  | {
      readonly name: string;
      readonly id: null;
      readonly status: 'refused';
      readonly claims: 0;
      readonly why: string;
    };

async function add(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const known = knownFrom(values);
  const options = { model: modelNamed(values.model), profiles: values.profile ?? [] };
  const { inputs, leftOut } = await findInputs(operands(positionals, host), host.stdin);
  if (inputs.length === 0) throw new InputError('input/none', `no report in ${positionals.join(', ')}`);
  const progress = createProgress(host.stderr, inputs.length);
  const counts = { added: 0, known: 0, version: 0, refused: 0, claims: 0 };
  const reader = lazily(() => host.createSourceReader(options), progress);
  const code = await withBook(
    values,
    async (book) => {
      for (const [i, input] of inputs.entries()) {
        progress.begin(input.name, i);
        for await (const outcome of outcomesOf(book, input, known)) {
          counts[outcome.status]++;
          if (outcome.status !== 'known') counts.claims += outcome.claims;
          progress.clear();
          if (outcome.status === 'refused')
            host.stderr.write(`pledgebook: ${named(outcome.why, outcome.name)}\n`);
          if (values.json || outcome.status !== 'refused')
            await write(
              host.stdout,
              `${values.json ? JSON.stringify(outcome) : lines(outcome).join('\n')}\n`,
            );
        }
      }
      return counts.refused > 0 ? 1 : 0;
    },
    { ...options, reader, create: true },
  );
  host.stderr.write(`${summary(counts)}\n`);
  if (leftOut.length > 0) host.stderr.write(`${leftOutOf(leftOut)}\n`);
  return code;
}

/** The reading model is loaded with the first report that has to be read. */
function lazily(load: () => ReturnType<Host['createSourceReader']>, progress: Progress) {
  let reader: ReturnType<Host['createSourceReader']> | undefined;
  return async (...[source, options]: Parameters<Awaited<ReturnType<Host['createSourceReader']>>>) => {
    reader ??= load();
    return (await reader)(source, { ...options, progress: progress.fraction });
  };
}

async function* outcomesOf(
  book: Book,
  input: Input,
  known: ReturnType<typeof knownFrom>,
): AsyncGenerator<Outcome> {
  if (input.path === null || extname(input.path).toLowerCase() !== '.jsonl') {
    yield await tried(input.name, async () => {
      const { source, bytes, mediaType } = await input.load();
      return book.addSource(withKnown(source, known), { bytes, mediaType, path: input.path });
    });
    return;
  }
  try {
    for await (const report of readJsonl(input.path)) {
      const name = `${input.name}:${report.line}`;
      const received: Partial<Received> = { path: null };
      yield await tried(name, async () => {
        if ('error' in report) throw report.error;
        if ('reading' in report) return book.addReading(report.reading, received);
        return book.addSource(withKnown(report.source, known), received);
      });
    }
  } catch (error) {
    yield refusal(input.name, error);
  }
}

/** A report that cannot be read is told, and the others are added; a book that cannot be written ends the run. */
async function tried(name: string, add: () => Promise<AddedReport>): Promise<Outcome> {
  try {
    return { ...(await add()), name };
  } catch (error) {
    return refusal(name, error);
  }
}

function refusal(name: string, error: unknown): Outcome {
  if (error instanceof InputError)
    return { name, id: null, status: 'refused', claims: 0, why: failure(error).message };
  throw error;
}

/** `version  12 claims  reports/a.md`, and what it has from copies that were decided on. */
const lines = ({ status, claims, name, ...outcome }: Outcome): readonly string[] =>
  [
    `${status.padEnd(8)} ${counted(claims, 'claim').padEnd(11)} ${name}`,
    ...('skipped' in outcome && outcome.skipped ? [`    ${notRead(outcome.language)}`] : []),
    ...('carried' in outcome ? inheritanceLines(outcome) : []),
  ].map(displayable);

const summary = (counts: {
  readonly added: number;
  readonly known: number;
  readonly version: number;
  readonly refused: number;
  readonly claims: number;
}): string =>
  [
    `${counted(counts.added + counts.version, 'report')} added with ${counted(counts.claims, 'claim')}`,
    ...(counts.version > 0 ? [`${counts.version} of them a new version of an earlier one`] : []),
    ...(counts.known > 0 ? [`${counts.known} known before`] : []),
    ...(counts.refused > 0 ? [`${counts.refused} refused`] : []),
  ].join('; ');
