import '../styles/gap.css';
import '../styles/register.css';
import { question, useAnswer } from '../api.ts';
import type { Collision, EntryRow, Gap, Leads, ListedReport, Page, StoryHead } from '../api-types.ts';
import { lineKey, scalesOf } from '../bounds.ts';
import { dateText } from '../format.ts';
import { type Params, to } from '../router.ts';
import { texts } from '../texts.ts';
import { CollisionCard } from './collision-card.tsx';
import { EntryTable } from './entry-table.tsx';
import { GapBars } from './gap-bars.tsx';
import { Paged } from './paged.tsx';
import { Answered } from './states.tsx';

const COLUMNS = ['actor', 'measure', 'beneficiary', 'firmness', 'conditions', 'date', 'confirmed'] as const;

/** The first entries without the column that all of them have in common; the register pages through the rest. */
export const Entries = ({
  rows,
  total,
  asked,
  without,
}: {
  readonly rows: readonly EntryRow[];
  readonly total: number;
  /** By what the register has them all. */
  readonly asked: Params;
  readonly without: (typeof COLUMNS)[number] | null;
}) =>
  rows.length === 0 ? (
    <p class="soft">{texts.party.noEntries}</p>
  ) : (
    <>
      <EntryTable rows={rows} columns={COLUMNS.filter((name) => name !== without)} />
      {rows.length < total && (
        <p class="row below">
          <span class="soft">{texts.count.of(rows.length, total)}</span>
          <a class="button" href={to('/', asked)}>
            {texts.party.inRegister}
          </a>
        </p>
      )}
    </>
  );

/** What the pages of an actor and of a measure show alike. */
export function CollisionsOf({ asked }: { readonly asked: Params }) {
  const address = question('/collisions', { ...asked, ids: 'few', limit: '10' });
  const answer = useAnswer<Page<Collision> & Leads>(address);
  return (
    <Answered of={answer}>
      {(page) =>
        page.total === 0 ? (
          <p class="soft">{texts.party.noCollisions}</p>
        ) : (
          <Paged key={address} first={page} address={address} words={texts.count.collisions}>
            {(items) => items.map((one) => <CollisionCard key={one.id} of={one} heading="h3" />)}
          </Paged>
        )
      }
    </Answered>
  );
}

export function GapOf({ asked, whose }: { readonly asked: Params; readonly whose: string }) {
  const answer = useAnswer<Gap>(question('/gap', { ...asked, tellings: '2', 'rests-on': 'nothing' }));
  return (
    <Answered of={answer}>
      {(gap) => {
        const scales = scalesOf(gap.lines);
        if (gap.lines.length === 0) return <p class="soft">{texts.party.noGap}</p>;
        return (
          <>
            <div class="card gap-lines">
              {gap.lines.map((line) => (
                <GapBars
                  key={lineKey(line)}
                  whose={whose}
                  line={line}
                  asked={asked}
                  scale={scales.get(lineKey(line)) ?? 1}
                />
              ))}
            </div>
            <p>
              <a href={to('/gap', asked)}>{texts.party.allOfIt}</a>
            </p>
          </>
        );
      }}
    </Answered>
  );
}

/** Stories with a report that tells of it, the newest first. */
export function StoriesOf({ asked }: { readonly asked: Params }) {
  const address = question('/stories', { ...asked, alone: 'yes', ids: 'few', limit: '20' });
  const answer = useAnswer<Page<StoryHead>>(address);
  return (
    <Answered of={answer}>
      {(page) =>
        page.total === 0 ? (
          <p class="soft">{texts.party.noStories}</p>
        ) : (
          <Paged key={address} first={page} address={address} words={texts.count.stories}>
            {(stories) => (
              <ul class="report-list">
                {stories.map(({ id, title, reports, total }) => (
                  <li key={id}>
                    <span class="soft">{dateText(reports[0]?.published ?? null) || texts.quote.undated}</span>{' '}
                    <a href={to(`/stories/${encodeURIComponent(id)}`)}>{title ?? texts.stories.untitled}</a>{' '}
                    <span class="soft">{texts.count.reports(total)}</span>
                  </li>
                ))}
              </ul>
            )}
          </Paged>
        )
      }
    </Answered>
  );
}

export function ReportsOf({ party }: { readonly party: string }) {
  const address = question('/reports', { party, limit: '20' });
  const answer = useAnswer<Page<ListedReport>>(address);
  return (
    <Answered of={answer}>
      {(page) =>
        page.total === 0 ? (
          <p class="soft">{texts.party.noReports}</p>
        ) : (
          <Paged key={address} first={page} address={address} words={texts.count.reports}>
            {(reports) => (
              <ul class="report-list">
                {reports.map(({ id, publisher, title, published, story }) => (
                  <li key={id}>
                    <span class="soft">{published ? dateText(published) : texts.quote.undated}</span>{' '}
                    <strong>{publisher ?? texts.quote.noPublisher}</strong>{' '}
                    <a href={to(`/reports/${encodeURIComponent(id)}`)}>{title ?? id}</a>
                    {story && (
                      <>
                        {' '}
                        · <a href={to(`/stories/${encodeURIComponent(story)}`)}>{texts.party.inStory}</a>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </Paged>
        )
      }
    </Answered>
  );
}
