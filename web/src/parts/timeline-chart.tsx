import { useLayoutEffect, useRef } from 'preact/hooks';
import { dateText, numberText } from '../format.ts';
import { measureAbout, measureName, nameOf } from '../names.ts';
import { change, to } from '../router.ts';
import { texts } from '../texts.ts';
import type { Lane, LaneKind, Layout, Mark } from '../timeline-layout.ts';
import { LABEL, SPOT } from '../timeline-layout.ts';
import { StandingMark, standingText } from './standing-mark.tsx';

/** Pixels that are seen of what is not yet published. */
const LATER = 40;

interface ChartProps {
  readonly layout: Layout;
  readonly kind: LaneKind;
  readonly chosen: Mark | null;
  readonly onChosen: (mark: Mark) => void;
  /** Where what is not yet published begins; null where all is shown. */
  readonly until: number | null;
}

export const laneName = (kind: LaneKind, id: string): string =>
  kind === 'actor' ? nameOf(id) : measureName(id);

/** Lanes of marks over days. One stop of the Tab key; inside, the arrow keys move from mark to mark. */
export function TimelineChart({ layout, kind, chosen, onChosen, until }: ChartProps) {
  const chart = useRef<HTMLDivElement>(null);
  // What is newest is looked for first, and lies furthest to the right, or before what is not yet published.
  useLayoutEffect(() => {
    const scrolls = chart.current?.parentElement;
    const later = until === null ? 0 : Math.max(0, layout.width - until - LATER);
    if (scrolls) scrolls.scrollLeft = scrolls.scrollWidth - scrolls.clientWidth - later;
  }, [layout.width, until]);
  const lanes = layout.lanes.filter(({ marks }) => marks.length > 0);
  const all = lanes.flatMap(({ marks }) => marks);
  const stop = all.find(({ key }) => key === chosen?.key) ?? all[0];
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.target instanceof HTMLElement ? event.target.dataset['mark'] : undefined;
    const next = key === undefined ? null : neighbour(lanes, key, event.key);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const marks = chart.current?.querySelectorAll<HTMLElement>('[data-mark]') ?? [];
    [...marks].find((mark) => mark.dataset['mark'] === next.key)?.focus();
  };
  return (
    <div class="timeline-scroll">
      {/* biome-ignore lint/a11y/useSemanticElements: these are no fields of a form */}
      <div class="timeline" ref={chart} role="group" aria-label={texts.timeline.chart} onKeyDown={onKeyDown}>
        <div class="timeline-row timeline-head" aria-hidden="true">
          <span class="lane-name soft small">{texts.timeline.firmer}</span>
          <Days layout={layout} />
        </div>
        <ul>
          {layout.lanes.map((lane) => (
            <li key={lane.id} class="timeline-row">
              <a
                class="lane-name plain"
                href={to(`/${kind}s/${encodeURIComponent(lane.id)}`)}
                title={(kind === 'measure' && measureAbout(lane.id)) || undefined}
              >
                {laneName(kind, lane.id)}
              </a>
              <div class="lane" style={{ width: `${layout.width}px`, height: `${lane.height}px` }}>
                {until !== null && <span class="later" style={{ left: `${until}px` }} />}
                <Changes lane={lane} width={layout.width} />
                {lane.marks.map((mark) => (
                  <MarkButton
                    key={mark.key}
                    mark={mark}
                    kind={kind}
                    isStop={mark.key === stop?.key}
                    isChosen={mark.key === chosen?.key}
                    onChosen={onChosen}
                  />
                ))}
              </div>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function MarkButton({
  mark,
  kind,
  isStop,
  isChosen,
  onChosen,
}: {
  readonly mark: Mark;
  readonly kind: LaneKind;
  readonly isStop: boolean;
  readonly isChosen: boolean;
  readonly onChosen: (mark: Mark) => void;
}) {
  const { x, y, items, standing, step } = mark;
  const name = texts.timeline.mark(
    laneName(kind, mark.lane),
    dateText(mark.when),
    standingText(standing),
    step && texts.steps[step],
    items.length,
  );
  return (
    <button
      type="button"
      class={`spot ${isChosen ? 'chosen' : ''}`}
      style={{ left: `${x - SPOT / 2}px`, top: `${y - SPOT / 2}px` }}
      data-mark={mark.key}
      tabIndex={isStop ? 0 : -1}
      aria-label={name}
      aria-pressed={isChosen}
      title={name}
      onFocus={() => onChosen(mark)}
      onClick={() => {
        onChosen(mark);
        change({ mark: items[0]?.claim.id }, { replace: true });
      }}
    >
      <StandingMark of={standing} size={16} />
      {items.length > 1 && (
        <span class="many" aria-hidden="true">
          {numberText(items.length)}
        </span>
      )}
    </button>
  );
}

/** From word to word of an entry: up where it got firmer, down where it did not. */
const Changes = ({ lane, width }: { readonly lane: Lane; readonly width: number }) => (
  <svg class="changes" width={width} height={lane.height} aria-hidden="true">
    {lane.changes.map(({ from, to: end, step }) => (
      <path key={`${from} ${end}`} class={`change change-${step}`} d={`M${from}L${end}`} />
    ))}
  </svg>
);

/** Days that would run into each other are left out, the older ones; each mark says its own. */
export function labelledDays({ columns }: Pick<Layout, 'columns'>): Layout['columns'] {
  let free = Number.POSITIVE_INFINITY;
  return columns
    .toReversed()
    .filter(({ x }) => {
      if (x + LABEL > free) return false;
      free = x;
      return true;
    })
    .toReversed();
}

const Days = ({ layout }: { readonly layout: Layout }) => (
  <span class="days" style={{ width: `${layout.width}px` }}>
    {labelledDays(layout).map(({ when, x }) => (
      <span key={when} style={{ left: `${x}px` }}>
        {dateText(when)}
      </span>
    ))}
  </span>
);

/** Left and right along the lane, up and down to the nearest mark of the next one. */
function neighbour(lanes: readonly Lane[], key: string, pressed: string): Mark | null {
  const row = lanes.findIndex(({ marks }) => marks.some((mark) => mark.key === key));
  const marks = along(lanes[row]);
  const at = marks.findIndex((mark) => mark.key === key);
  const here = marks[at];
  switch (pressed) {
    case 'ArrowRight':
      return marks[at + 1] ?? null;
    case 'ArrowLeft':
      return marks[at - 1] ?? null;
    case 'Home':
      return marks[0] ?? null;
    case 'End':
      return marks.at(-1) ?? null;
    case 'ArrowUp':
    case 'ArrowDown': {
      const next = along(lanes[row + (pressed === 'ArrowUp' ? -1 : 1)]);
      const far = (mark: Mark): number => Math.abs(mark.x - (here?.x ?? 0));
      return next.toSorted((a, b) => far(a) - far(b))[0] ?? null;
    }
    default:
      return null;
  }
}

const along = (lane: Lane | undefined): readonly Mark[] =>
  (lane?.marks ?? []).toSorted((a, b) => a.x - b.x || a.y - b.y);
