import { type SourceGrade, sourceGrade } from '../../book/reliability.ts';
import type { Outcome } from './decisions/decision.ts';
import type { Book } from './open-book.ts';

/** What the book concludes anew after something of a report was mended. */
export interface Recomputed {
  /** Of its publisher. */
  readonly grade: Two<SourceGrade>;
  /** Values in the comparison of its story that other voices stand behind now; null where the value is not compared. */
  readonly voices: readonly (Two<number | null> & { readonly field: string; readonly value: unknown })[];
}

interface Two<T> {
  readonly before: T;
  readonly after: T;
}

/** Takes the decision on the report, and says what follows from it. */
export async function withRecomputed(
  book: Pick<Book, 'reportFile' | 'grades' | 'compare'>,
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
    },
  };
}

async function conclusions(book: Pick<Book, 'reportFile' | 'grades' | 'compare'>, id: string) {
  const { report } = await book.reportFile(id);
  const grades = new Map((await book.grades()).map(({ publisher, grade }) => [publisher, grade]));
  const compared = report.state === 'present' && report.followedBy === null ? report.story : null;
  const rows = compared === null ? [] : (await book.compare(compared.id)).rows;
  return {
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
