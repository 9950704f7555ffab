import type { Quantity } from '../../document/layers.ts';
import type { ReadReport } from '../record.ts';
import { type Matter, mattersOf } from './matters.ts';
import { participantCounts } from './participants.ts';
import type { Statement } from './row.ts';
import { sizeOf } from './same-amount.ts';
import { inOrder, type ToldReport, toldClaims, toldReport } from './told.ts';
import { type Copies, copiesAmong } from './voices.ts';

/** The reports of a story with what they tell of the same things. */
export interface ToldStory {
  /** By date. */
  readonly reports: readonly ToldReport[];
  readonly participants: readonly Statement<Quantity>[];
  /** Numbers that count the participants in some report. */
  readonly sizes: ReadonlySet<number>;
  readonly matters: readonly Matter[];
  readonly copies: Copies;
}

/** The order in which reports are given decides nothing. */
export function toldStory(read: readonly ReadReport[]): ToldStory {
  const reports = [...read].sort(inOrder).map(toldReport);
  const participants = participantCounts(reports);
  const sizes = new Set(participants.flatMap(({ value }) => sizeOf(value) ?? []));
  const matters = mattersOf(reports.flatMap((report) => toldClaims(report, sizes)));
  return { reports, participants, sizes, matters, copies: copiesAmong(reports) };
}
