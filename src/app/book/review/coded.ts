import { type Agreement, agreementOf, type CodedReport } from '../../../book/agreement/agreement.ts';
import type { CodedField } from '../../../book/agreement/fields.ts';
import type { Reads, ReportFilter } from '../../../store/index.ts';
import { sentencesOf } from '../decisions/fields.ts';
import { READER_AS_CODER } from './coding.ts';

export interface AgreementQuery {
  /** Default: all who are through with a report. */
  readonly coders?: readonly string[];
  /** What was read as one more coder, before anybody decided on it. */
  readonly withReader?: boolean;
  readonly fields?: readonly CodedField[];
  readonly reports?: readonly string[];
}

/** Reports with what coders who are through with them marked. */
export async function codedReports(
  book: Reads,
  filter: ReportFilter,
  { coders, withReader = false, reports }: AgreementQuery = {},
): Promise<readonly CodedReport[]> {
  const codings = (await book.codings({ ...(coders && { coders }), ...(reports && { reports }) })).filter(
    ({ done }) => done,
  );
  const byReport = Map.groupBy(codings, ({ report }) => report);
  const ids = [...byReport.keys()];
  const kept = await book.reports({ ...filter, reports: ids, versions: 'all' });
  const claims = withReader ? await book.claims({ reports: ids, versions: 'all' }) : [];
  const read = Map.groupBy(claims, ({ claim }) => claim.report);
  return kept.map(({ report }) => ({
    report: report.id,
    sentences: sentencesOf(report),
    coders: new Map([
      ...(byReport.get(report.id) ?? []).map(({ coder, marks }) => [coder, marks] as const),
      ...(withReader
        ? [[READER_AS_CODER, (read.get(report.id) ?? []).flatMap(({ asRead }) => asRead ?? [])] as const]
        : []),
    ]),
  }));
}

export const agreementIn = async (
  book: Reads,
  filter: ReportFilter,
  query: AgreementQuery,
): Promise<Agreement> => agreementOf(await codedReports(book, filter, query), query.fields);
