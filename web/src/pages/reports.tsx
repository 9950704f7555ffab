import { question, useAnswer } from '../api.ts';
import type { ListedReport, Page, Progress } from '../api-types.ts';
import { dateText, momentText, numberText } from '../format.ts';
import { Nothing } from '../parts/nothing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Paged } from '../parts/paged.tsx';
import { Answered } from '../parts/states.tsx';
import { change, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

const PROGRESS: readonly Progress[] = ['unread', 'in-work', 'done'];

/** Every report, and how far its review has come. */
export default function Reports() {
  const { query } = usePlace();
  const review = PROGRESS.find((one) => one === query.get('review'));
  const asked = {
    review,
    text: query.get('text'),
    publisher: query.getAll('publisher'),
    tag: query.getAll('tag'),
  };
  const address = question('/reports', { ...asked, limit: '100' });
  const answer = useAnswer<Page<ListedReport>>(address);
  return (
    <>
      <PageHead title={texts.nav.reports} about={texts.reports.about}>
        <label>
          <span class="soft">{texts.reports.review}</span>{' '}
          <select value={review ?? ''} onChange={(event) => change({ review: event.currentTarget.value })}>
            <option value="">{texts.reports.any}</option>
            {PROGRESS.map((one) => (
              <option key={one} value={one}>
                {texts.reports.progress[one]}
              </option>
            ))}
          </select>
        </label>
        <a class="button" href={to('/add')}>
          {texts.nav.add}
        </a>
      </PageHead>
      <Answered of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Nothing title={texts.reports.none}>
              <p>
                <a href={to('/reports')}>{texts.state.clear}</a>
              </p>
            </Nothing>
          ) : (
            <Paged key={address} first={page} address={address} words={texts.count.reports}>
              {(reports) => <Table reports={reports} />}
            </Paged>
          )
        }
      </Answered>
    </>
  );
}

function Table({ reports }: { readonly reports: readonly ListedReport[] }) {
  return (
    <section class="scrolls" aria-label={texts.nav.reports} tabIndex={-1}>
      <table class="plain-table stacks">
        <thead>
          <tr>
            <th scope="col">{texts.stories.published}</th>
            <th scope="col">{texts.reports.publisher}</th>
            <th scope="col">{texts.reports.title}</th>
            <th scope="col" class="numeric">
              {texts.document.claims}
            </th>
            <th scope="col">{texts.reports.review}</th>
          </tr>
        </thead>
        <tbody>
          {reports.map(({ id, published, publisher, title, claims, review, captured, feeds, partial }) => (
            <tr key={id}>
              <td class="date" data-name={texts.stories.published}>
                {published ? dateText(published) : texts.quote.undated}
              </td>
              <td data-name={texts.reports.publisher}>{publisher ?? texts.quote.noPublisher}</td>
              <td class="first">
                <a href={to(`/reports/${encodeURIComponent(id)}`)}>{title ?? texts.stories.untitled}</a>{' '}
                {captured && (
                  <span class="badge" title={texts.reports.capturedOn(momentText(captured))}>
                    {texts.reports.captured}
                  </span>
                )}{' '}
                {feeds.length > 0 && (
                  <span class="badge" title={feeds.join(' ')}>
                    {texts.reports.feed}
                  </span>
                )}{' '}
                {partial && (
                  <span class="badge" title={texts.document.partial(partial)}>
                    {texts.reports.partial}
                  </span>
                )}
              </td>
              <td class="numeric" data-name={texts.document.claims}>
                {numberText(claims.accepted + claims.rejected + claims.unreviewed)}
              </td>
              <td data-name={texts.reports.review}>
                <a href={to('/review', { report: id })}>{texts.reports.progress[review]}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
