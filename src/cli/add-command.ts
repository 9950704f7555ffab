import type { AddedReport } from '../app/book/add.ts';
import { findInputs } from '../app/inputs.ts';
import { withKnown } from '../app/reader.ts';
import { type InputReport, reportsIn } from '../app/reports-in.ts';
import { InputError } from '../text/errors.ts';
import { BOOK_OPTION, bookPath } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted, notRead } from './document-block.ts';
import { type ExitCode, failure } from './failure.ts';
import { displayable } from './layout.ts';
import { inheritanceLines } from './outcome-lines.ts';
import { createProgress, type Progress } from './progress.ts';
import {
  inputOptions,
  knownFrom,
  leftOutOf,
  modelNamed,
  named,
  operands,
  READER_OPTIONS,
  write,
} from './reading-options.ts';
import { withNewBook } from './with-book.ts';

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
    'Reads reports and puts them into a book, which is made where there is none. An INPUT is a file (text, Markdown, HTML, PDF, DOCX, RTF, e-mail; an export of Nexis Uni or Factiva; a table or JSONL with a report a row; a web archive), a folder of them, a pattern in quotes, or - for the standard input. The same report twice is one; a changed one is a new version.',
  options: OPTIONS,
  examples: [
    ['pledgebook add reports/', 'a folder into pledgebook.db'],
    ["pledgebook add 'reports/**/*.html'", 'the saved pages of a folder and of those in it'],
    ['pledgebook add --book summit.db paris.html', 'a saved page into a book of its own'],
    ['pledgebook add --json corpus.jsonl > added.jsonl', 'a corpus, with a line a report'],
    ['pledgebook add --map text=body,published=date corpus.csv', 'a table, a report a row'],
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
  const taking = inputOptions(values, inputs, host, progress);
  const counts = { added: 0, known: 0, version: 0, refused: 0, claims: 0 };
  const reader = lazily(() => host.createSourceReader(options), progress);
  const made = await withNewBook(
    values,
    async (book) => {
      for (const [i, input] of inputs.entries()) {
        for await (const report of reportsIn(input, taking)) {
          progress.begin(report.name, i);
          const outcome = await tried(report, async () => {
            const { received, ...loaded } = await report.load();
            const reading =
              'reading' in loaded ? loaded.reading : await reader(withKnown(loaded.source, known));
            return (await book()).addReading(reading, received);
          });
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
    },
    options,
  );
  host.stderr.write(`${summary(counts)}${made ? '' : `; ${bookPath(values)} was not made`}\n`);
  if (leftOut.length > 0) host.stderr.write(`${leftOutOf(leftOut)}\n`);
  return counts.refused > 0 ? 1 : 0;
}

/** The reading model is loaded with the first report that has to be read. */
function lazily(load: () => ReturnType<Host['createSourceReader']>, progress: Progress) {
  let reader: ReturnType<Host['createSourceReader']> | undefined;
  return async (...[source, options]: Parameters<Awaited<ReturnType<Host['createSourceReader']>>>) => {
    reader ??= load();
    return (await reader)(source, { ...options, progress: progress.fraction });
  };
}

/** A report that cannot be read is told, and the others are added; a book that cannot be written ends the run. */
async function tried({ name }: InputReport, add: () => Promise<AddedReport>): Promise<Outcome> {
  try {
    return { ...(await add()), name };
  } catch (error) {
    if (error instanceof InputError)
      return { name, id: null, status: 'refused', claims: 0, why: failure(error).message };
    throw error;
  }
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
