import type { ComparedValue, Comparison, ComparisonRow } from '../book/comparison/compare-story.ts';
import type { Voice } from '../book/comparison/voices.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import { indented, labelled } from './layout.ts';
import {
  CSV_OPTION,
  isCalled,
  nothingCalled,
  OUTPUT_OPTIONS,
  PAGE_OPTIONS,
  pageQueryFrom,
  tellMore,
} from './output-options.ts';
import { write } from './reading-options.ts';
import { type Style, type Terminal, terminalOf } from './terminal.ts';
import { partyWords, valueText } from './value-words.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  all: { type: 'boolean', help: 'every story in which reports differ, row by row' },
  ...FILTER_OPTIONS,
  ...SINCE_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const compareCommand: Command = {
  name: 'compare',
  operands: '[STORY…]',
  summary:
    'Prints what the reports of one event say, field by field, and whether it is the same, narrower or differs. Without a STORY it prints the stories of the book.',
  options: OPTIONS,
  table: {
    each: 'rows.values',
    columns: {
      story: 'story.id',
      title: 'story.title',
      actor: 'rows.about.actor',
      measure: 'rows.about.measure',
      beneficiary: 'rows.about.beneficiary',
      field: 'rows.field',
      verdict: 'rows.verdict',
      value: 'rows.values.value',
      voices: 'rows.values.voices',
      earliest: 'rows.values.earliest',
      reports: 'rows.values.in.report',
      quotes: 'rows.values.in.quote',
    },
  },
  examples: [
    ['pledgebook compare', 'the stories, with the reports of each'],
    ['pledgebook compare story:4f1a09b37c21', 'one of them'],
    ['pledgebook compare --all --json > comparisons.jsonl', 'all with a difference, one a line'],
  ],
  run: compare,
};

async function compare(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const query = listQueryFrom(values);
  const { limit = Number.POSITIVE_INFINITY, after } = pageQueryFrom(values);
  const terminal = terminalOf(host.stdout);
  return withBook(values, async (book) => {
    const listing = positionals.length === 0 && !values.all;
    const print = async (comparison: Comparison) => {
      const text = values.json
        ? JSON.stringify(comparison)
        : [
            ...storyBlock(comparison, terminal),
            ...(listing ? [] : comparison.rows.flatMap((row) => rowBlock(row, comparison, terminal))),
          ].join('\n');
      await write(host.stdout, `${text}\n${values.json ? '' : '\n'}`);
    };
    for (const id of positionals) await print(await book.compare(id, query));
    if (positionals.length > 0) return 0;
    let isBegun = after === undefined;
    let last: string | null = null;
    let printed = 0;
    for await (const comparison of book.compareAll(query)) {
      if (values.all && !comparison.rows.some((row) => row.verdict === 'differs')) continue;
      if (printed === limit) {
        tellMore({ goesOn: last }, host.stderr);
        break;
      }
      if (isBegun) {
        await print(comparison);
        printed++;
        last = comparison.story.id;
      }
      isBegun ||= after !== undefined && isCalled(comparison.story.id, after);
    }
    if (!isBegun) throw nothingCalled(after ?? '');
    if (!values.json) {
      const stories = await book.stories(query);
      const alone = stories.filter((story) => story.reports.length === 1).length;
      host.stderr.write(
        `${counted(stories.length, 'story')} in the book, ${alone} of one report, with which nothing can be compared\n`,
      );
    }
    return 0;
  });
}

const VERDICTS: readonly ComparisonRow['verdict'][] = ['differs', 'narrower', 'same'];

