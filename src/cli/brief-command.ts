import { briefDocx } from '../app/book/brief/docx.ts';
import { briefMarkdown } from '../app/book/brief/markdown.ts';
import type { Brief } from '../book/brief/brief.ts';
import { UsageError } from '../text/errors.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom } from './filter-options.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS } from './output-options.ts';
import { write } from './reading-options.ts';
import { withBook } from './with-book.ts';

const FORMATS = ['md', 'docx'] as const;

const OPTIONS = {
  since: {
    type: 'string',
    value: 'WHEN',
    help: 'what it goes back to: friday, yesterday, 3 days, 2 weeks, 2025-09-04, or a release',
  },
  to: { type: 'string', value: 'FORMAT', help: 'md (Markdown, the default) or docx (Word)' },
  limit: { ...PAGE_OPTIONS.limit, help: 'at most so many sentences (default: 30, some three pages)' },
  ...FILTER_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const briefCommand: Command = {
  name: 'brief',
  operands: '',
  summary:
    'Writes the page that is handed on: what is new, firmer, weaker, taken back, fulfilled, contradicted or overdue since a day, and what hangs on which trigger, each sentence with its sources in footnotes.',
  options: OPTIONS,
  table: {
    each: 'sections.items',
    columns: {
      section: 'sections.kind',
      lead: 'sections.items.lead',
      text: 'sections.items.text',
      notes: 'sections.items.notes',
    },
  },
  examples: [
    ['pledgebook brief --since friday', 'what came since last Friday'],
    ['pledgebook brief --since "2 weeks" --measure force --out brief.docx', 'on forces, for Word'],
    ['pledgebook brief --since 2025-12-01 --as-of 2026-01-31 --limit 12', 'of a time that is past, short'],
  ],
  run: brief,
};

async function brief(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const { since, to, out, limit, ...filters } = values;
  if (positionals.length > 0) throw new UsageError('usage/option', `"${positionals[0]}" is not understood`);
  if (since === undefined)
    throw new UsageError('usage/since', 'say what it goes back to: --since friday, --since 2025-09-04');
  const format = formatFrom(to, out);
  if (format === 'docx' && out === undefined && host.stdout.isTTY)
    throw new UsageError(
      'usage/out',
      'a Word document is nothing for a terminal; name a file: --out brief.docx',
    );
  const { since: toldSince, ...words } = listQueryFrom(filters);
  const query = { ...words, ...(toldSince !== undefined && { toldSince }), since, limit: limitFrom(limit) };
  return withBook(values, async (book) => {
    const page = await book.brief(query);
    if (values.json) await write(host.stdout, `${JSON.stringify(page)}\n`);
    else await write(host.stdout, format === 'docx' ? await briefDocx(page) : briefMarkdown(page));
    if (!values.json) host.stderr.write(`${summary(page)}${out === undefined ? '' : `, in ${out}`}\n`);
    return 0;
  });
}

/** @throws UsageError `usage/to` */
function formatFrom(to: string | undefined, out: string | undefined): (typeof FORMATS)[number] {
  const ending = out?.toLowerCase().endsWith('.docx') ? 'docx' : 'md';
  const format = FORMATS.find((known) => known === (to ?? ending));
  if (format) return format;
  throw new UsageError('usage/to', `there is no format "${to}"; there are ${FORMATS.join(', ')}`);
}

/** @throws UsageError `usage/limit` */
function limitFrom(word = '30'): number {
  const limit = Number(word);
  if (Number.isSafeInteger(limit) && limit > 0) return limit;
  throw new UsageError('usage/limit', `a limit is a whole number from 1 on, not "${word}"`);
}

function summary({ since, until, sections, footnotes }: Brief): string {
  const told = sections.reduce((sum, { items }) => sum + items.length, 0);
  const left = sections.reduce((sum, { leftOut }) => sum + leftOut, 0);
  const out = left === 0 ? '' : `, ${left} left out (--limit)`;
  return `${counted(told, 'sentence')} and ${counted(footnotes.length, 'footnote')} on ${since} to ${until}${out}`;
}
