import type { Reading, ReadingClaim, ReadingCondition } from '../app/reading.ts';
import type { Interval } from '../book/amounts/interval.ts';
import type { Quantity, When } from '../document/layers.ts';
import { type Act, FIRMNESS, type Firmness } from '../document/vocabulary.ts';
import { overlap, overlaps, type Span, slice, span } from '../text/span.ts';
import { columns, displayable, labelled, wrap, wrapped } from './layout.ts';
import { nameOfActor, sourceChain } from './source-chain.ts';
import type { Style, Terminal } from './terminal.ts';
import { unitWords } from './unit-words.ts';

const INDENT = 4;
const LABEL = 11;

/** One claim as the lines of its block: act and firmness, who towards whom, the rest by field, the sentence with its predicate marked. */
export function claimBlock(reading: Reading, claim: ReadingClaim, terminal: Terminal): readonly string[] {
  const layout = { indent: INDENT, labelWidth: LABEL, width: terminal.width };
  const names = (ids: readonly string[]) => ids.map((id) => nameOfActor(reading, id)).join(', ');
  const fields: readonly (readonly [label: string, text: string])[] = [
    ['what', claim.what ? clipped(slice(reading.document.text, claim.what)) : ''],
    ...claim.conditions.map((c) => ['condition', conditionText(reading, c)] as const),
    ['when', claim.when ? whenText(reading, claim.when) : ''],
    ['amounts', claim.quantities.map(quantityText).join('; ')],
    ['where', claim.where.map((w) => (w.kind === 'limit' ? `${w.name} (limit)` : w.name)).join('; ')],
    ['for', sameSet(claim.beneficiary, claim.targets) ? '' : names(claim.beneficiary)],
    ['measures', claim.measures.join(', ')],
    ['source', sourceChain(reading, claim)],
  ];
  const who = names(claim.actors) || '(nobody named)';
  const whom = claim.targets.length > 0 ? ` → ${names(claim.targets)}` : '';
  return [
    headLine(claim, terminal),
    ...wrapped(displayable(`${who}${whom}`), terminal.width - INDENT).map(
      (line) => ' '.repeat(INDENT) + terminal.paint('bold', line),
    ),
    ...fields.flatMap(([label, text]) => (text ? labelled(label, text, layout) : [])),
    ...sentenceLines(reading, claim, terminal),
  ];
}

const ACT_STYLE: Readonly<Record<Act, Style>> = {
  commit: 'green',
  agree: 'green',
  perform: 'green',
  endorse: 'cyan',
  expect: 'blue',
  meet: 'blue',
  propose: 'yellow',
  demand: 'yellow',
  position: 'yellow',
  defer: 'magenta',
  refuse: 'red',
  reject: 'red',
  threaten: 'red',
};

/** Never more than it is: one of 89.6 % is not shown among those of 90 %. */
export const percentText = (confidence: number): string =>
  `${Math.floor(Math.round(confidence * 1e4) / 100)} %`;

function headLine(claim: ReadingClaim, { paint }: Terminal): string {
  const confidence = paint('dim', percentText(claim.confidence));
  return `${paint('bold', claim.id.padEnd(INDENT - 1))} ${actText(claim, paint)}  ${confidence}`;
}

/** `not commit · pledged ▰▰▰▰▱▱▱` */
export function actText(
  { act, negated, firmness }: Pick<ReadingClaim, 'act' | 'negated' | 'firmness'>,
  paint: Terminal['paint'],
): string {
  const stand = paint(ACT_STYLE[act], `${negated ? 'not ' : ''}${act}`);
  return firmness ? `${stand} · ${firmnessText(firmness, paint)}` : stand;
}

/** The word with a gauge of seven steps, the weak ones yellow, the firm ones green. */
function firmnessText(firmness: Firmness, paint: Terminal['paint']): string {
  const steps = FIRMNESS.indexOf(firmness) + 1;
  const gauge = '▰'.repeat(steps) + '▱'.repeat(FIRMNESS.length - steps);
  return paint(steps <= 3 ? 'yellow' : 'green', `${firmness.replaceAll('-', ' ')} ${gauge}`);
}

