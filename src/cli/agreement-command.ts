import type { Agreement, FieldAgreement } from '../book/agreement/agreement.ts';
import { CODED_FIELDS, type CodedField } from '../book/agreement/fields.ts';
import { UsageError } from '../text/errors.ts';
import { BOOK_OPTION } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { displayable, wrapped } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS } from './output-options.ts';
import { write } from './reading-options.ts';
import { idsOf } from './short-ids.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  coder: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'this coder only; may be repeated (default: all)',
  },
  'with-reader': {
    type: 'boolean',
    help: 'with what was read as one more coder, called reader: as it was before anybody decided on it',
  },
  field: {
    type: 'string',
    multiple: true,
    value: 'FIELD',
    help: `this field only: ${CODED_FIELDS.join(', ')}; may be repeated (default: all)`,
  },
  ...BOOK_OPTION,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
  json: { type: 'boolean', help: 'print JSON' },
} as const;

export const agreementCommand: Command = {
  name: 'agreement',
  operands: '[REPORT…]',
  summary:
    'Prints how far coders agree who marked the same reports from nothing (review --blind): F1 of the words that they marked, and Krippendorff’s alpha of each field.',
  options: OPTIONS,
  table: {
    each: 'fields',
    columns: {
      coders: 'fields.coders',
      field: 'fields.field',
      metric: 'fields.metric',
      alpha: 'fields.alpha',
      units: 'fields.units',
    },
  },
  examples: [
    ['pledgebook agreement', 'all coders who are through with a report'],
    ['pledgebook agreement --with-reader --field act --field firmness', 'what was read beside them'],
  ],
  run: runAgreement,
};

async function runAgreement(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const { coder: coders, field } = values;
  const fields = field?.map(fieldNamed);
  return withBook(values, async (book) => {
    const ids = await idsOf(book, positionals);
    const found = await book.agreement({
      ...(coders && { coders }),
      ...(fields && { fields }),
      ...(positionals.length > 0 && { reports: positionals.map(ids.report) }),
      withReader: values['with-reader'] ?? false,
    });
    const lines = values.json ? [JSON.stringify(found)] : agreementLines(found, terminalOf(host.stdout));
    await write(host.stdout, lines.map((line) => `${line}\n`).join(''));
    if (found.reports === 0)
      host.stderr.write(
        'no report has been coded by two; pledgebook review --blind --by NAME codes them, and f finishes one\n',
      );
    return 0;
  });
}

function fieldNamed(word: string): CodedField {
  const field = CODED_FIELDS.find((known) => known === word);
  if (field) return field;
  throw new UsageError(
    'usage/field',
    `coders are not compared by "${word}"; there are ${CODED_FIELDS.join(', ')}`,
  );
}

export function agreementLines(
  { coders, reports, spans, fields }: Agreement,
  terminal: Terminal,
): readonly string[] {
  const { width, paint } = terminal;
  const name = Math.max(12, Math.min(width - 40, 30));
  const row = (label: string, cells: readonly string[]) =>
    clipped(displayable(label), name) + cells.map((cell) => cell.padStart(9)).join('');
  const groups = Map.groupBy(fields, (field) => field.coders.join(' – '));
  return [
    ...wrapped(displayable(`${counted(reports, 'report')}: ${coders.join(', ') || 'nobody'}`), width),
    ...(spans.length === 0
      ? []
      : [
          '',
          paint('bold', row('F1 of words', ['exact', 'overlap'])),
          ...spans.map((pair) => row(pair.coders.join(' – '), [share(pair.exact), share(pair.overlap)])),
        ]),
    ...[...groups].flatMap(([group, of]) => [
      '',
      paint(
        'bold',
        row(of[0]?.coders.length === coders.length && coders.length > 2 ? 'alpha, all' : `alpha, ${group}`, [
          '',
          'units',
        ]),
      ),
      ...of.map((field) => row(`  ${labelOf(field)}`, [share(field.alpha), String(field.units)])),
    ]),
  ];
}

const labelOf = ({ field, metric }: FieldAgreement): string =>
  metric === 'nominal' ? field : `${field} (${metric})`;
const share = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
const clipped = (text: string, width: number): string =>
  text.length > width - 1 ? `${text.slice(0, width - 2)}… ` : text.padEnd(width);
