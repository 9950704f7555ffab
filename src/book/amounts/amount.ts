import type { When } from '../../document/layers.ts';
import type { Span } from '../../text/span.ts';
import type { Interval } from './interval.ts';
import type { NoStage, Stage } from './stage.ts';

/** What the words beside an amount say of its standing to others (resources/rules/amounts.yaml). */
export const MARKS = ['remainder', 'tranche', 'one-year', 'share', 'further', 'known'] as const;
export type Mark = (typeof MARKS)[number];

/** An amount at one place of one report: what its words say, whichever claims rest on them. */
export interface Amount extends Interval, Span {
  /** Report id, `@`, span: it stays when the report is read again. */
  readonly id: string;
  readonly report: string;
  /** Ids of the claims that tell of it. */
  readonly claims: readonly string[];
  /** ISO 4217 for money, else a singular noun. */
  readonly unit: string;
  /** `500 million a year`: so much in each, which is no sum. */
  readonly per: 'year' | 'month' | null;
  readonly stage: Stage;
  /** Why that stage: the words that told it, else the firmness of the claim. */
  readonly stageBy: 'words' | 'firmness' | 'whole';
  /** Party ids, sorted; empty where the report does not say. */
  readonly givers: readonly string[];
  readonly beneficiaries: readonly string[];
  readonly measures: readonly string[];
  /** ISO date of the act where the text says it, else of the report; null where neither is known. */
  readonly on: string | null;
  /** The time that the claim speaks of: when it is to be given, or was. */
  readonly when: When | null;
  readonly marks: readonly Mark[];
  /** Id of the amount of the same report that the words make this one a part of. */
  readonly whole: string | null;
}

/** An amount that no stage has, and why: nobody gives it, or no longer. */
export interface NotGiven {
  readonly claim: string;
  readonly span: Span;
  readonly unit: string;
  readonly low: number;
  readonly high: number | null;
  readonly about: boolean;
  /**
   * `sought`, `level`: by its words; `refused`: withheld or taken back; `considered`; `denied`: negated, or said not to be so;
   * `percent`: a share of something; `stand`: an act that undertakes nothing (a demand, a rejection, an expectation).
   */
  readonly why: NoStage | 'refused' | 'considered' | 'denied' | 'percent' | 'stand';
}

/** By date, undated ones last, then by place: the same order in whatever order the reports come. */
export const inOrder = (a: Amount, b: Amount): number =>
  compare(a.on ?? '9', b.on ?? '9') || compare(a.report, b.report) || a.start - b.start;

/** By code units, as `sort` does. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
