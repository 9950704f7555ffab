import type { TimelineItem } from '../api-types.ts';
import { askedIn } from '../asked.ts';
import { entryName } from '../names.ts';
import { ActiveFilters } from '../parts/active-filters.tsx';
import { AsOfSlider } from '../parts/as-of-slider.tsx';
import { FilterMenu } from '../parts/filter-menu.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PictureButtons } from '../parts/picture-buttons.tsx';
import { SaveView } from '../parts/save-view.tsx';
import { standingText } from '../parts/standing-mark.tsx';
import { TimelineView, useTimeline } from '../parts/timeline-view.tsx';
import { pictureWords } from '../picture-words.ts';
import { change, usePlace } from '../router.ts';
import { standingOf } from '../standing.ts';
import { texts } from '../texts.ts';
import type { LaneKind } from '../timeline-layout.ts';
import { timelinePicture } from '../timeline-picture.ts';

export default function Timeline() {
  const { query } = usePlace();
  const kind: LaneKind = query.get('lanes') === 'measure' ? 'measure' : 'actor';
  const of = useTimeline(askedIn(query), kind);
  return (
    <>
      <PageHead title={texts.timeline.title} about={texts.timeline.about}>
        <FilterMenu />
        <label>
          <span class="soft">{texts.timeline.lanes}</span>{' '}
          <select value={kind} onChange={(event) => change({ lanes: event.currentTarget.value, all: null })}>
            {(['actor', 'measure'] as const).map((one) => (
              <option key={one} value={one}>
                {texts.timeline.laneKinds[one]}
              </option>
            ))}
          </select>
        </label>
        <SaveView kind="entries" asked={askedIn(query)} />
        <PictureButtons
          picture={() => timelinePicture(of.layout, kind, pictureWords(texts.timeline.pictureTitle))}
          name="timeline"
          table={() => tableOf(of.answer.data?.items ?? [])}
        />
      </PageHead>
      <ActiveFilters query={query} />
      <AsOfSlider days={of.days} asOf={query.get('as-of')} />
      <TimelineView of={of} isListed />
    </>
  );
}

const tableOf = (items: readonly TimelineItem[]): readonly (readonly string[])[] => [
  texts.timeline.columns,
  ...items.flatMap(({ date, claim, entries }) =>
    entries.map(({ entry, step }) => [
      date,
      entryName(entry),
      entry,
      claim.act,
      standingText(standingOf(claim)),
      step ?? '',
      claim.quote.state,
      claim.quote.sentence,
      claim.report,
      claim.id,
    ]),
  ),
];
