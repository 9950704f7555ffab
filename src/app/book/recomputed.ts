import { isDeepStrictEqual } from 'node:util';
import type { BookClaim } from '../../book/record.ts';
import { type SourceGrade, sourceGrade } from '../../book/reliability.ts';
import type { Trigger, When } from '../../document/layers.ts';
import type { Reads } from '../../store/index.ts';
import { type Span, slice } from '../../text/span.ts';
import type { Deciding, Outcome } from './decisions/decision.ts';
import type { ReportQuestions } from './questions/reports.ts';
import type { StoryQuestions } from './questions/stories.ts';
import type { ReportFile } from './report-file.ts';

/** What the book concludes anew after something of a report was mended. */
export interface Recomputed {
  /** Of its publisher. */
  readonly grade: Two<SourceGrade>;
  /** Values in the comparison of its story that other voices stand behind now; null where the value is not compared. */
  readonly voices: readonly (Two<number | null> & { readonly field: string; readonly value: unknown })[];
  /** What of its claims is reckoned from its date otherwise now; `words` are those of the report. */
  readonly dates: readonly (Two<When | null> & { readonly claim: string; readonly words: string })[];
  /** Conditions that wait for a day. */
  readonly triggers: readonly (Two<Trigger | null> & { readonly claim: string; readonly words: string })[];
}

interface Two<T> {
  readonly before: T;
  readonly after: T;
}

/** The report of which a decision, or what it undoes, mends something; null where it mends none that is there. */
export async function reportMended(book: Reads, decision: Deciding): Promise<string | null> {
  const report =
    decision.kind === 'mend-report'
      ? decision.report
      : decision.kind === 'undo'
        ? await mendedBefore(book, decision.decision)
        : null;
  return report !== null && (await book.state(report)) === 'present' ? report : null;
}

/** Undoing an undoing mends again. */
async function mendedBefore(book: Reads, id: string): Promise<string | null> {
  const decisions = new Map((await book.decisions()).map((decision) => [decision.id, decision]));
  let decision = decisions.get(id);
  while (decision?.undoes) decision = decisions.get(decision.undoes);
  return decision?.kind === 'mend-report' ? decision.subject : null;
}

/** What is asked of the book before and after. */
export type Concluding = Pick<ReportQuestions, 'reportFile' | 'grades'> & Pick<StoryQuestions, 'compare'>;

/** Takes the decision on the report, and says what follows from it. */
export async function withRecomputed(
  book: Concluding,
  report: string,
  take: () => Promise<Outcome>,
): Promise<Outcome & { readonly recomputed: Recomputed }> {
  const before = await conclusions(book, report);
  const outcome = await take();
  const after = await conclusions(book, report);
  const keys = new Set([...before.voices.keys(), ...after.voices.keys()]);
  return {
    ...outcome,
    recomputed: {
      grade: { before: before.grade, after: after.grade },
      voices: [...keys].flatMap((key) => {
        const [was, is] = [before.voices.get(key), after.voices.get(key)];
        const told = is ?? was;
        return told === undefined || was?.count === is?.count
          ? []
          : [{ field: told.field, value: told.value, before: was?.count ?? null, after: is?.count ?? null }];
      }),
      dates: movedDates(before.file, after.file),
      triggers: movedTriggers(before.file, after.file),
    },
  };
}

function movedDates(before: ReportFile, after: ReportFile): Recomputed['dates'] {
  return pairsIn(before, after).flatMap(([was, is]) => {
    const at = is.when ?? was.when;
    return at === null || isDeepStrictEqual(was.when, is.when)
      ? []
      : [{ claim: is.id, words: wordsIn(after, at), before: was.when, after: is.when }];
  });
}

function movedTriggers(before: ReportFile, after: ReportFile): Recomputed['triggers'] {
  return pairsIn(before, after).flatMap(([was, is]) =>
    is.conditions.flatMap((condition, i) => {
      const former = was.conditions[i]?.trigger ?? null;
      return isDeepStrictEqual(former, condition.trigger)
        ? []
        : [{ claim: is.id, words: wordsIn(after, condition), before: former, after: condition.trigger }];
    }),
  );
}

const wordsIn = ({ report: { report } }: ReportFile, at: Span): string => slice(report.text, at);

/** Its claims, before and after. */
function pairsIn(before: ReportFile, after: ReportFile): readonly (readonly [BookClaim, BookClaim])[] {
  const former = new Map(before.claims.map(({ claim }) => [claim.id, claim]));
  return after.claims.flatMap(({ claim }) => {
    const was = former.get(claim.id);
    return was ? [[was, claim] as const] : [];
  });
}

async function conclusions(book: Concluding, id: string) {
  const file = await book.reportFile(id);
  const { report } = file;
  const grades = new Map((await book.grades()).map(({ publisher, grade }) => [publisher, grade]));
  const compared = report.state === 'present' && report.followedBy === null ? report.story : null;
  const rows = compared === null ? [] : (await book.compare(compared.id)).rows;
  return {
    file,
    grade: sourceGrade(report.report.publisher, grades),
    voices: new Map(
      rows.flatMap(({ about, field, values }) =>
        values.map(({ value, voices }) => [
          JSON.stringify([about, field, value]),
          { field, value, count: voices },
        ]),
      ),
    ),
  };
}
