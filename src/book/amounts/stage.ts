import type { Word } from '../../claims/words.ts';
import type { Act, Firmness } from '../../document/vocabulary.ts';
import type { Span } from '../../text/span.ts';
import { wordRules } from './word-rules.ts';

/** How far an amount has come, least first. Beside the firmness of its claim, not instead of it. */
export const STAGES = ['offered', 'pledged', 'allocated', 'under-way', 'delivered'] as const;
export type Stage = (typeof STAGES)[number];

/** Words by which an amount is none that anyone gives: asked for, or a size to be kept. */
const NO_STAGES = ['sought', 'level'] as const;
export type NoStage = (typeof NO_STAGES)[number];

const { rules } = wordRules('resources/rules/stages.yaml', [...STAGES, ...NO_STAGES]);

export const reaches = (stage: Stage, wanted: Stage): boolean =>
  STAGES.indexOf(stage) >= STAGES.indexOf(wanted);

export const furthest = (stages: readonly Stage[]): Stage | null =>
  STAGES.findLast((stage) => stages.includes(stage)) ?? null;

/** Where words stand that tell of a stage, or that an amount has none. */
export interface StageWords extends Span {
  readonly stage: Stage | NoStage;
}

export const stageWords = (words: readonly Word[]): readonly StageWords[] =>
  rules.flatMap(({ id, find }) => find(words).map((span) => ({ ...span, stage: id })));

export const isStage = (stage: Stage | NoStage): stage is Stage => stage !== 'sought' && stage !== 'level';

/**
 * The stage that a claim's firmness stands for where no word tells it. Agreed in principle is not promised yet; signed is not
 * set aside yet; what somebody only considers has no stage.
 */
const BY_FIRMNESS: Readonly<Record<Firmness, Stage | null>> = {
  considered: null,
  offered: 'offered',
  'agreed-in-principle': 'offered',
  pledged: 'pledged',
  formal: 'pledged',
  'under-way': 'under-way',
  fulfilled: 'delivered',
};

/** An agreement that is done is an agreement; only what its parties perform is there. */
export function stageByFirmness(act: Act, firmness: Firmness | null): Stage | null {
  const stage = firmness === null ? null : BY_FIRMNESS[firmness];
  return stage !== null && act !== 'perform' && reaches(stage, 'under-way') ? 'pledged' : stage;
}
