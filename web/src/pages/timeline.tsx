import '../styles/timeline.css';
import { useState } from 'preact/hooks';
import { question, useAnswer } from '../api.ts';
import type { Leads, Page, Told } from '../api-types.ts';
import { askedIn } from '../asked.ts';
import { dateText } from '../format.ts';
import { entryName, entryParts } from '../names.ts';
import { ActiveFilters } from '../parts/active-filters.tsx';
import { AsOfSlider } from '../parts/as-of-slider.tsx';
import { Act } from '../parts/entry-sentences.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Paged } from '../parts/paged.tsx';
import { PictureButtons } from '../parts/picture-buttons.tsx';
import { Quote, toClaim } from '../parts/quote.tsx';
import { StandingMark, standingText } from '../parts/standing-mark.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { to, usePlace } from '../router.ts';
import { book } from '../session.ts';
import { texts } from '../texts.ts';
import { type Lane, lanesOf } from '../timeline-lanes.ts';
import { timelinePicture } from '../timeline-picture.ts';
import { useShared } from '../value.ts';

type Timeline = Page<Told> & Leads;
const A_PAGE = '500';
const LANES = 25;
/** Marks are 24 pixels wide; a lane is at least so wide on a phone and beside the names. */
const near = (): number => 26 / (matchMedia('(max-width: 40rem)').matches ? 290 : 640);

export default function TimelinePage() {
  const { query } = usePlace();
  const about = useShared(book);
  const address = question('/timeline', { ...askedIn(query), limit: A_PAGE });
  const answer = useAnswer<Timeline>(address);
  const picture = () =>
    timelinePicture(lanesOf(answer.data?.items ?? [], 0.03), LANES, {
      title: texts.timeline.pictureTitle,
      source: texts.matrix.source(about?.counts.reports ?? 0, about?.book ?? ''),
      date: texts.matrix.date(dateText(query.get('as-of') ?? new Date().toISOString())),
    });
  return (
    <>
      <PageHead title={texts.nav.timeline} about={texts.timeline.about}>
        <PictureButtons picture={picture} name="timeline" />
      </PageHead>
      <AsOfSlider />
      <ActiveFilters query={query} />
      <Answered of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={texts.timeline.none}>
              <p>
                <a href={to('/timeline', { 'as-of': null })}>{texts.state.clear}</a>
              </p>
            </Empty>
          ) : (
            <Paged key={address} first={page} address={address} words={texts.count.claims}>
              {(told) => (
                <>
                  <Chart told={told} />
                  <Days told={told} />
                </>
              )}
            </Paged>
          )
        }
      </Answered>
    </>
  );
}

/** A lane for each entry: firmness rises and falls from mark to mark. */
function Chart({ told }: { readonly told: readonly Told[] }) {
  const { from, to: last, lanes } = lanesOf(told, near());
  const [all, setAll] = useState(false);
  const shown = all ? lanes : lanes.slice(0, LANES);
  return (
    <section class="lanes card" aria-label={texts.timeline.chart}>
      <p class="axis soft small" aria-hidden="true">
        <span />
        <span>{dateText(from)}</span>
        <span>{dateText(last)}</span>
      </p>
      <ul>
        {shown.map((lane) => (
          <LaneRow key={lane.entry} lane={lane} />
        ))}
      </ul>
      {lanes.length > LANES && (
        <button type="button" class="quiet" onClick={() => setAll(!all)}>
          {all ? texts.register.fewer : texts.count.more(lanes.length - LANES)}
        </button>
      )}
    </section>
  );
}

function LaneRow({ lane: { entry, marks } }: { readonly lane: Lane }) {
  const { actor, measure } = entryParts(entry);
  return (
    <li class="lane">
      <a class="plain lane-name" href={to('/', { actor, measure, open: entry })}>
        {entryName(entry)}
      </a>
      <span class="track">
        {marks.map(({ at, claim, standing, date, step }) => (
          <a
            key={claim.id}
            class={`lane-mark mark-${standing}`}
            style={{ left: `${at * 100}%` }}
            href={toClaim(claim.id, claim.report)}
            aria-label={texts.timeline.mark(
              dateText(date),
              standingText(standing),
              step ? texts.steps[step] : '',
            )}
            title={`${dateText(date)}: ${standingText(standing)}${step ? `, ${texts.steps[step]}` : ''}\n${claim.quote.sentence}`}
          >
            <StandingMark of={standing} />
          </a>
        ))}
      </span>
    </li>
  );
}

function Days({ told }: { readonly told: readonly Told[] }) {
  const days = [...Map.groupBy(told, ({ date }) => date.slice(0, 10))].sort(([a], [b]) => (a < b ? 1 : -1));
  return (
    <div class="days">
      {days.map(([day, of]) => (
        <section key={day}>
          <h2>{dateText(day)}</h2>
          {of.map(({ claim, entries }) => (
            <Quote key={claim.id} of={claim.quote} sources={claim.sources}>
              <Act claim={claim} />
              {[...new Set(entries.flatMap(({ step }) => step ?? []))].map((step) => (
                <span key={step} class={`step step-${step}`}>
                  {texts.steps[step]}
                </span>
              ))}
            </Quote>
          ))}
        </section>
      ))}
    </div>
  );
}
