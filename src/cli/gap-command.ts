import { readFile } from 'node:fs/promises';
import type { DecidedLink } from '../app/book/decisions/links.ts';
import type { Conversion, Converted } from '../book/amounts/convert.ts';
import type { Figure, Gap, GapLine } from '../book/amounts/gap.ts';
import type { Interval } from '../book/amounts/interval.ts';
import type { Link } from '../book/amounts/links.ts';
import { isCurrency, parseRates } from '../book/amounts/rates.ts';
import { STAGES } from '../book/amounts/stage.ts';
import type { Sum } from '../book/amounts/sums.ts';
import { InputError, UsageError } from '../text/errors.ts';
import { contains, type Span } from '../text/span.ts';
import { citationsFor } from './cited-claims.ts';
import { intervalText, markedLines } from './claim-block.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { type Leads, partyName } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import { indented, labelled } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS } from './output-options.ts';
import { write } from './reading-options.ts';
import { linkId } from './short-ids.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

const OPTIONS = {
  ...FILTER_OPTIONS,
  ...SINCE_OPTION,
  actor: {
    ...FILTER_OPTIONS.actor,
    help: 'given by this one: a state’s code (DEU), a name or an id; may be repeated',
  },
  target: { ...FILTER_OPTIONS.target, help: 'for this one; may be repeated' },
  beneficiary: { ...FILTER_OPTIONS.target, help: 'the same as --target; may be repeated' },
  in: { type: 'string', value: 'EUR', help: 'also converted to this currency, at the rates of --rates' },
  rates: {
    type: 'string',
    value: 'FILE',
    help: 'a CSV table of rates with the columns date, from, to, rate, source',
  },
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const gapCommand: Command = {
  name: 'gap',
  operands: '',
  summary:
    'Prints what was promised, what was set aside and what arrived, in amounts with unit and date: each sum once however often it is told, what may be the same put up as a question, and the sentences behind it.',
  options: OPTIONS,
  table: {
    each: 'lines',
    columns: {
      measure: 'lines.measure',
      unit: 'lines.unit',
      per: 'lines.per',
      ...Object.fromEntries(
        STAGES.flatMap((stage) =>
          ['low', 'high', 'from', 'to', 'sums'].map((of) => [
            `${stage} ${of}`,
            `lines.stages.${stage}.${of}`,
          ]),
        ),
      ),
    },
  },
  examples: [
    ['pledgebook gap --actor DEU', 'what Germany promised and delivered'],
    ['pledgebook gap --beneficiary UKR --measure funding', 'money for Ukraine'],
    ['pledgebook gap --in EUR --rates rates.csv', 'all of it, also in euros'],
  ],
  run: gap,
};

async function gap(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values } = parse(args, OPTIONS);
  const conversion = await conversionFrom(values.in, values.rates);
  const { beneficiary } = values;
  const filter = { ...(beneficiary && { beneficiary }), ...(conversion && { conversion }) };
  return withBook(values, async (book) => {
    const query = listQueryFrom(values);
    const found = await book.gap({ ...filter, ...query });
    const { lines, sums, links, decided, notGiven } = found;
    if (values.json) {
      const stated = [...sums.flatMap(({ amounts }) => amounts), ...notGiven.map(placeOf)];
      const reports = (await citationsFor(book, stated, query))(stated);
      await write(host.stdout, `${JSON.stringify({ lines, sums, links, decided, notGiven, reports })}\n`);
      return 0;
    }
    const terminal = terminalOf(host.stdout);
    const names = namesOf(sums, links);
    const questions = links.filter(isOpen).flatMap((link) => questionLines(link, names, terminal));
    const section = (title: string, blocks: readonly (readonly string[])[]): readonly string[] =>
      blocks.length === 0
        ? []
        : [terminal.paint('bold', title), ...blocks.flatMap((block) => [...block, ''])];
    const text = [
      ...lines.flatMap((line) => [...lineBlock(line, names, terminal), '']),
      ...section(
        'Sums',
        sums.map((sum) => sumBlock(sum, names, found, terminal)),
      ),
      ...section('Questions', questions.length === 0 ? [] : [questions]),
      ...section(
        'Decided',
        decided.map((link) => decidedLines(link, sums, names, terminal)),
      ),
      ...section(
        'Given by nobody',
        notGiven.map((amount) => notGivenLines(amount, found, terminal)),
      ),
    ];
    if (text.length > 0) await write(host.stdout, `${text.join('\n').trimEnd()}\n`);
    const said = `${counted(sums.length, 'sum')}, ${counted(links.filter(isOpen).length, 'question')}`;
    host.stderr.write(foundIn(said, found, values));
    return 0;
  });
}

