import type { BadLine } from '../app/book/imports/book.ts';
import { beginsAsJson, editedFile, streamOf, trackerFile } from '../app/book/imports/tracker-file.ts';
import type { RowFailure } from '../app/book/imports/tracker-row.ts';
import { UsageError } from '../text/errors.ts';
import { BOOK_OPTION } from './book-options.ts';
import { BY_OPTIONS, byFrom } from './by-option.ts';
import { type Command, type Host, parse } from './command.ts';
import type { ExitCode } from './failure.ts';
import { bookSummary, editLines, editSummary, trackerLines, trackerSummary } from './import-lines.ts';
import { displayable } from './layout.ts';
import { OUTPUT_OPTIONS } from './output-options.ts';
import { write } from './reading-options.ts';
import { terminalOf } from './terminal.ts';
import { withBook, withNewBook } from './with-book.ts';

const OPTIONS = {
  map: { type: 'string', value: 'FILE', help: 'what the columns of a tracker mean (YAML)' },
  exported: {
    type: 'string',
    value: 'WHEN',
    help: 'of an edited export: when it was exported, where that stands nowhere beside it',
  },
  'dry-run': { type: 'boolean', help: 'say what it would come to, and change nothing' },
  'skip-bad': {
    type: 'boolean',
    help: 'go on without the lines or rows that are bad; they are told and counted',
  },
  ...BY_OPTIONS,
  ...BOOK_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const importCommand: Command = {
  name: 'import',
  operands: 'FILE',
  summary:
    'Takes in what another program or person has made: a whole book that was exported as JSONL, an exported table that was edited (CSV or XLSX), or a tracker of one’s own (the same with a mapping of its columns).',
  options: OPTIONS,
  examples: [
    ['pledgebook import book.jsonl --book copy.db', 'an equal book of an exported one'],
    ['pledgebook import tracker.csv --map tracker.yaml --dry-run', 'what a tracker of one’s own would bring'],
    ['pledgebook import tracker.xlsx --map tracker.yaml --by Ada', 'and brings it in'],
    ['pledgebook import claims.csv --by Ada --dry-run', 'what was edited in an export, as decisions'],
  ],
  run: runImport,
};

async function runImport(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new UsageError('usage/import', 'name one file to import');
  if (/\.(?:jsonl|ndjson)$/i.test(file) || (await beginsAsJson(file))) return importWhole(file, values, host);
  return values.map === undefined
    ? importEdited(file, values, host)
    : importTable(file, values.map, values, host);
}

type Values = ReturnType<typeof parse<typeof OPTIONS>>['values'];

/** Where bad lines may be skipped, there may be a million of them. */
const NAMED = 100;

async function importWhole(file: string, values: Values, host: Host): Promise<ExitCode> {
  const options = { dryRun: values['dry-run'] ?? false, skipBad: values['skip-bad'] ?? false };
  const lines: BadLine[] = [];
  const onBad = (bad: BadLine): void => {
    if (lines.length >= NAMED) return;
    lines.push(bad);
    host.stderr.write(`pledgebook: ${displayable(`${file}:${bad.line}: ${bad.why}`)}\n`);
  };
  let code: ExitCode = 0;
  await withNewBook(
    values,
    async (open) => {
      const bytes = await streamOf(file);
      const book = await open();
      // A book that is not empty is not imported into, and the file not read.
      const found = await book.importBook(bytes, { ...options, onBad }).finally(() => bytes.destroy());
      if (values.json) await write(host.stdout, `${JSON.stringify({ ...found, lines })}\n`);
      host.stderr.write(`${bookSummary(found, options)}\n`);
      if (found.bad > 0) code = 1;
    },
    {},
  );
  return code;
}

async function importEdited(file: string, values: Values, host: Host): Promise<ExitCode> {
  const by = byFrom(values);
  const { tables, exported, filters } = await editedFile(file);
  const when = values.exported ?? exported;
  if (when === null)
    throw new UsageError(
      'usage/import',
      `say when ${file} was exported: --exported 2026-01-31T12:00Z; a tracker of your own needs --map`,
    );
  const options = { dryRun: values['dry-run'] ?? false, skipBad: values['skip-bad'] ?? false };
  return withBook(values, async (book) => {
    const found = await book.importEdits(tables, when, by, { ...options, filters });
    for (const row of found.rows)
      await write(
        host.stdout,
        `${values.json ? JSON.stringify(row) : editLines(row, terminalOf(host.stdout)).join('\n')}\n`,
      );
    tellFailures(file, found.failures, host);
    host.stderr.write(`${editSummary(found, options)}\n`);
    return found.failures.length > 0 || found.rows.some(({ status }) => status === 'conflict') ? 1 : 0;
  });
}

function tellFailures(file: string, failures: readonly RowFailure[], host: Host): void {
  for (const { number, column, why } of failures) {
    const place = `${file}:${number}${column === null ? '' : `, ${column}`}`;
    host.stderr.write(`pledgebook: ${displayable(`${place}: ${why}`)}\n`);
  }
}

async function importTable(file: string, map: string, values: Values, host: Host): Promise<ExitCode> {
  const by = byFrom(values);
  const { table, mapping } = await trackerFile(file, map);
  const options = { dryRun: values['dry-run'] ?? false, skipBad: values['skip-bad'] ?? false };
  let code: ExitCode = 0;
  await withNewBook(
    values,
    async (book) => {
      const found = await (await book()).importTracker(table, mapping, by, options);
      for (const row of found.rows)
        await write(
          host.stdout,
          `${values.json ? JSON.stringify(row) : trackerLines(row, terminalOf(host.stdout)).join('\n')}\n`,
        );
      tellFailures(file, found.failures, host);
      host.stderr.write(`${trackerSummary(found, options)}\n`);
      if (found.failures.length > 0 || found.rows.some(({ status }) => status === 'conflict')) code = 1;
    },
    {},
  );
  return code;
}