function storyBlock({ story, rows, copies }: Comparison, { width, paint }: Terminal): readonly string[] {
  const found = VERDICTS.map(
    (verdict) => [verdict, rows.filter((row) => row.verdict === verdict).length] as const,
  )
    .filter(([, rowsOf]) => rowsOf > 0)
    .map(([verdict, rowsOf]) => `${rowsOf} ${verdict}`)
    .join(', ');
  const head = `${story.id} · ${counted(story.reports.length, 'report')} · ${found || 'nothing to compare'}`;
  const layout = { indent: 4, labelWidth: 12, width };
  return [
    ...indented(story.title, 0, width).map((line) => paint('bold', line)),
    ...indented(head, 0, width).map((line) => paint('dim', line)),
    ...story.reports.flatMap(({ publisher, published }) =>
      labelled(published?.slice(0, 10) ?? 'undated', publisher ?? 'unknown publisher', layout),
    ),
    ...copies.flatMap((group) =>
      labelled('copies', group.map((id) => publisherOf(id, story)).join(' = '), layout),
    ),
  ];
}

const publisherOf = (id: string, { reports }: Comparison['story']): string =>
  reports.find((r) => r.id === id)?.publisher ?? id.slice(0, 14);

const VERDICT_STYLE: Readonly<Record<ComparisonRow['verdict'], Style>> = {
  same: 'green',
  narrower: 'yellow',
  differs: 'red',
};

function rowBlock(
  { about, field, verdict, values, absent }: ComparisonRow,
  { story, names }: Comparison,
  terminal: Terminal,
): readonly string[] {
  const { paint, width } = terminal;
  const subject =
    about === null
      ? 'the event'
      : [
          ...(about.actor === null ? [] : [partyWords(about.actor, names)]),
          ...(about.measure === null ? [] : [about.measure]),
          ...(about.beneficiary === null ? [] : [`for ${partyWords(about.beneficiary, names)}`]),
        ].join(' · ');
  const layout = { indent: 6, labelWidth: 17, width };
  return [
    '',
    `${paint(VERDICT_STYLE[verdict], verdict)}  ${paint('bold', field)}`,
    ...indented(subject, 2, width).map((line) => paint('dim', line)),
    ...values.flatMap((value) => valueLines(value, story, names, layout)),
    ...(absent.length > 0
      ? labelled('not said by', absent.map((id) => publisherOf(id, story)).join(', '), layout)
      : []),
  ];
}

/** A value once for each report that has it, in its words; then which of them are one voice, and why. */
function valueLines(
  value: ComparedValue,
  story: Comparison['story'],
  names: Comparison['names'],
  layout: Parameters<typeof labelled>[2],
): readonly string[] {
  const reports = new Set(value.in.map(({ report }) => report)).size;
  const voices = `${counted(value.voices, 'voice')}${value.voices < reports ? ` in ${counted(reports, 'report')}` : ''}`;
  const heading = `${valueText(value.value, names)} (${voices}, first in ${publisherOf(value.earliest, story)})`;
  return [
    ...indented(heading, 4, layout.width),
    ...value.in.flatMap(({ report, quote }) =>
      labelled(clipped(publisherOf(report, story), layout.labelWidth - 1), `“${quote}”`, layout),
    ),
    ...value.together.flatMap((voice) => labelled('one voice', voiceText(voice, story, names), layout)),
  ];
}

/** `Rift Press Agency, Metro Mombasa: the same passage; both on the word of Kenya` */
function voiceText({ reports, ties }: Voice, story: Comparison['story'], names: Comparison['names']): string {
  const whose = ties.flatMap((tie) => (tie.why === 'source' ? [partyWords(tie.source, names)] : []));
  const cited = ties.flatMap((tie) => (tie.why === 'cites' ? [partyWords(tie.source, names)] : []));
  const why = [
    ...(ties.some((tie) => tie.why === 'passage') ? ['the same passage'] : []),
    ...(whose.length > 0 ? [`on the word of ${whose.join(', ')}`] : []),
    ...(cited.length > 0 ? [`as told by ${cited.join(', ')}`] : []),
  ];
  return `${reports.map((id) => publisherOf(id, story)).join(', ')}: ${why.join('; ')}`;
}

const clipped = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;