/** @throws UsageError where one of the two is missing or the currency is none; InputError where the table is wrong. */
async function conversionFrom(to: string | undefined, path: string | undefined): Promise<Conversion | null> {
  if (to === undefined && path === undefined) return null;
  if (to === undefined || path === undefined)
    throw new UsageError('usage/rates', '--in and --rates go together: the currency, and the table of rates');
  if (!isCurrency(to))
    throw new UsageError('usage/currency', `"${to}" is no currency; write its ISO 4217 code, as EUR`);
  let csv: string;
  try {
    csv = await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new InputError('input/rates', `${path}: it cannot be read; check the path`, { cause: error });
  }
  return { to, rates: parseRates(csv, path) };
}

const isOpen = ({ doubts, waits }: Link): boolean => doubts.length > 0 && !waits;

/** Sums by short names, `s1`, `s2`, …, by which the page refers to them; those of links that the filter leaves out too. */
const namesOf = (sums: readonly Sum[], links: readonly Link[]): ReadonlyMap<string, string> =>
  new Map(
    [...new Set([...sums.map(({ id }) => id), ...links.flatMap(({ sum, other }) => [sum, other])])].map(
      (id, i) => [id, `s${i + 1}`],
    ),
  );

type Names = ReadonlyMap<string, string>;

const LABEL = 15;

function lineBlock({ measure, unit, per, stages }: GapLine, names: Names, { width, paint }: Terminal) {
  const layout = { indent: 4, labelWidth: LABEL, width };
  const row = (label: string, figure: Interval, converted: Converted | null, more: string) =>
    labelled(
      label,
      [intervalText(figure, unit), ...(converted ? [convertedText(converted)] : []), more]
        .filter(Boolean)
        .join('  '),
      layout,
    );
  const { pledged, allocated, delivered } = stages;
  const used = new Set(STAGES.flatMap((stage) => stages[stage].converted?.rates ?? []).map(rateText));
  const missing = new Set(STAGES.flatMap((stage) => stages[stage].converted?.missing ?? []));
  return [
    ...indented(`${measure} · ${unit}${per ? ` a ${per}` : ''}`, 0, width).map((line) => paint('bold', line)),
    ...STAGES.flatMap((stage) =>
      row(stage.replace('-', ' '), stages[stage], stages[stage].converted, restsOn(stages[stage], names)),
    ),
    ...row('not set aside', difference(pledged, allocated), null, 'of what was pledged'),
    ...row('not delivered', difference(pledged, delivered), null, 'of what was pledged'),
    ...[...used].flatMap((rate) => labelled('rate', rate, layout)),
    ...(missing.size === 0 ? [] : labelled('no rate for', namesIn(missing, names), layout)),
  ];
}

/** `2023-11-14 to 2023-11-22 (s1, s4)` */
function restsOn({ from, to, sums }: Figure, names: Names): string {
  if (sums.length === 0) return '';
  const dates = from === to ? (from ?? 'undated') : `${from} to ${to}`;
  return `${dates} (${namesIn(sums, names)})`;
}

const namesIn = (ids: Iterable<string>, names: Names): string =>
  [...ids].map((id) => names.get(id) ?? id).join(', ');

/** What is left of the one when the other is taken away, as far as the bounds say. */
const difference = (whole: Interval, part: Interval): Interval => ({
  low: part.high === null ? 0 : Math.max(0, whole.low - part.high),
  high: whole.high === null ? null : Math.max(0, whole.high - part.low),
  about: whole.about || part.about,
});

