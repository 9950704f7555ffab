import type { Span } from '../../text/span.ts';
import { type Relation, relation } from './parties.ts';
import type { ToldReport } from './told.ts';

export type Field =
  | 'participants'
  | 'amount'
  | 'firmness'
  | 'condition'
  | 'date'
  | 'actor'
  | 'place'
  | 'quote';
export type Verdict = 'same' | 'narrower' | 'differs';

/** Whose stand on what a row is about; each is null where no report says it. */
export interface About {
  readonly actor: string | null;
  readonly measure: string | null;
  readonly beneficiary: string | null;
}

/** One report's words for a field. */
export interface Statement<Value> {
  readonly in: ToldReport;
  readonly at: Span;
  readonly value: Value;
  /** Innermost first; empty where the report says it itself. */
  readonly sources: readonly string[];
  /** Who holds what is told; two that differ do not contradict each other. */
  readonly holders?: readonly string[];
  /** Tells of a part so far of what the others tell whole. */
  readonly isPart?: boolean;
}

/** What several reports say in the same sense. */
export interface Told<Value = unknown> {
  readonly value: Value;
  readonly statements: readonly Statement<Value>[];
}

export interface DraftRow {
  readonly about: About | null;
  readonly field: Field;
  readonly verdict: Verdict;
  readonly values: readonly Told[];
  /** Reports that tell of the same thing and leave this field out. */
  readonly absent: readonly ToldReport[];
}

/** How the values of one field of one matter stand to each other. */
export interface Compared<Value> {
  readonly field: Field;
  readonly about: About | null;
  /** In the order of the reports. */
  readonly statements: readonly Statement<Value>[];
  readonly isSame: (a: Value, b: Value) => boolean;
  /** Whether two values that are not the same contradict each other; they do where it is left out. */
  readonly contradict?: (a: Value, b: Value) => boolean;
  /** Values contradict each other only where one and the same holder is told of both. */
  readonly ofOneHolder?: boolean;
  readonly absent?: readonly ToldReport[];
}

/** At most one row a verdict, in the order differs, narrower, same; none where one report alone speaks and none is silent. */
export function rowsOf<Value>({
  field,
  about,
  statements,
  isSame,
  contradict = () => true,
  ofOneHolder = false,
  absent = [],
}: Compared<Value>): readonly DraftRow[] {
  const values = grouped(statements, isSame);
  const whole = grouped(
    statements.filter(({ isPart }) => !isPart),
    isSame,
  );
  const row = (
    verdict: Verdict,
    of: readonly Told<Value>[],
    silent: readonly ToldReport[] = [],
  ): DraftRow => ({
    about,
    field,
    verdict,
    values: of,
    absent: silent,
  });
  const differing = whole.filter((one) =>
    whole.some((other) => isAgainst(one, other, contradict, ofOneHolder ? ['same'] : ['same', 'unknown'])),
  );
  const isPartial = statements.some(({ isPart }) => isPart) && values.length > 1;
  const agreed = values.filter(({ statements: told }) => reportsOf(told).size > 1);
  return [
    ...(differing.length > 1 ? [row('differs', differing)] : []),
    ...(values.length > 0 && (absent.length > 0 || isPartial) ? [row('narrower', values, absent)] : []),
    ...(agreed.length > 0 ? [row('same', agreed)] : []),
  ];
}

export const reportsOf = (statements: readonly Statement<unknown>[]): ReadonlySet<ToldReport> =>
  new Set(statements.map((statement) => statement.in));

/** Another report says something else. One report that says both tells of two things. */
const isAgainst = <Value>(
  a: Told<Value>,
  b: Told<Value>,
  contradict: (a: Value, b: Value) => boolean,
  between: readonly Relation[],
): boolean =>
  a !== b &&
  contradict(a.value, b.value) &&
  a.statements.some((one) =>
    b.statements.some(
      (other) => one.in !== other.in && between.includes(relation(one.holders ?? [], other.holders ?? [])),
    ),
  );

function grouped<Value>(
  statements: readonly Statement<Value>[],
  isSame: (a: Value, b: Value) => boolean,
): readonly Told<Value>[] {
  const groups: { value: Value; statements: Statement<Value>[] }[] = [];
  for (const statement of statements) {
    const group = groups.find(({ value }) => isSame(value, statement.value));
    if (group === undefined) groups.push({ value: statement.value, statements: [statement] });
    else group.statements.push(statement);
  }
  return groups;
}
