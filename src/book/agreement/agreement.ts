import { overlaps, type Span } from '../../text/span.ts';
import type { BookClaim } from '../record.ts';
import { type Alpha, krippendorffAlpha, type Metric, type UnitValues } from './alpha.ts';
import { CODED_FIELDS, type CodedField, metricOf, rankOf, wordOf } from './fields.ts';
import { type Coders, sharedMarks, unitsOf } from './units.ts';

/** A report with what each coder who is through with it marked there. */
export interface CodedReport {
  readonly report: string;
  readonly sentences: readonly Span[];
  readonly coders: Coders;
}

/** How far two coders mark the same words: the harmonic mean of precision and recall, whichever is taken for right. */
export interface SpanAgreement {
  readonly coders: readonly [string, string];
  /** Which both have coded. */
  readonly reports: number;
  /** Of the first and of the second in these. */
  readonly marks: readonly [number, number];
  /** F1 of predicates with the same words; null where neither marked anything. */
  readonly exact: number | null;
  /** F1 of predicates with words in common. */
  readonly overlap: number | null;
}

export interface FieldAgreement extends Alpha {
  /** Two, or all. */
  readonly coders: readonly string[];
  /** `claim`: whether a sentence holds a claim. The others are compared where coders marked the same claim. */
  readonly field: CodedField | 'claim';
  readonly metric: Metric;
}

export interface Agreement {
  readonly coders: readonly string[];
  /** That at least two have coded. */
  readonly reports: number;
  readonly spans: readonly SpanAgreement[];
  /** First of all coders together, then of each pair, where there are several. */
  readonly fields: readonly FieldAgreement[];
}

/** @param fields to compare, beside whether a sentence holds a claim */
export function agreementOf(
  coded: readonly CodedReport[],
  fields: readonly CodedField[] = CODED_FIELDS,
): Agreement {
  const shared = coded.filter(({ coders }) => coders.size > 1);
  const coders = [...new Set(shared.flatMap((report) => [...report.coders.keys()]))].sort();
  const pairs = coders.flatMap((a, i) => coders.slice(i + 1).map((b): [string, string] => [a, b]));
  return {
    coders,
    reports: shared.length,
    spans: pairs.map((pair) => spansOf(shared, pair)),
    fields: [...(coders.length > 2 ? [coders] : []), ...pairs].flatMap((group) =>
      fieldsOf(shared, group, fields),
    ),
  };
}

function spansOf(coded: readonly CodedReport[], [a, b]: readonly [string, string]): SpanAgreement {
  let [reports, ofA, ofB, exact, overlapping] = [0, 0, 0, 0, 0];
  for (const { report, coders } of coded) {
    const [first, second] = [coders.get(a), coders.get(b)];
    if (!first || !second) continue;
    const both = sharedMarks(report, first, second);
    reports++;
    ofA += first.length;
    ofB += second.length;
    exact += both.exact;
    overlapping += both.overlapping;
  }
  const f1 = (hits: number) => (ofA + ofB === 0 ? null : (2 * hits) / (ofA + ofB));
  return { coders: [a, b], reports, marks: [ofA, ofB], exact: f1(exact), overlap: f1(overlapping) };
}

function fieldsOf(
  coded: readonly CodedReport[],
  group: readonly string[],
  fields: readonly CodedField[],
): readonly FieldAgreement[] {
  const own = coded
    .map((report) => ({ ...report, coders: of(report.coders, group) }))
    .filter(({ coders }) => coders.size > 1);
  const sentences = own.flatMap((report): UnitValues<string>[] =>
    report.sentences.map((sentence) => group.map((coder) => holdsClaim(report.coders.get(coder), sentence))),
  );
  const units = own.flatMap(({ report, coders }) => unitsOf(report, coders));
  const values = <T>(value: (claim: BookClaim) => T | null): UnitValues<T>[] =>
    units.map(({ marks }) =>
      group.map((coder) => {
        const mark = marks.get(coder);
        return mark === undefined ? null : value(mark);
      }),
    );
  return [
    { coders: group, field: 'claim', metric: 'nominal', ...krippendorffAlpha(sentences, 'nominal') },
    ...fields.map((field): FieldAgreement => {
      const alpha =
        field === 'firmness'
          ? krippendorffAlpha(values(rankOf), 'ordinal')
          : krippendorffAlpha(
              values((claim) => wordOf(claim, field)),
              'nominal',
            );
      return { coders: group, field, metric: metricOf(field), ...alpha };
    }),
  ];
}

const of = (coders: Coders, group: readonly string[]): Coders =>
  new Map([...coders].filter(([coder]) => group.includes(coder)));

const holdsClaim = (marks: readonly BookClaim[] | undefined, sentence: Span): string | null =>
  marks === undefined ? null : String(marks.some(({ predicate }) => overlaps(predicate, sentence)));
