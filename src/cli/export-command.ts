import { once } from 'node:events';
import { type BookExport, type ExportQuery, FORMATS } from '../app/book/exports/index.ts';
import { writeFiles } from '../app/book/exports/write-files.ts';
import { UsageError } from '../text/errors.ts';
import { queryFrom } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom } from './filter-options.ts';
import { HELP_OPTION } from './output-options.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  to: { type: 'string', value: 'FORMAT', help: `as what: ${Object.keys(FORMATS).join(', ')}` },
  out: {
    type: 'string',
    value: 'FILE|FOLDER',
    help: 'where to; of a format that is one file the standard output, where it is left out or -',
  },
  since: {
    type: 'string',
    value: 'RELEASE|DATE',
    help: 'what was added, changed and removed since then, as csv, jsonl or markdown',
  },
  'per-claim': { type: 'boolean', help: 'of plover: a row a claim, not a row an event' },
  'with-texts': {
    type: 'boolean',
    help: 'of html: with the whole texts of the reports, not their sentences only',
  },
  'reporting-org': {
    type: 'string',
    value: 'REF',
    help: 'of iati: identifier of the organisation that publishes',
  },
  'reporting-name': { type: 'string', value: 'NAME', help: 'of iati: its name' },
  ...FILTER_OPTIONS,
  ...HELP_OPTION,
} as const;

export const exportCommand: Command = {
  name: 'export',
  operands: '',
  summary:
    'Writes the book, or what is chosen of it, for other programs: tables, event data, annotations, IATI, citations, a register to read, or all of it for another book.',
  options: OPTIONS,
  examples: [
    ['pledgebook export --to csv --out tables', 'tables with a datapackage.json, in the folder tables'],
    ['pledgebook export --to xlsx --actor DEU --out germany.xlsx', 'Germany’s entries as a workbook'],
    ['pledgebook export --to jsonl > book.jsonl', 'the whole book, for pledgebook import'],
    ['pledgebook export --to markdown --since may', 'what changed since the release may'],
  ],
  run: exportBook,
};

async function exportBook(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length > 0)
    throw new UsageError('usage/operand', `"${positionals[0]}" is no option; name the target with --out`);
  const { to, out, since, 'per-claim': perClaim, 'with-texts': withTexts, ...rest } = values;
  const { 'reporting-org': ref, 'reporting-name': name, book: _, help: __, ...chosen } = rest;
  if (to === undefined)
    throw new UsageError('usage/format', `say as what: --to ${Object.keys(FORMATS).join('|')}`);
  if (to !== 'iati' && (ref ?? name) !== undefined)
    throw new UsageError('usage/export', '--reporting-org and --reporting-name are for --to iati');
  const { sort: ___, ...words } = listQueryFrom(chosen);
  const filters = Object.fromEntries(
    Object.entries({ ...chosen, since }).filter(([, value]) => value !== undefined),
  );
  return withBook(values, async (book) => {
    const query: ExportQuery = {
      ...words,
      ...queryFrom(chosen),
      to,
      filters,
      ...(since !== undefined && { changesSince: since }),
      ...(perClaim && { perClaim }),
      ...(withTexts && { withTexts }),
      ...((ref ?? name) !== undefined && {
        reporting: { ref: ref ?? 'pledgebook', name: name ?? ref ?? 'pledgebook' },
      }),
    };
    const exported = book.export(query);
    if (out === undefined || out === '-') return print(exported, host);
    const written = await writeFiles(exported, out);
    const bytes = written.reduce((sum, file) => sum + file.bytes, 0);
    const files = written.length === 1 ? written[0]?.path : `${counted(written.length, 'file')} in ${out}`;
    host.stderr.write(`wrote ${files}, ${counted(bytes, 'byte')}\n`);
    return 0;
  });
}

/** @throws UsageError `usage/export` where it is several files, or bytes that a terminal cannot show */
async function print({ file, chunks, mediaType }: BookExport, { stdout }: Host): Promise<ExitCode> {
  if (file === null)
    throw new UsageError('usage/export', 'this is several files; name a folder for them: --out FOLDER');
  if (stdout.isTTY && mediaType === FORMATS.xlsx.mediaType)
    throw new UsageError('usage/export', 'a workbook is no text; name a file for it: --out book.xlsx');
  for await (const { data } of chunks) if (!stdout.write(data)) await once(stdout, 'drain');
  return 0;
}
