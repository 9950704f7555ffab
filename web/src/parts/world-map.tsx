import type { Cell } from '../api-types.ts';
import { nameOf } from '../names.ts';
import { to } from '../router.ts';
import { HEIGHT, isInView, type Land, WIDTH } from '../world.ts';
import { SHAPES, standingText } from './standing-mark.tsx';

/** States in the colour and with the shape of their standing; each leads to its page. */
export function WorldMap({
  lands,
  standings,
  label,
}: {
  readonly lands: readonly Land[];
  readonly standings: ReadonlyMap<string, Cell>;
  readonly label: string;
}) {
  const told = lands.flatMap((land) => {
    const cell = standings.get(land.code ?? '');
    return cell && isInView(land.at) ? [{ land, cell }] : [];
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing that holds links
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={label}>
      <title>{label}</title>
      <g>
        {lands.map(({ path, name, code }) => (
          <path key={name} d={path} class={`land land-${standings.get(code ?? '')?.standing ?? 'none'}`} />
        ))}
      </g>
      {told.map(({ land, cell }) => {
        const name = `${nameOf(cell.actor)}: ${standingText(cell.standing)}`;
        return (
          <a key={land.name} href={to(`/actors/${encodeURIComponent(cell.actor)}`)} aria-label={name}>
            <title>{name}</title>
            <circle cx={land.at[0]} cy={land.at[1]} r="10" class="plate" />
            <g
              class={`mark-${cell.standing}`}
              transform={`translate(${land.at[0] - 7} ${land.at[1] - 7}) scale(0.875)`}
              // The shapes of the marks, nothing of a report.
              dangerouslySetInnerHTML={{
                __html: SHAPES[cell.standing]
                  .replaceAll('"C"', '"currentColor"')
                  .replaceAll('"B"', '"var(--card)"'),
              }}
            />
          </a>
        );
      })}
    </svg>
  );
}
