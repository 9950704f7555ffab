import { undoneAmong } from '../app/book/decisions/decision.ts';
import type { Book } from '../app/book/open-book.ts';
import { wantedOf } from '../app/book/query.ts';
import type { ReportFile } from '../app/book/report-file.ts';
import { isPublisher } from '../book/filter.ts';
import type { KeptReport } from '../store/index.ts';
import { UsageError } from '../text/errors.ts';
import { slice } from '../text/span.ts';
import { progressNamed, queryFrom } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { decisionLine } from './decision-line.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import { displayable, labelled, wrapped } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, partOf, tellMore } from './output-options.ts';
import { write } from './reading-options.ts';
import { idsOf, shortId } from './short-ids.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { partialText } from './value-words.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  removed: { type: 'boolean', help: 'those that were removed' },
  progress: {
    type: 'string',
    multiple: true,
    value: 'STATE',
    help: 'that people have come so far with: unread, in-work, done; may be repeated',
  },
  versions: { type: 'boolean', help: 'all versions of each, not the current one only' },
  ...FILTER_OPTIONS,
  publisher: { ...FILTER_OPTIONS.publisher, help: 'that this publisher published; may be repeated' },
  'told-since': { ...FILTER_OPTIONS['told-since'], help: 'published since then' },
  ...SINCE_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const reportsCommand: Command = {
  name: 'reports',
  operands: '[REPORT…]',
  summary:
    'Prints the reports of a book with their versions, labels and stories. Of those that are named, everything: notes, claims in each state of review, decisions.',
  options: OPTIONS,
  table: {
    columns: {
      id: 'report.id',
      title: 'report.title',
      publisher: 'report.publisher',
      byline: 'report.byline',
      published: 'report.published',
      learned: 'report.learned',
      language: 'report.language',
      url: 'report.url',
      state: 'state',
      version: 'version',
      progress: 'progress.state',
      labels: 'labels.value',
      story: 'story.id',
    },
  },
  examples: [
    ['pledgebook reports', 'all of pledgebook.db'],
    ['pledgebook reports --tag paris --no-marking internal', 'by their labels'],
    ['pledgebook reports --actor DEU --measure force --since 2025-09', 'by what they tell of, and when'],
    ['pledgebook reports 3f9a2b7c01de', 'one of them, with its claims and what was decided'],
  ],
  run: reports,
};

async function reports(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const terminal = terminalOf(host.stdout);
  if (values.csv && positionals.length > 0)
    throw new UsageError('usage/csv', 'a report with all that is known of it is no table; --json prints it');
  const { publisher, since, ...telling } = wantedOf(listQueryFrom(values)).words;
  // Reports are in no state of review, and not more or less sure; their claims are.
  const isOfClaims =
    Object.keys(telling).length > 0 || (values.state ?? values['min-confidence']) !== undefined;
  if (isOfClaims && values.removed)
    throw new UsageError('usage/reports', 'what tells of entries is not removed; leave --removed out');
  const filter = {
    ...queryFrom(values),
    ...(isOfClaims && { telling }),
    ...(since !== undefined && { since }),
    ...(values.removed && { state: 'removed' as const }),
    ...(values.progress && { progress: values.progress.map(progressNamed) }),
    ...(values.versions && { versions: 'all' as const }),
  };
  const print = (value: unknown, lines: readonly string[]) =>
    write(host.stdout, `${values.json ? JSON.stringify(value) : `${lines.join('\n')}\n`}\n`);
  return withBook(values, async (book) => {
    if (positionals.length > 0) {
      for (const file of await files(book, positionals)) await print(file, fileLines(file, terminal));
      return 0;
    }
    const publishers = publisher && (await publishersNamed(book, publisher));
    const found = await book.reports({ ...filter, ...(publishers && { publishers }) });
    const part = partOf(found, values, ({ report }) => report.id);
    for (const kept of part.items) {
      const { text: _, sentences: __, ...report } = kept.report;
      await print({ ...kept, report }, headLines(kept, terminal));
    }
    if (!values.json) host.stderr.write(`${counted(part.items.length, 'report')}\n`);
    tellMore(part, host.stderr);
    return 0;
  });
}

