import { useRef } from 'preact/hooks';
import type { Cell } from '../api-types.ts';
import { measureAbout, measureName, nameOf } from '../names.ts';
import { go, to } from '../router.ts';
import { texts } from '../texts.ts';
import { StandingMark, standingText } from './standing-mark.tsx';

interface GridProps {
  readonly actors: readonly string[];
  readonly measures: readonly string[];
  readonly cells: ReadonlyMap<string, Cell>;
  readonly at: Cell | null;
  /** The cell that is chosen: it has, or had, the focus. */
  readonly onAt: (cell: Cell | null) => void;
  /** The one under the pointer. */
  readonly onUnder: (cell: Cell | null) => void;
}

const MOVES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
  PageUp: [Number.NEGATIVE_INFINITY, 0],
  PageDown: [Number.POSITIVE_INFINITY, 0],
};

/** One stop of the Tab key; inside, the arrow keys move from cell to cell. */
export function MatrixGrid({ actors, measures, cells, at, onAt, onUnder }: GridProps) {
  const grid = useRef<HTMLTableElement>(null);
  const known = at !== null && actors.includes(at.actor) && measures.includes(at.measure);
  const first = known ? at : [...cells.values()][0];
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    const cell = event.target instanceof Element ? event.target.closest('td') : null;
    if (move === undefined || cell === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const within = (n: number, end: number): number => Math.max(0, Math.min(end - 1, n));
    const row = within(Number(cell.dataset['row']) + move[0], actors.length);
    const column = within(Number(cell.dataset['column']) + move[1], measures.length);
    grid.current?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"] .cell`)?.focus();
  };
  return (
    <section class="matrix-scroll" aria-label={texts.matrix.title} tabIndex={-1}>
      <table
        ref={grid}
        class="matrix"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are moved through is a grid
        role="grid"
        aria-label={texts.matrix.grid}
        onKeyDown={onKeyDown}
        onMouseLeave={() => onUnder(null)}
      >
        <thead>
          <tr>
            <th scope="col" class="corner">
              <span class="hidden">{texts.register.facet.actor}</span>
            </th>
            {measures.map((measure) => (
              <th key={measure} scope="col" class="measure" title={measureAbout(measure) ?? measure}>
                <span>{measureName(measure)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actors.map((actor, row) => (
            <tr key={actor}>
              <th scope="row">
                <a class="plain" href={to(`/actors/${encodeURIComponent(actor)}`)} tabIndex={-1}>
                  {nameOf(actor)}
                </a>
              </th>
              {measures.map((measure, column) => {
                const cell = cells.get(`${actor} ${measure}`);
                const isStop = first?.actor === actor && first.measure === measure;
                return (
                  <td
                    key={measure}
                    data-row={row}
                    data-column={column}
                    class={at?.actor === actor && at.measure === measure ? 'at' : undefined}
                  >
                    <button
                      type="button"
                      class="cell"
                      tabIndex={isStop ? 0 : -1}
                      aria-label={nameOfCell(actor, measure, cell)}
                      onFocus={() => onAt(cell ?? null)}
                      onMouseEnter={() => onUnder(cell ?? null)}
                      // Enter opens; a click chooses, so that a finger can read first.
                      onClick={({ detail }) =>
                        cell && detail === 0 && go(to('/', { actor, measure, open: cell.entries }))
                      }
                    >
                      {cell && <StandingMark of={cell.standing} size={16} />}
                      {cell?.conditional && (
                        <i class="if" aria-hidden="true">
                          if
                        </i>
                      )}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const nameOfCell = (actor: string, measure: string, cell: Cell | undefined): string =>
  texts.matrix.cell(
    nameOf(actor),
    measureName(measure),
    cell ? standingText(cell.standing) : texts.matrix.empty,
    cell?.conditional ?? false,
  );
