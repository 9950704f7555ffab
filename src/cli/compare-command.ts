import type { ComparedValue, Comparison, ComparisonRow } from '../book/comparison/compare-story.ts';
import { QUERY_OPTIONS, queryFrom } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { indented, labelled } from './layout.ts';
import { write } from './reading-options.ts';
import { type Style, type Terminal, terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  all: { type: 'boolean', help: 'every story in which reports differ, row by row' },
  ...QUERY_OPTIONS,
} as const;

export const compareCommand: Command = {
  name: 'compare',
  operands: '[STORY…]',
  summary:
    'Prints what the reports of one event say, field by field, and whether it is the same, narrower or differs. Without a STORY it prints the stories of the book.',
  options: OPTIONS,
  examples: [
    ['pledgebook compare', 'the stories, with the reports of each'],
    ['pledgebook compare story:4f1a09b37c21', 'one of them'],
    ['pledgebook compare --all --json > comparisons.jsonl', 'all with a difference, one a line'],
  ],
  run: compare,
};

async function compare(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const query = queryFrom(values);
  const terminal = terminalOf(host.stdout);
  return withBook(values, async (book) => {
    const stories = await book.stories(query);
    const chosen =
      positionals.length > 0 ? positionals : stories.filter((s) => s.reports.length > 1).map(({ id }) => id);
    const listing = positionals.length === 0 && !values.all;
    for (const id of chosen) {
      const comparison = await book.compare(id, query);
      const differing = comparison.rows.filter((row) => row.verdict === 'differs').length;
      if (values.all && differing === 0) continue;
      const text = values.json
        ? JSON.stringify(comparison)
        : [
            ...storyBlock(comparison, terminal),
            ...(listing ? [] : comparison.rows.flatMap((row) => rowBlock(row, comparison, terminal))),
          ].join('\n');
      await write(host.stdout, `${text}\n${values.json ? '' : '\n'}`);
    }
    if (!values.json && positionals.length === 0) {
      const alone = stories.filter((s) => s.reports.length === 1).length;
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
  { story }: Comparison,
  terminal: Terminal,
): readonly string[] {
  const { paint, width } = terminal;
  const subject =
    about === null
      ? 'the event'
      : [
          ...(about.actor === null ? [] : [partyWords(about.actor)]),
          ...(about.measure === null ? [] : [about.measure]),
          ...(about.beneficiary === null ? [] : [`for ${partyWords(about.beneficiary)}`]),
        ].join(' · ');
  const layout = { indent: 6, labelWidth: 17, width };
  return [
    '',
    `${paint(VERDICT_STYLE[verdict], verdict)}  ${paint('bold', field)}`,
    ...indented(subject, 2, width).map((line) => paint('dim', line)),
    ...values.flatMap((value) => valueLines(value, story, layout)),
    ...(absent.length > 0
      ? labelled('not said by', absent.map((id) => publisherOf(id, story)).join(', '), layout)
      : []),
  ];
}

/** A value once for each report that has it, in its words. */
function valueLines(
  value: ComparedValue,
  story: Comparison['story'],
  layout: Parameters<typeof labelled>[2],
): readonly string[] {
  const heading = `${valueText(value.value)} (${counted(value.voices, 'voice')}, first in ${publisherOf(value.earliest, story)})`;
  return [
    ...indented(heading, 4, layout.width),
    ...value.in.flatMap(({ report, quote }) =>
      labelled(clipped(publisherOf(report, story), layout.labelWidth - 1), `“${quote}”`, layout),
    ),
  ];
}

const clipped = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** What stands before a part of a value; other parts stand for themselves. */
const PART_WORDS: Readonly<Record<string, string>> = {
  low: 'at least ',
  high: 'up to ',
  from: 'from ',
  to: 'to ',
};

/** A value of any field in words: `from 2025-09-04`, `only after ceasefire or peace-agreement`, `at least 300 soldier`. */
function valueText(value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 3 });
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value !== 'object' || value === null) return partyWords(String(value ?? 'unknown'));
  const { from, to, granularity: _, ...parts }: Readonly<Record<string, unknown>> = { ...value };
  return Object.entries(from === to ? { on: from, ...parts } : { from, to, ...parts })
    .filter(([, part]) => part !== null && part !== undefined && part !== false)
    .map(([name, part]) => {
      if (part === true) return name;
      if (Array.isArray(part)) return part.join(name === 'all' ? ' and ' : ' or ');
      return `${PART_WORDS[name] ?? ''}${name === 'kind' ? String(part).replaceAll('-', ' ') : valueText(part)}`;
    })
    .join(' ');
}

/** A party by its id, which says enough here (`DEU`, `five parties`, `a group of 26`); dates stay as they are. */
const partyWords = (id: string): string =>
  id
    .replace(/^size:(?=\d+$)/, 'a group of ')
    .replace(/^(?:state|[a-z-]+(?=:[a-z])):/, '')
    .replaceAll(/(?<!\d)-|-(?!\d)/g, ' ');