/** As the book writes them, whatever the case; and as they are written here: one may have published what was removed. */
async function publishersNamed(book: Book, words: readonly string[]): Promise<readonly string[]> {
  const known = (await book.publishers()).flatMap(({ publisher }) => publisher ?? []);
  return [...words, ...known.filter((publisher) => isPublisher(publisher, words))];
}

async function files(book: Book, words: readonly string[]): Promise<readonly ReportFile[]> {
  const ids = await idsOf(book, words);
  return Promise.all(words.map((word) => book.reportFile(ids.report(word))));
}

/** Title; publisher and date; whether only a part of it came; id, version, labels and story. */
function headLines({ report, ...kept }: KeptReport, { width, paint }: Terminal): readonly string[] {
  const origin = [
    report.publisher ?? 'unknown publisher',
    report.published ?? 'undated',
    `${report.language ?? '?'}${report.sentences.length === 0 ? ' (not read)' : ''}`,
  ];
  const facts = [
    shortId(report.id),
    ...(kept.state === 'removed' ? ['removed'] : []),
    ...(kept.version > 1 || kept.followedBy ? [`version ${kept.version}`] : []),
    ...(kept.followedBy ? [`followed by ${shortId(kept.followedBy)}`] : []),
    ...(kept.progress.by === null ? [] : [`${kept.progress.state} (${kept.progress.by})`]),
    ...kept.labels.map(({ kind, value }) => (kind === 'tag' ? `#${value}` : `[${value}]`)),
    ...(kept.story ? [`${kept.story.id}${kept.story.by === 'hand' ? ' (by hand)' : ''}`] : []),
  ];
  const lines = (text: string) => wrapped(displayable(text), width - 4).map((line) => `    ${line}`);
  return [
    ...wrapped(displayable(report.title ?? '(without a title)'), width).map((line) => paint('bold', line)),
    ...lines(origin.join(', ')),
    ...(report.partial === undefined ? [] : lines(partialText(report.partial))),
    ...lines(facts.join('  ')).map((line) => paint('dim', line)),
  ];
}

/** Whatever else is known of where it comes from; the hash is that of the bytes as they came. */
function citationLines({ report: kept, hash }: ReportFile, { width, paint }: Terminal): readonly string[] {
  const { byline, url, learned } = kept.report;
  const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
  const facts = [
    ['by', byline],
    ['address', url],
    ['fetched', kept.fetchedUrl],
    ['captured', kept.captured && minute(kept.captured)],
    ['file', kept.path],
    ['learned', minute(learned)],
    ['read by', `pledgebook ${kept.reader}`],
    ['bytes', hash],
  ] as const;
  const layout = { indent: 4, labelWidth: 9, width };
  return facts
    .flatMap(([label, value]) => (value ? labelled(label, value, layout) : []))
    .map((line) => paint('dim', line));
}

function fileLines(file: ReportFile, terminal: Terminal): readonly string[] {
  const { report, versions, notes, claims, decisions } = file;
  const { text } = report.report;
  const undone = undoneAmong(decisions);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          '',
          terminal.paint('bold', title),
          ...lines.flatMap((line) =>
            wrapped(displayable(line), terminal.width - 4).map((part) => `    ${part}`),
          ),
        ];
  return [
    ...headLines(report, terminal),
    ...citationLines(file, terminal),
    ...section('Versions', versions.length > 1 ? versions.map(shortId) : []),
    ...section(
      'Notes',
      notes.map((note) => `${note.text} (${note.by}, ${note.at.slice(0, 10)})`),
    ),
    ...section(
      'Claims',
      claims.map(({ claim, state, asRead }) => {
        const act = [claim.negated ? 'not' : '', claim.act, claim.firmness ?? ''].filter(
          (word) => word !== '',
        );
        const decided = (claim.replacements ?? [])
          .filter(({ role }) => role === 'actors')
          .map(({ before, decisions }) => ` (read as ${before}, ${decisions.join(', ')})`);
        const who = `${claim.actors.join(', ') || '(nobody named)'}${[...new Set(decided)].join('')}`;
        const by = asRead === null ? ', by hand' : '';
        return `${shortId(claim.id)}  ${state}${by}  ${who}  ${act.join(' ')}: ${slice(text, claim.evidence)}`;
      }),
    ),
    ...section(
      'Decisions',
      decisions.map((decision) => decisionLine(decision, undone)),
    ),
  ];
}