function conditionText(reading: Reading, { trigger, ...at }: ReadingCondition): string {
  const words = clipped(slice(reading.document.text, at));
  if (!trigger) return words;
  return `${words} [${'any' in trigger ? trigger.any.join(' or ') : trigger.all.join(' and ')}]`;
}

function whenText(reading: Reading, when: When): string {
  const words = slice(reading.document.text, when);
  if (when.from === when.to) return when.from ? `${words} [${when.from}]` : words;
  if (!when.from) return `${words} [to ${when.to}]`;
  return `${words} [${when.to ? `${when.from} to ${when.to}` : `from ${when.from}`}]`;
}

export function quantityText({ value, low, high, about, unit }: Omit<Quantity, keyof Span>): string {
  const money = /^[A-Z]{3}$/.test(unit);
  const amount = `${about ? 'about ' : ''}${boundsText(value, low, high)}`;
  return money ? `${unit} ${amount}` : `${amount} ${unitWords(unit, value === 1)}`;
}

/** `EUR 85 to 110`, `up to 25 missile` */
export const intervalText = ({ low, high, about }: Interval, unit: string): string =>
  quantityText(
    low === high
      ? { value: low, low: null, high: null, about, unit }
      : { value: null, low: low === 0 ? null : low, high, about, unit },
  );

const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

function boundsText(value: number | null, low: number | null, high: number | null): string {
  if (value !== null) return digits.format(value);
  if (low !== null && high !== null) return `${digits.format(low)} to ${digits.format(high)}`;
  if (low !== null) return `at least ${digits.format(low)}`;
  return high === null ? 'an unknown number' : `up to ${digits.format(high)}`;
}

const sentenceLines = (
  { document }: Reading,
  { sentence, evidence, predicate }: ReadingClaim,
  terminal: Terminal,
): readonly string[] =>
  markedLines(document.text, document.sentences[sentence] ?? evidence, predicate, terminal);

/** The sentence behind a rule, its predicate underlined; where there are no colours, marked by a line of `^` below. */
export function markedLines(
  document: string,
  sentence: Span,
  at: Span,
  terminal: Terminal,
): readonly string[] {
  const { text, predicate } = excerpt(document, sentence, at);
  const gutter = `${' '.repeat(INDENT)}│ `;
  return wrap(text, terminal.width - columns(gutter)).flatMap((line) => {
    const words = slice(text, line);
    if (!overlaps(line, predicate)) return [gutter + words];
    const start = Math.max(line.start, predicate.start);
    const marked = text.slice(start, start + overlap(line, predicate));
    const before = text.slice(line.start, start);
    if (terminal.coloured) {
      const after = words.slice(before.length + marked.length);
      return [gutter + before + terminal.paint('underline', marked) + after];
    }
    return [gutter + words, gutter + ' '.repeat(columns(before)) + '^'.repeat(columns(marked))];
  });
}

// A sentence of the press has some 150 characters; what is longer than four of them is a list or a text without full stops.
const LONGEST_SENTENCE = 600;

/** The sentence, or what stands around the predicate where it is overlong, with the predicate's place in it. */
function excerpt(
  document: string,
  whole: Span,
  predicate: Span,
): { readonly text: string; readonly predicate: Span } {
  const margin = (LONGEST_SENTENCE - (predicate.end - predicate.start)) / 2;
  const long = whole.end - whole.start > LONGEST_SENTENCE;
  const start = long ? Math.max(whole.start, Math.round(predicate.start - margin)) : whole.start;
  const end = long ? Math.min(whole.end, Math.round(predicate.end + margin)) : whole.end;
  const opening = start > whole.start ? '… ' : '';
  const shift = opening.length - start;
  return {
    text: displayable(`${opening}${document.slice(start, end).toWellFormed()}${end < whole.end ? ' …' : ''}`),
    predicate: span(predicate.start + shift, predicate.end + shift),
  };
}

const clipped = (text: string): string =>
  text.length > LONGEST_SENTENCE ? `${text.slice(0, LONGEST_SENTENCE).toWellFormed()} …` : text;

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x));
