import { findInputs } from '../app/inputs.ts';
import { withKnown } from '../app/reader.ts';
import type { Reading } from '../app/reading.ts';
import { reportsIn, sourceOf } from '../app/reports-in.ts';
import { InputError, UsageError } from '../text/errors.ts';
import { CONFIDENCE_OPTION, confidenceFrom } from './book-options.ts';
import { claimBlock } from './claim-block.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted, documentBlock } from './document-block.ts';
import { explanation } from './explanation.ts';
import { type ExitCode, failure } from './failure.ts';
import { OUTPUT_OPTIONS } from './output-options.ts';
import { createProgress } from './progress.ts';
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
import { type Terminal, terminalOf } from './terminal.ts';

const OPTIONS = {
  ...READER_OPTIONS,
  ...OUTPUT_OPTIONS,
  json: { type: 'boolean', help: 'print each reading as one line of JSON' },
  explain: {
    type: 'string',
    value: 'CLAIM',
    help: 'only this claim (c3), and why each of its fields has its value; with --json: every claim with its reasons',
  },
  'min-confidence': {
    ...CONFIDENCE_OPTION['min-confidence'],
    help: 'only claims that the reader is at least so sure of: 0.9, or 90%',
  },
} as const;

export const readCommand: Command = {
  name: 'read',
  operands: 'INPUT…',
  summary:
    'Reads reports and prints their claims. An INPUT is a file (text, Markdown, HTML, PDF, DOCX, RTF, e-mail; an export of Nexis Uni or Factiva; a table or JSONL with a report a row; a web archive), a folder of them, a pattern in quotes, or - for the standard input.',
  options: OPTIONS,
  examples: [
    ['pledgebook read report.md', 'one report'],
    [
      'pledgebook read --published 2025-09-04 --publisher "Harbour Wire" report.txt',
      'one that does not say when and where it appeared',
    ],
    ['pledgebook read --json reports/ > readings.jsonl', 'a folder, one reading a line'],
    ['pledgebook read --explain c3 report.md', 'why the third claim reads as it does'],
    ['pledgebook read --min-confidence 0.9 report.md', 'only what is right nine times in ten'],
    ['curl -s https://example.org/news.html | pledgebook read -', 'a page from the standard input'],
    ['pledgebook read --json --map text=body,published=date corpus.parquet', 'a table, a report a row'],
  ],
  run: read,
};

async function read(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const { profile = [], model, json = false, explain } = values;
  const least = confidenceFrom(values['min-confidence'] ?? '0');
  const known = knownFrom(values);
  const options = { model: modelNamed(model), profiles: profile };
  const { inputs, leftOut } = await findInputs(operands(positionals, host), host.stdin);
  if (inputs.length === 0) {
    throw new InputError(
      'input/none',
      `no report in ${positionals.join(', ')}${leftOut.length > 0 ? `; ${leftOutOf(leftOut)}` : ''}`,
    );
  }
  const readSource = await host.createSourceReader(options);
  const print = json ? printJson : printBlocks(terminalOf(host.stdout), explain);
  const progress = createProgress(host.stderr, inputs.length);
  const taking = inputOptions(values, inputs, host, progress);
  const count = { read: 0, kept: 0, failed: 0, claims: 0, unsure: 0, explained: 0 };
  for (const [i, input] of inputs.entries()) {
    for await (const report of reportsIn(input, taking)) {
      progress.begin(report.name, i);
      try {
        const loaded = await report.load();
        const source = 'source' in loaded ? loaded.source : sourceOf(loaded.reading);
        const whole = await readSource(withKnown(source, known), {
          explain: explain !== undefined,
          progress: progress.fraction,
        });
        const reading = surer(whole, least);
        count.unsure += whole.claims.length - reading.claims.length;
        count[reading.skipped ? 'kept' : 'read']++;
        count.claims += reading.claims.length;
        if (reading.claims.some((c) => c.id === explain)) count.explained++;
        progress.clear();
        await write(host.stdout, print(reading, report.name));
      } catch (error) {
        progress.clear();
        count.failed++;
        host.stderr.write(`pledgebook: ${named(failure(error).message, report.name)}\n`);
      }
    }
  }
  if (count.read + count.kept + count.failed > 1) host.stderr.write(`${summary(count)}\n`);
  if (count.unsure > 0) host.stderr.write(`${counted(count.unsure, 'claim')} left out (--min-confidence)\n`);
  if (leftOut.length > 0) host.stderr.write(`${leftOutOf(leftOut)}\n`);
  if (explain !== undefined && count.explained === 0 && count.read > 0) {
    throw new UsageError('usage/claim', `no claim ${explain} in what was read; claims are named c1, c2, …`);
  }
  return count.failed > 0 ? 1 : 0;
}

/** Claims keep their ids. */
const surer = (reading: Reading, least: number): Reading => ({
  ...reading,
  claims: reading.claims.filter(({ confidence }) => confidence >= least),
});

type Print = (reading: Reading, name: string) => string;

const printJson: Print = (reading) => `${JSON.stringify(reading)}\n`;

const printBlocks =
  (terminal: Terminal, explain: string | undefined): Print =>
  (reading, name) => {
    const claims = reading.claims.filter((c) => explain === undefined || c.id === explain);
    const blocks = claims.map((claim) => [
      ...claimBlock(reading, claim, terminal),
      ...(explain === undefined ? [] : explanation(reading, claim, terminal)),
    ]);
    return [documentBlock(reading, name, terminal), ...blocks]
      .map((lines) => `${lines.join('\n')}\n\n`)
      .join('');
  };

function summary(count: { read: number; kept: number; failed: number; claims: number }): string {
  return [
    `${counted(count.read, 'report')} read with ${counted(count.claims, 'claim')}`,
    ...(count.kept > 0 ? [`${count.kept} kept unread in another language`] : []),
    ...(count.failed > 0 ? [`${count.failed} failed`] : []),
  ].join('; ');
}
