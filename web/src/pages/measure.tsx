import { question, useAnswer } from '../api.ts';
import type { MeasureFile } from '../api-types.ts';
import { measureName } from '../names.ts';
import { CollisionsOf, Entries, GapOf, StoriesOf } from '../parts/of-it.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PageSections } from '../parts/page-sections.tsx';
import { Answered } from '../parts/states.tsx';
import { TimelineView, useTimeline } from '../parts/timeline-view.tsx';
import { toMeasure } from '../places.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';

/** Everything on one measure, or on a family of them. */
export default function MeasurePage({ id }: { readonly id: string }) {
  const answer = useAnswer<MeasureFile>(question(`/measures/${encodeURIComponent(id)}`, { ids: 'few' }));
  return (
    <Answered of={answer}>
      {({ label, profile, entries, total, measures }) => {
        const within = measures.filter((one) => one !== id);
        return (
          <>
            <PageHead
              title={measureName(id)}
              about={label === id ? texts.measurePages.family(within.length) : label}
            >
              <a class="button" href={to('/', { measure: id })}>
                {texts.party.inRegister}
              </a>
            </PageHead>
            <dl class="facts">
              {profile && (
                <div>
                  <dt>{texts.measurePages.profile}</dt>
                  <dd>
                    {profile} <code class="soft">{id}</code>
                  </dd>
                </div>
              )}
              {within.length > 0 && (
                <div>
                  <dt>{texts.nav.measures}</dt>
                  <dd>
                    {within.map((one, i) => (
                      <span key={one}>
                        {i > 0 && ', '}
                        <a href={toMeasure(one)}>{measureName(one)}</a>
                      </span>
                    ))}
                  </dd>
                </div>
              )}
            </dl>
            <PageSections
              sections={[
                {
                  id: 'own',
                  title: texts.measurePages.who,
                  count: total,
                  body: (
                    <Entries
                      rows={entries}
                      total={total}
                      asked={{ measure: id }}
                      without={within.length > 0 ? null : 'measure'}
                    />
                  ),
                },
                { id: 'timeline', title: texts.party.timeline, body: <TimelineOfMeasure id={id} /> },
                {
                  id: 'collisions',
                  title: texts.party.collisions,
                  body: <CollisionsOf asked={{ measure: id }} />,
                },
                { id: 'gap', title: texts.party.gap, body: <GapOf asked={{ measure: id }} whose="" /> },
                { id: 'stories', title: texts.party.stories, body: <StoriesOf asked={{ measure: id }} /> },
              ]}
            />
          </>
        );
      }}
    </Answered>
  );
}

const TimelineOfMeasure = ({ id }: { readonly id: string }) => (
  <TimelineView of={useTimeline({ measure: id }, 'actor')} />
);
