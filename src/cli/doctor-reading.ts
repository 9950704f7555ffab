import { SURE } from '../app/marked/confidence.ts';
import type { Layer } from '../app/marked/layers.ts';
import { type Measured, measureReading } from '../app/marked/measure.ts';
import type { Score } from '../app/marked/score.ts';
import type { Host } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { displayable } from './layout.ts';
import { createProgress } from './progress.ts';
import { modelNamed, READER_OPTIONS, write } from './reading-options.ts';
import { type Terminal, terminalOf } from './terminal.ts';

export const READING_OPTIONS = {
  reading: {
    type: 'string',
    value: 'FOLDER',
    help: 'not the book but the reader: how well it reads the texts that you marked in this folder',
  },
  model: READER_OPTIONS.model,
  profile: READER_OPTIONS.profile,
} as const;

interface Values {
  readonly reading: string;
  readonly model?: string | undefined;
  readonly profile?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
}

/** Reads a folder of marked texts and prints how well. */
export async function doctorReading(
  { reading, model, profile, json }: Values,
  host: Host,
): Promise<ExitCode> {
  const options = { model: modelNamed(model), ...(profile && { profiles: profile }) };
  const readSource = await host.createSourceReader(options);
  let progress = createProgress(host.stderr, Number.POSITIVE_INFINITY);
  const measured = await measureReading(reading, readSource, (file, index, all) => {
    if (index === 0) progress = createProgress(host.stderr, all);
    progress.begin(file, index);
  });
  progress.clear();
  for (const { message, code } of measured.refused)
    host.stderr.write(`pledgebook: ${displayable(message)} (${code})\n`);
  await write(
    host.stdout,
    json
      ? `${JSON.stringify(printed(measured))}\n`
      : `${lines(measured, terminalOf(host.stdout)).join('\n')}\n`,
  );
  const { refused } = measured;
  host.stderr.write(
    `${counted(measured.texts, 'text')} read with ${options.model}${refused.length > 0 ? `, ${refused.length} refused` : ''}\n`,
  );
  return refused.length > 0 ? 1 : 0;
}

const printed = ({ refused, ...measured }: Measured) => ({
  ...measured,
  refused: refused.map(({ code, message }) => ({ code, message })),
});

/** In the order in which they are printed. */
const NAMES: Readonly<Record<Layer, string>> = {
  predicates: 'predicates',
  acts: 'with the right act',
  what: 'what',
  conditions: 'conditions',
  conditionKinds: '  with the right kind',
  triggers: '  triggers',
  triggerKinds: '  triggers, by kind',
  actors: 'actors',
  targets: 'targets',
  beneficiaries: 'beneficiaries',
  sources: 'sources',
  firmness: 'firmness',
  firmnessOfRight: '  of the right acts',
  negation: 'negated',
  negationOfRight: '  of the right acts',
  measures: 'measures',
  quantities: 'quantities',
  dates: 'dates',
  datesOverlap: '  overlapping',
  attributions: 'attributions',
  attributionKinds: '  with the right kind',
  attributionSources: '  their sources',
  attributionContents: '  their contents',
  nesting: '  nesting',
};

const WIDTH = 24;
const HEAD = ['precision', 'recall', 'F1', 'marked', 'read'];

function lines({ layers, acts, confidence }: Measured, { paint }: Terminal): readonly string[] {
  const head = (name: string) =>
    paint('bold', `${name.padEnd(WIDTH)}${HEAD.map((word) => word.padStart(10)).join('')}`);
  const names = Object.entries(NAMES).map(([layer, name]) => [name, scoreIn(layers, layer)] as const);
  return [
    head('layer'),
    ...names.map(([name, score]) =>
      score === undefined ? `${name.padEnd(WIDTH)}not marked` : row(name, score),
    ),
    '',
    head('act'),
    ...Object.entries(acts)
      .sort((a, b) => b[1].marked - a[1].marked)
      .map(([act, score]) => row(act, score)),
    '',
    paint('bold', 'confidence'),
    ...confidenceLines(confidence),
  ];
}

const scoreIn = (layers: Readonly<Record<string, Score>>, layer: string): Score | undefined => layers[layer];

const row = (name: string, { precision, recall, f1, marked, read }: Score): string =>
  [
    name.padEnd(WIDTH),
    ...[precision, recall, f1].map((part) => (part === null ? '–' : part.toFixed(3)).padStart(10)),
    ...[marked, read].map((n) => String(n).padStart(10)),
  ].join('');

function confidenceLines({
  expectedCalibrationError: error,
  sure,
}: Measured['confidence']): readonly string[] {
  const share = sure.claims === 0 ? '' : `, ${Math.round((100 * sure.right) / sure.claims)} %`;
  return [
    `${sure.right} right of ${counted(sure.claims, 'claim')} read with ${SURE} or more${share}`,
    ...(error === null ? [] : [`${error.toFixed(3)} expected calibration error`]),
  ];
}
