import '../styles/timeline.css';
import type { Ref } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { MOST, useAllPages } from '../all-pages.ts';
import { type Answer, plain, question } from '../api.ts';
import type { Page, TimelineItem } from '../api-types.ts';
import { dateText } from '../format.ts';
import { change, type Params, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';
import { daysIn, type LaneKind, type Layout, laneOrder, layOut, type Mark } from '../timeline-layout.ts';
import { useWidth } from '../use-width.ts';
import { Nothing } from './nothing.tsx';
import { StandingLegend } from './standing-legend.tsx';
import { Answered } from './states.tsx';
import { laneName, TimelineChart } from './timeline-chart.tsx';
import { Told, ToldList } from './told-list.tsx';

/** More than are drawn need not be counted. */
const A_PAGE = { limit: '500', 'count-to': String(MOST + 1) };
/** So many lanes are drawn until more are asked for. */
const FEW_LANES = 16;

export interface TimelineOf {
  readonly kind: LaneKind;
  /** As of the day that is looked at. */
  readonly answer: Answer<Page<TimelineItem>>;
  /** Up to now: cuts lanes and columns, so that they stand still while the day moves. */
  readonly whole: Answer<Page<TimelineItem>>;
  readonly days: readonly string[];
  readonly layout: Layout;
  /** How many lanes there are, where not all are drawn. */
  readonly more: number;
  readonly box: Ref<HTMLDivElement>;
}

/** What was told of what is asked for, laid out for the room that there is. */
export function useTimeline(asked: Params, kind: LaneKind): TimelineOf {
  const { query } = usePlace();
  const answer = useAllPages<TimelineItem>(question('/timeline', { ...asked, ...A_PAGE }));
  const whole = useAllPages<TimelineItem>(
    plain('/timeline', { 'known-on': query.get('known-on'), ...asked, ...A_PAGE }),
  );
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const all = whole.data?.items ?? [];
  const days = daysIn(all);
  const order = laneOrder(all, kind);
  const isWhole = query.get('all') === 'yes' || order.length <= FEW_LANES + 2;
  const lanes = isWhole ? order : order.slice(0, FEW_LANES);
  const layout = layOut(answer.data?.items ?? [], { kind, days, lanes, whole: all, room });
  return { kind, answer, whole, days, layout, more: isWhole ? 0 : order.length, box };
}

export function TimelineView({
  of: { answer, whole, box, ...of },
  isListed = false,
}: {
  readonly of: TimelineOf;
  /** Whether what was told stands below, day by day, without being asked for. */
  readonly isListed?: boolean;
}) {
  const { path, query } = usePlace();
  return (
    <div ref={box}>
      <Answered of={whole}>
        {({ items: all }) => (
          <Answered of={answer}>
            {({ items, total }) =>
              all.length === 0 ? (
                <Nothing title={texts.timeline.none}>
                  <p>
                    <a href={to(path)}>{texts.state.clear}</a>
                  </p>
                </Nothing>
              ) : (
                <>
                  {total > items.length && <p class="soft">{texts.timeline.tooMany(items.length)}</p>}
                  <Drawn
                    key={of.kind}
                    of={of}
                    items={items}
                    until={untilOf(of.layout, query.get('as-of'))}
                    isListed={isListed}
                  />
                </>
              )
            }
          </Answered>
        )}
      </Answered>
    </div>
  );
}

/** Where the part that is not yet published begins. */
function untilOf({ columns, width }: Layout, asOf: string | null): number | null {
  if (asOf === null) return null;
  const next = columns.find(({ when }) => when > asOf.slice(0, when.length));
  return next === undefined ? null : Math.min(next.x - 2, width);
}

function Drawn({
  of: { layout, kind, more },
  items,
  until,
  isListed,
}: {
  readonly of: Pick<TimelineOf, 'layout' | 'kind' | 'more'>;
  readonly items: readonly TimelineItem[];
  readonly until: number | null;
  readonly isListed: boolean;
}) {
  const { query } = usePlace();
  const [focused, setFocused] = useState<Mark | null>(null);
  const marks = layout.lanes.flatMap((lane) => lane.marks);
  const linked = query.get('mark');
  const chosen =
    marks.find(({ key }) => key === focused?.key) ??
    marks.find((mark) => mark.items.some(({ claim }) => claim.id === linked)) ??
    null;
  return (
    <>
      <div class="timeline-page">
        <div>
          <TimelineChart layout={layout} kind={kind} chosen={chosen} onChosen={setFocused} until={until} />
          {more > 0 && (
            <p>
              <button type="button" onClick={() => change({ all: 'yes' }, { replace: true })}>
                {texts.register.allOf(more)}
              </button>
            </p>
          )}
          <StandingLegend
            present={new Set(marks.map(({ standing }) => standing))}
            more={texts.timeline.higher}
          />
        </div>
        <aside class={`card mark-about ${chosen === null ? 'nothing' : ''}`} aria-live="polite" data-current>
          {chosen === null ? (
            <p class="soft">{texts.timeline.choose}</p>
          ) : (
            <>
              <h2>
                {laneName(kind, chosen.lane)} · {dateText(chosen.when)}
              </h2>
              {chosen.items.map((item) => (
                <Told key={item.claim.id} item={item} />
              ))}
            </>
          )}
        </aside>
      </div>
      <details class="day-by-day" open={isListed}>
        <summary>
          <h2>{texts.timeline.list}</h2>
        </summary>
        <ToldList items={items} />
      </details>
    </>
  );
}

/** For the lane's names and the panel beside; what is left is the days'. */
const NAMES = 176;
const PANEL = 400;

/** Pixels that the days may take without scrolling. */
function useRoom(box: { readonly current: HTMLElement | null }): number {
  const width = useWidth(box, innerWidth - 240);
  const beside = matchMedia('(min-width: 90rem)').matches ? PANEL : 0;
  return Math.max(120, width - NAMES - beside - 8);
}
