import type { CodeReader, EventCode } from '../../claims/codes.ts';
import type { BookClaim, Party, Report } from '../record.ts';
import type { SourceGrade } from '../reliability.ts';

/** A report as tables have it: with what is known of it beside its text. */
export interface ReportRow {
  readonly report: Report;
  readonly version: number;
  readonly reader: string;
  readonly story: string | null;
  readonly tags: readonly string[];
  readonly marking: string | null;
  readonly fetchedUrl: string | null;
  readonly captured: string | null;
  readonly path: string | null;
  /** `sha256:` of the bytes as they came. */
  readonly hash: string;
  /** Admiralty letter of its publisher. */
  readonly grade: SourceGrade;
  readonly claims: number;
}

/** A claim as tables have it. */
export interface ClaimRow {
  readonly claim: BookClaim;
  readonly state: string;
  readonly byHand: boolean;
  readonly learned: string;
  readonly in: ReportRow;
  readonly code: EventCode;
  readonly name: (party: string) => string;
}

export const namesIn =
  (party: (id: string) => Party | undefined) =>
  (id: string): string =>
    party(id)?.name ?? id;

/** By the rules of today, over the claim as decisions leave it. */
export const codeOf = (codes: CodeReader, claim: BookClaim, report: Report): EventCode =>
  codes(claim, claim.measures, report).value;

const QUADS: Readonly<Record<string, number>> = {
  AGREE: 1,
  CONSULT: 1,
  SUPPORT: 1,
  CONCEDE: 1,
  COOPERATE: 2,
  AID: 2,
  RETREAT: 2,
  REQUEST: 3,
  ACCUSE: 3,
  REJECT: 3,
  THREATEN: 3,
  PROTEST: 4,
  SANCTION: 4,
  MOBILIZE: 4,
  COERCE: 4,
  ASSAULT: 4,
};

/** 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; null without an event type. */
export const quadOf = (plover: string | null): number | null =>
  plover === null ? null : (QUADS[plover] ?? null);

/**
 * The day of the event: that which the claim names for what it says, unless it lies ahead of the report or is no single day;
 * else that of the report. Null where neither is known.
 */
export function eventDay(
  { when }: BookClaim,
  { published }: Report,
): { readonly day: string | null; readonly from: 'text' | 'report' | null } {
  const told = published !== null && /^\d{4}-\d{2}-\d{2}/.test(published) ? published.slice(0, 10) : null;
  const said = when?.granularity === 'day' && when.from === when.to ? when.from : null;
  if (said !== null && (told === null || said <= told)) return { day: said, from: 'text' };
  return { day: told, from: told === null ? null : 'report' };
}

/** `any: ceasefire or peace-agreement` as it is asked for: `ceasefire or peace-agreement`. */
export const triggerWords = (trigger: BookClaim['conditions'][number]['trigger']): string | null =>
  trigger === null ? null : 'any' in trigger ? trigger.any.join(' or ') : trigger.all.join(' and ');
