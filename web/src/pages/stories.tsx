import '../styles/story.css';
import { question, useAnswer } from '../api.ts';
import type { Page, StoryHead } from '../api-types.ts';
import { dateText } from '../format.ts';
import { Nothing } from '../parts/nothing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Paged } from '../parts/paged.tsx';
import { Answered } from '../parts/states.tsx';
import { VerdictBadge } from '../parts/verdict.tsx';
import { change, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

export default function Stories() {
  const { query } = usePlace();
  const alone = query.get('alone') === 'yes';
  const asked = { alone: alone ? 'yes' : null, ids: 'few', limit: '20' };
  const plain = useAnswer<Page<StoryHead>>(question('/stories', asked));
  // What reports say of one event takes longer to compare than the stories to find.
  const address = question('/stories', { ...asked, verdicts: 'yes' });
  const compared = useAnswer<Page<StoryHead>>(plain.data === null ? null : address);
  const answer = compared.data === null ? plain : compared;
  return (
    <>
      <PageHead title={texts.stories.title} about={texts.stories.about}>
        <label>
          <input
            type="checkbox"
            checked={alone}
            onChange={(event) => change({ alone: event.currentTarget.checked ? 'yes' : null })}
          />{' '}
          {texts.stories.alone}
        </label>
      </PageHead>
      <Answered of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Nothing title={texts.stories.none}>
              <p>{texts.stories.noneAbout}</p>
            </Nothing>
          ) : (
            <Paged key={address} first={page} address={address} words={texts.count.stories}>
              {(stories) => (
                <ol class="stories">
                  {stories.map((story) => (
                    <Story key={story.id} story={story} />
                  ))}
                </ol>
              )}
            </Paged>
          )
        }
      </Answered>
    </>
  );
}

function Story({ story: { id, title, reports, total, verdicts } }: { readonly story: StoryHead }) {
  return (
    <li class="card story-card">
      <h2>
        <a href={to(`/stories/${encodeURIComponent(id)}`)}>{title ?? texts.stories.untitled}</a>
      </h2>
      <p class="row">
        <span class="soft">{dateText(reports[0]?.published ?? null)}</span>
        {(['differs', 'narrower', 'same'] as const).map(
          (of) => verdicts && verdicts[of] > 0 && <VerdictBadge key={of} of={of} count={verdicts[of]} />,
        )}
      </p>
      <ul class="story-reports">
        {reports.map((report) => (
          <li key={report.id}>
            <strong>{report.publisher ?? texts.quote.noPublisher}</strong>{' '}
            <a href={to(`/reports/${encodeURIComponent(report.id)}`)}>
              {report.title ?? texts.quote.undated}
            </a>
          </li>
        ))}
        {total > reports.length && <li class="soft">{texts.count.of(reports.length, total)}</li>}
      </ul>
    </li>
  );
}
