import { useEffect, useRef } from 'preact/hooks';
import { listText } from '../format.ts';
import { byStanding, type Drawn, type Spot, type Stand } from '../map-layout.ts';
import { measureName, nameOf } from '../names.ts';
import { texts } from '../texts.ts';
import { StandingMark, standingText } from './standing-mark.tsx';

interface MapProps {
  readonly drawn: Drawn;
  readonly chosen: string | null;
  readonly onChosen: (actor: string) => void;
}

/** States by how they stand. One stop of the Tab key; the arrow keys move to the next state in their direction. */
export function WorldMap({ drawn: { width, height, shapes, spots }, chosen, onChosen }: MapProps) {
  const map = useRef<HTMLDivElement>(null);
  const stop = spots.find(({ stand }) => stand.actor === chosen) ?? spots[0];
  // A click on the land itself chooses, too; whoever uses keys has the marks.
  const choose = useRef(onChosen);
  choose.current = onChosen;
  useEffect(() => {
    const onClick = ({ target }: Event): void => {
      const actor = target instanceof SVGElement ? target.dataset['land'] : undefined;
      if (actor !== undefined) choose.current(actor);
    };
    const box = map.current;
    box?.addEventListener('click', onClick);
    return () => box?.removeEventListener('click', onClick);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const actor = event.target instanceof HTMLElement ? event.target.dataset['actor'] : undefined;
    const next = actor === undefined ? null : towards(spots, actor, event.key);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const buttons = map.current?.querySelectorAll<HTMLElement>('[data-actor]') ?? [];
    [...buttons].find((button) => button.dataset['actor'] === next.stand.actor)?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are no fields of a form
    <div
      class="world"
      ref={map}
      role="group"
      aria-label={texts.map.map}
      style={{ height: `${height}px` }}
      onKeyDown={onKeyDown}
    >
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {shapes.map(({ stand, name, path }) => (
          <path
            key={name}
            d={path}
            data-land={stand?.actor}
            class={stand ? `land stands mark-${stand.standing}` : 'land'}
          >
            <title>{stand ? nameOf(stand.actor) : name}</title>
          </path>
        ))}
        {spots.map(({ stand, at, x, y }) => (
          <path key={stand.actor} class="leader" d={`M${at}L${x},${y}`} />
        ))}
      </svg>
      {spots.map(({ stand, x, y }) => (
        <button
          key={stand.actor}
          type="button"
          class="state-mark"
          style={{ left: `${x}px`, top: `${y}px` }}
          data-actor={stand.actor}
          tabIndex={stand === stop?.stand ? 0 : -1}
          aria-label={standName(stand)}
          title={standName(stand)}
          aria-pressed={stand.actor === chosen}
          onClick={() => onChosen(stand.actor)}
        >
          <StandingMark of={stand.standing} size={14} />
        </button>
      ))}
    </div>
  );
}

const standName = (stand: Stand): string =>
  texts.map.state(
    nameOf(stand.actor),
    byStanding(stand).map(([standing, cells]) =>
      texts.map.standsOn(standingText(standing), listText(cells.map(({ measure }) => measureName(measure)))),
    ),
  );

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The nearest one within the quarter of the compass that the key points to. */
function towards(spots: readonly Spot[], actor: string, key: string): Spot | null {
  const direction = DIRECTIONS[key];
  const here = spots.find(({ stand }) => stand.actor === actor);
  if (direction === undefined || here === undefined) return null;
  const ahead = spots.flatMap((spot) => {
    const [dx, dy] = [spot.x - here.x, spot.y - here.y];
    const along = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    return spot !== here && along > 0 && aside <= along ? [{ spot, far: along + aside }] : [];
  });
  return ahead.sort((a, b) => a.far - b.far)[0]?.spot ?? null;
}
