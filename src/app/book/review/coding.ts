import type { Coding } from '../../../book/agreement/coding.ts';
import type { BookClaim, Party } from '../../../book/record.ts';
import type { Stamp, Store, Writes } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { checkStamp, type Fields, type Known } from '../decisions/decision.ts';
import { reportNamed } from '../decisions/lookup.ts';
import { emptyClaim, settingOf } from '../decisions/on-claims.ts';

/** One step of a coder who marks the claims of a report from nothing. */
export type CodingStep =
  | {
      readonly kind: 'mark';
      readonly fields: Fields & Pick<BookClaim, 'act' | 'predicate'>;
      readonly parties?: readonly Party[];
    }
  | {
      readonly kind: 'change';
      readonly mark: string;
      readonly fields: Fields;
      readonly parties?: readonly Party[];
    }
  | { readonly kind: 'unmark'; readonly mark: string }
  /** Whether the coder is through with the report. */
  | { readonly kind: 'done'; readonly done: boolean };

/** The name under which what was read is compared with what people coded. */
export const READER_AS_CODER = 'reader';

/**
 * Changes what one coder has marked in a report, by the same rules as a decision on a claim; the book's claims stay as they are.
 * @throws UsageError `usage/mark`, `usage/report`, `usage/field`, `usage/firmness`, `usage/by`
 */
export async function code(
  store: Store,
  report: string,
  step: CodingStep,
  stamp: Stamp,
  known: Known,
): Promise<Coding> {
  checkStamp(stamp);
  if (stamp.by === READER_AS_CODER)
    throw new UsageError('usage/by', `"${READER_AS_CODER}" means what was read; a coder has another name`);
  return store.write(async (book) => {
    await reportNamed(book, report);
    const [former] = await book.codings({ reports: [report], coders: [stamp.by] });
    const coding: Coding = former ?? {
      report,
      coder: stamp.by,
      at: stamp.at,
      done: false,
      marks: [],
      parties: [],
    };
    const next = { ...(await stepped(book, coding, step, stamp, known)), at: stamp.at };
    await book.code(next);
    return next;
  });
}

async function stepped(
  book: Writes,
  coding: Coding,
  step: CodingStep,
  stamp: Stamp,
  known: Known,
): Promise<Coding> {
  const { report, marks } = coding;
  if (step.kind === 'done') return { ...coding, done: step.done };
  const at = step.kind === 'mark' ? -1 : marks.findIndex(({ id }) => id === step.mark);
  const old = marks[at];
  if (step.kind === 'unmark' && old) return { ...coding, marks: marks.toSpliced(at, 1) };
  const base = step.kind === 'mark' ? emptyClaim(report, `${report}#${stamp.id}`, step.fields) : old;
  if (step.kind === 'unmark' || base === undefined)
    throw new UsageError(
      'usage/mark',
      `${coding.coder} has no mark "${step.kind === 'mark' ? '' : step.mark}" in ${report}`,
    );
  const given = [...coding.parties, ...(step.parties ?? [])];
  const set = await settingOf(book, report, { fields: [step.fields], given }, known);
  const mark = set.claim(base, step.fields);
  const others = marks.filter((_, i) => i !== at);
  return {
    ...coding,
    marks: [...others, mark].sort((a, b) => a.predicate.start - b.predicate.start),
    parties: [...new Map([...coding.parties, ...set.parties].map((party) => [party.id, party])).values()],
  };
}