const convertedText = (converted: Converted): string => `= ${intervalText(converted, converted.unit)}`;

/** `1 USD = 0.9615 EUR, 2025-03-01, ECB` */
const rateText = ({ rate: { from, to, rate, date, source } }: Converted['rates'][number]): string =>
  `1 ${from} = ${rate} ${to}, ${date}, ${source}`;

function sumBlock(sum: Sum, names: Names, leads: Leads, terminal: Terminal): readonly string[] {
  const [first] = sum.amounts;
  const whom = (ids: readonly string[], nobody: string) =>
    ids.map((id) => partyName(leads, id)).join(', ') || nobody;
  const title = [
    names.get(sum.id) ?? '',
    `${intervalText(sum, sum.unit)}${sum.per ? ` a ${sum.per}` : ''}`,
    `${whom(first?.givers ?? [], '(nobody named)')} → ${whom(first?.beneficiaries ?? [], '(nobody named)')}`,
    [...new Set(sum.amounts.flatMap(({ measures }) => measures))].join(', '),
    sum.stage.replace('-', ' '),
  ].join(' · ');
  return [
    ...indented(title, 2, terminal.width).map((line) => terminal.paint('bold', line)),
    ...sum.amounts.flatMap(({ on, stage, telling, report, ...at }) => [
      `    ${on ?? 'undated'}  ${stage.replace('-', ' ')}  ${telling}`,
      ...quoted(report, at, leads, terminal),
    ]),
  ];
}

/** The sentence around a place of a report, and who published it. */
function quoted(id: string, at: Span, { reports }: Leads, terminal: Terminal): readonly string[] {
  const report = reports.get(id);
  if (report === undefined) return [];
  const sentence = report.sentences.find((s) => contains(s, at)) ?? at;
  return [
    ...indented(report.publisher ?? report.title ?? 'a report', 4, terminal.width).map((line) =>
      terminal.paint('dim', line),
    ),
    ...markedLines(report.text, sentence, at, terminal),
  ];
}

const QUESTION = { same: 'the same as', part: 'a part of' } as const;

/** `Is s4 a part of s1? progress`, and the id by which it is answered. */
const questionLines = (link: Link, names: Names, { width, paint }: Terminal) => [
  ...indented(
    `Is ${names.get(link.sum)} ${QUESTION[link.kind]} ${names.get(link.other)}? ${link.doubts.join(', ').replaceAll('-', ' ')}`,
    2,
    width,
  ),
  ...indented(linkId({ amount: link.sum, other: link.other }), 6, width).map((line) => paint('dim', line)),
];

/** `s4 is a part of s1 (Ada, 2025-10-05, d-5b0e12f8a9c4): as the ministry says` */
function decidedLines(
  { amount, other, verdict, decision, by, at, why }: DecidedLink,
  sums: readonly Sum[],
  names: Names,
  { width, paint }: Terminal,
): readonly string[] {
  const named = (id: string) => {
    const sum = sums.find(({ amounts }) => amounts.some((told) => told.id === id));
    return names.get(sum?.id ?? '') ?? 'another sum';
  };
  const [one, two] = [named(amount), named(other)];
  const said = verdict === 'apart' ? 'apart from' : QUESTION[verdict];
  const what = one === two ? `${one} is told of twice` : `${one} is ${said} ${two}`;
  return [
    ...indented(
      `${what} (${by}, ${at.slice(0, 10)}, ${decision})${why === null ? '' : `: ${why}`}`,
      2,
      width,
    ),
    ...indented(linkId({ amount, other }), 6, width).map((line) => paint('dim', line)),
  ];
}

/** The report that a claim's id begins with. */
const placeOf = ({ claim }: Pick<Gap['notGiven'][number], 'claim'>) => ({
  report: claim.replace(/#[^#]*$/, ''),
});

const notGivenLines = (
  { claim, span, why, unit, ...bounds }: Gap['notGiven'][number],
  leads: Leads,
  terminal: Terminal,
): readonly string[] => [
  `  ${why}  ${intervalText(bounds, unit)}`,
  ...quoted(placeOf({ claim }).report, span, leads, terminal),
];
