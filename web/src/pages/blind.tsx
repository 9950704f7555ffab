import { useAllPages } from '../all-pages.ts';
import { plain, question, useAnswer } from '../api.ts';
import type { ListedReport } from '../api-types.ts';
import { dateText } from '../format.ts';
import { useKeys } from '../keys.ts';
import { PageHead } from '../parts/page-head.tsx';
import { ReviewTabs } from '../parts/review-tabs.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { go, to } from '../router.ts';
import { may, me } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

interface OwnCoding {
  readonly report: string;
  readonly done: boolean;
  readonly marks: number;
}

const toCode = (report: string): string => to(`/review/blind/${encodeURIComponent(report)}`);

/** Reports to be coded from nothing, the earliest first: how far others are, and what was read, is not told. */
export default function BlindPage() {
  useShared(me);
  return (
    <>
      <PageHead title={texts.blind.title} about={texts.blind.about} />
      <ReviewTabs of="/review/blind" />
      {may('propose') ? <Reports /> : <p class="banner as-of-banner">{texts.blind.readOnly}</p>}
    </>
  );
}

function Reports() {
  const reports = useAllPages<ListedReport>(question('/reports', { limit: '500' }));
  const own = useAnswer<{ readonly items: readonly OwnCoding[] }>(plain('/codings/own'));
  return (
    <Answered of={own}>
      {({ items }) => (
        <Answered of={reports}>{(page) => <Table reports={page.items.toReversed()} own={items} />}</Answered>
      )}
    </Answered>
  );
}

function Table({
  reports,
  own,
}: {
  readonly reports: readonly ListedReport[];
  readonly own: readonly OwnCoding[];
}) {
  const codings = new Map(own.map((one) => [one.report, one]));
  const next = reports.find(({ id }) => !codings.get(id)?.done);
  const goOn = (): void => next && go(toCode(next.id));
  useKeys({ o: goOn });
  if (reports.length === 0)
    return (
      <Empty title={texts.register.empty}>
        <p>{texts.register.emptyAbout}</p>
      </Empty>
    );
  return (
    <>
      <p class="row to-code" role="status">
        {next ? (
          <a class="button primary" href={toCode(next.id)} aria-keyshortcuts="o">
            {codings.has(next.id) ? texts.blind.goOn : texts.blind.begin} <kbd>o</kbd>
          </a>
        ) : (
          <strong>{texts.blind.allDone}</strong>
        )}
        <span class="soft">
          {texts.blind.doneOf(reports.filter(({ id }) => codings.get(id)?.done).length, reports.length)}
        </span>
      </p>
      <section class="scrolls" aria-label={texts.nav.reports} tabIndex={-1}>
        <table class="plain-table stacks">
          <thead>
            <tr>
              <th scope="col">{texts.stories.published}</th>
              <th scope="col">{texts.reports.publisher}</th>
              <th scope="col">{texts.reports.title}</th>
              <th scope="col">{texts.blind.own}</th>
            </tr>
          </thead>
          <tbody>
            {reports.map(({ id, published, publisher, title }) => {
              const coding = codings.get(id);
              return (
                <tr key={id}>
                  <td class="date" data-name={texts.stories.published}>
                    {published ? dateText(published) : texts.quote.undated}
                  </td>
                  <td data-name={texts.reports.publisher}>{publisher ?? texts.quote.noPublisher}</td>
                  <td class="first">
                    <a href={toCode(id)}>{title ?? texts.stories.untitled}</a>
                  </td>
                  <td data-name={texts.blind.own}>
                    {coding === undefined
                      ? texts.blind.states.none
                      : `${texts.blind.states[coding.done ? 'done' : 'begun']}, ${texts.blind.marks(coding.marks)}`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </>
  );
}
