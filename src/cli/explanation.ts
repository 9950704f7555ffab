import type { Reading, ReadingClaim } from '../app/reading.ts';
import type { Reason } from '../document/layers.ts';
import { type Span, slice } from '../text/span.ts';
import { labelled } from './layout.ts';
import { nameOfActor } from './source-chain.ts';
import type { Terminal } from './terminal.ts';

/** Why each field of a claim has its value: the model head or the rule, its probability, and what came second. */
export function explanation(reading: Reading, claim: ReadingClaim, { width }: Terminal): readonly string[] {
  const layout = { indent: 4, labelWidth: 13, width };
  return [
    '    why',
    ...Object.entries(claim.reasons ?? {}).flatMap(([field, reason]) =>
      labelled(field, [...valueText(reading, claim, field), reasonText(reading, reason)].join(' — '), layout),
    ),
  ];
}

/** `model act 93 %, then commit 5 %`; `rule conditions.only-after`. */
function reasonText(reading: Reading, { by, name, probability, runnerUp }: Reason): string {
  const certainty = probability === null ? '' : ` ${percent(probability)}`;
  const second = runnerUp
    ? `, then ${nameOfActor(reading, runnerUp.value)} ${percent(runnerUp.probability)}`
    : '';
  return `${by} ${name}${certainty}${second}`;
}

const percent = (probability: number): string =>
  probability > 0 && probability < 0.01 ? 'under 1 %' : `${Math.round(probability * 100)} %`;

/** The field's value in words; nothing for a reason that stands for no field of its own. */
function valueText(reading: Reading, claim: ReadingClaim, field: string): readonly string[] {
  const text = (value: unknown): string => {
    if (value === null) return 'none';
    if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(text).join(', ');
    if (isSpan(value)) return `“${slice(reading.document.text, value)}”`;
    return typeof value === 'string' ? nameOfActor(reading, value) : JSON.stringify(value);
  };
  return Object.entries(claim).flatMap(([name, value]) => (name === field ? [text(value)] : []));
}

const isSpan = (value: unknown): value is Span =>
  typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
