import '../styles/story.css';
import { question, useAnswer } from '../api.ts';
import type {
  ComparedClaim,
  ComparedRow,
  ComparedValue,
  Comparison,
  ReportHead,
  Verdict,
} from '../api-types.ts';
import { comparedText } from '../compared-words.ts';
import { dateText, listText } from '../format.ts';
import { measureName, nameOf } from '../names.ts';
import { PageHead } from '../parts/page-head.tsx';
import { ReviewBadge } from '../parts/quote.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { VerdictBadge } from '../parts/verdict.tsx';
import { change, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

const VERDICTS: readonly Verdict[] = ['differs', 'narrower', 'same'];

export default function StoryPage({ id }: { readonly id: string }) {
  const answer = useAnswer<Comparison>(question(`/stories/${encodeURIComponent(id)}`, { claims: 'yes' }));
  return (
    <Answered of={answer} alone>
      {(comparison) => <Compared comparison={comparison} />}
    </Answered>
  );
}

function Compared({ comparison: { story, rows, copies, claims } }: { readonly comparison: Comparison }) {
  const { query } = usePlace();
  const only = VERDICTS.find((verdict) => verdict === query.get('only'));
  const shown = rows.filter(({ verdict }) => only === undefined || verdict === only);
  const publisher = (report: string): string =>
    story.reports.find((head) => head.id === report)?.publisher ?? texts.quote.noPublisher;
  return (
    <>
      <PageHead
        title={story.title}
        about={`${texts.count.reports(story.reports.length)}, ${dateText(story.reports[0]?.published ?? null)}`}
      >
        <label>
          <span class="soft">{texts.story.only}</span>{' '}
          <select value={only ?? ''} onChange={(event) => change({ only: event.currentTarget.value })}>
            <option value="">{texts.story.all}</option>
            {VERDICTS.map((verdict) => (
              <option key={verdict} value={verdict}>
                {texts.story.rowsThat[verdict]}
              </option>
            ))}
          </select>
        </label>
      </PageHead>
      {copies.length > 0 && (
        <p class="banner as-of-banner">
          {texts.story.copies} {copies.map((same) => listText(same.map(publisher))).join('; ')}
        </p>
      )}
      {shown.length === 0 ? (
        <Empty title={texts.story.none} />
      ) : (
        <section class="scrolls" aria-label={texts.story.table} tabIndex={-1}>
          <table class="compared">
            <caption class="hidden">{texts.story.table}</caption>
            <thead>
              <tr>
                <th scope="col">
                  <span class="hidden">{texts.story.field}</span>
                </th>
                {story.reports.map((report) => (
                  <ReportHeadCell key={report.id} report={report} />
                ))}
              </tr>
            </thead>
            {grouped(shown).map(([key, of]) => (
              <tbody key={key}>
                <tr class="matter">
                  <th scope="rowgroup" colSpan={story.reports.length + 1}>
                    {aboutText(of[0]?.about ?? null)}
                  </th>
                </tr>
                {of.map((row) => (
                  <Row
                    key={`${row.field} ${row.verdict}`}
                    row={row}
                    reports={story.reports}
                    claims={claims}
                    publisher={publisher}
                  />
                ))}
              </tbody>
            ))}
          </table>
        </section>
      )}
    </>
  );
}

const ReportHeadCell = ({ report: { id, publisher, title, published } }: { readonly report: ReportHead }) => (
  <th scope="col" class="report-head">
    <strong>{publisher ?? texts.quote.noPublisher}</strong>
    <a href={to(`/reports/${encodeURIComponent(id)}`)}>{title ?? texts.stories.untitled}</a>
    <span class="soft">{published ? dateText(published) : texts.quote.undated}</span>
  </th>
);

/** Rows about one thing stand together, in the order of the first of them. */
const grouped = (rows: readonly ComparedRow[]): readonly (readonly [string, readonly ComparedRow[]])[] => [
  ...Map.groupBy(rows, ({ about }) => JSON.stringify(about)),
];

const aboutText = (about: ComparedRow['about']): string =>
  about === null
    ? texts.story.aboutEvent
    : [
        about.actor && nameOf(about.actor),
        about.measure && measureName(about.measure),
        about.beneficiary && texts.register.for(nameOf(about.beneficiary)),
      ]
        .filter(Boolean)
        .join(' · ');

/** A field: beside each other what each report says. The same value has the same letter. */
function Row({
  row,
  reports,
  claims,
  publisher,
}: {
  readonly row: ComparedRow;
  readonly reports: readonly ReportHead[];
  readonly claims: readonly ComparedClaim[];
  readonly publisher: (report: string) => string;
}) {
  return (
    <tr>
      <th scope="row">
        {texts.story.fields[row.field] ?? row.field}
        <VerdictBadge of={row.verdict} />
      </th>
      {reports.map(({ id }) => {
        const said = row.values
          .map((value, i) => ({ value, letter: String.fromCharCode(65 + i) }))
          .filter(({ value }) => value.in.some(({ report }) => report === id));
        if (said.length === 0)
          return (
            <td key={id} class="silent" data-side={publisher(id)}>
              {row.absent.includes(id) ? texts.story.absent : <span title={texts.story.silent}>–</span>}
            </td>
          );
        return (
          <td key={id} data-side={publisher(id)}>
            {said.map(({ value, letter }) => (
              <Said
                key={letter}
                value={value}
                letter={row.values.length > 1 ? letter : null}
                report={id}
                claims={claims}
                publisher={publisher}
              />
            ))}
          </td>
        );
      })}
    </tr>
  );
}

/** The claim that these words say, or are in the sentence of: the one whose own words lie nearest around them. */
function claimAt(
  { report, start, end }: ComparedValue['in'][number],
  claims: readonly ComparedClaim[],
): ComparedClaim | null {
  const shared = ({ evidence }: ComparedClaim): number =>
    Math.min(evidence.end, end) - Math.max(evidence.start, start);
  const [nearest = null] = claims
    .filter(
      ({ quote, sentence }) => quote.report === report && sentence.start <= start && end <= sentence.end,
    )
    .toSorted((a, b) => shared(b) - shared(a));
  return nearest;
}

function Said({
  value,
  letter,
  report,
  claims,
  publisher,
}: {
  readonly value: ComparedValue;
  readonly letter: string | null;
  readonly report: string;
  readonly claims: readonly ComparedClaim[];
  readonly publisher: (report: string) => string;
}) {
  const here = value.in.filter((said) => said.report === report);
  const reports = new Set(value.in.map((said) => said.report)).size;
  const one = value.together
    .filter((of) => of.reports.includes(report))
    .flatMap((of) => of.reports.filter((other) => other !== report));
  return (
    <div class={`said ${letter === null ? '' : `said-${letter}`}`}>
      <p class="value">
        {letter !== null && <span class="letter">{letter}</span>} {comparedText(value.value)}
      </p>
      {here.map((said) => {
        const { start, end, quote, sources } = said;
        const of = claimAt(said, claims)?.quote;
        return (
          <p key={start} data-quote={JSON.stringify({ sentence: of?.sentence ?? quote, report })}>
            <a
              class="plain read"
              href={to(`/reports/${encodeURIComponent(report)}`, { claim: of?.claim, at: `${start}-${end}` })}
            >
              “{quote}”
            </a>
            {sources.length > 0 && (
              <span class="soft small"> {texts.story.sourced(listText(sources.map(nameOf)))}</span>
            )}
            {of && (
              <>
                {' '}
                <ReviewBadge state={of.state} />
              </>
            )}
          </p>
        );
      })}
      {one.length > 0 && (
        <p class="small voice">
          {texts.story.oneVoice} {listText(one.map(publisher))}
        </p>
      )}
      {value.voices < reports && <p class="small soft">{texts.story.voice(value.voices, reports)}</p>}
    </div>
  );
}
