import '../styles/matrix.css';
import { useState } from 'preact/hooks';
import { question, useAnswer } from '../api.ts';
import type { Cell, Matrix } from '../api-types.ts';
import { askedIn } from '../asked.ts';
import { dateText } from '../format.ts';
import { matrixPicture } from '../matrix-picture.ts';
import { measureAbout, measureName, nameOf } from '../names.ts';
import { ActiveFilters } from '../parts/active-filters.tsx';
import { MatrixGrid } from '../parts/matrix-grid.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PictureButtons } from '../parts/picture-buttons.tsx';
import { Quote } from '../parts/quote.tsx';
import { STANDINGS, StandingChip, StandingMark, standingText } from '../parts/standing-mark.tsx';
import { Answered } from '../parts/states.tsx';
import { change, to, usePlace } from '../router.ts';
import { book } from '../session.ts';
import { similarOrder } from '../similar-order.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

const ORDERS = ['name', 'count', 'similar'] as const;
type Order = (typeof ORDERS)[number];

export default function MatrixPage() {
  const { query } = usePlace();
  const about = useShared(book);
  const asked = askedIn(query);
  const order = ORDERS.find((one) => one === query.get('order')) ?? 'name';
  const answer = useAnswer<Matrix>(question('/matrix', asked));
  const [at, setAt] = useState<Cell | null>(null);
  const [under, setUnder] = useState<Cell | null>(null);
  const shown = under ?? at;
  const ordered = answer.data && orderedBy(answer.data, order);
  const picture = () =>
    matrixPicture(ordered?.actors ?? [], ordered?.measures ?? [], cellsOf(answer.data), {
      title: texts.matrix.pictureTitle,
      source: texts.matrix.source(about?.reports ?? 0, about?.book ?? ''),
      date: texts.matrix.date(dateText(query.get('as-of') ?? new Date().toISOString())),
    });
  return (
    <>
      <PageHead title={texts.matrix.title} about={texts.matrix.about}>
        <label>
          <span class="soft">{texts.matrix.order}</span>{' '}
          <select value={order} onChange={(event) => change({ order: event.currentTarget.value })}>
            {ORDERS.map((one) => (
              <option key={one} value={one}>
                {texts.matrix.orders[one]}
              </option>
            ))}
          </select>
        </label>
        <PictureButtons picture={picture} name="matrix" csv={question('/matrix.csv', asked)} />
      </PageHead>
      <ActiveFilters query={query} />
      <Answered of={answer}>
        {(matrix) =>
          matrix.cells.length === 0 || ordered === null ? (
            <Nothing title={texts.register.none}>
              <a href={to('/matrix')}>{texts.state.clear}</a>
            </Nothing>
          ) : (
            <div class="matrix-page">
              <MatrixGrid {...ordered} cells={cellsOf(matrix)} at={at} onAt={setAt} onUnder={setUnder} />
              <aside
                class={`card cell-about ${shown === null ? 'nothing' : ''}`}
                aria-live="polite"
                data-current
              >
                {shown === null ? <p class="soft">{texts.matrix.choose}</p> : <CellAbout cell={shown} />}
              </aside>
              <Legend matrix={matrix} />
            </div>
          )
        }
      </Answered>
    </>
  );
}

const cellsOf = (matrix: Matrix | null): ReadonlyMap<string, Cell> =>
  new Map(matrix?.cells.map((cell) => [`${cell.actor} ${cell.measure}`, cell]));

/** Beside the matrix: what the cell that is looked at rests on. */
function CellAbout({ cell }: { readonly cell: Cell }) {
  const about = measureAbout(cell.measure);
  return (
    <>
      <h2>
        {nameOf(cell.actor)} · {measureName(cell.measure)}
      </h2>
      {about && <p class="soft">{about}</p>}
      <p class="row">
        <StandingChip of={cell.standing} />
        {cell.conditional && <span class="badge">{texts.matrix.conditional}</span>}
      </p>
      {cell.quote && <Quote of={cell.quote} />}
      <p>
        <a href={to('/', { actor: cell.actor, measure: cell.measure, open: cell.entries })}>
          {texts.matrix.entry}
        </a>
      </p>
    </>
  );
}

function Legend({ matrix }: { readonly matrix: Matrix }) {
  const present = STANDINGS.filter((of) => matrix.cells.some(({ standing }) => standing === of));
  return (
    <section class="legend" aria-label={texts.matrix.legend}>
      <ul>
        {present.map((standing) => (
          <li key={standing} class={`chip mark-${standing}`}>
            <StandingMark of={standing} />
            <span>{standingText(standing)}</span>
          </li>
        ))}
        <li class="chip">
          <i class="if">if</i> <span>{texts.matrix.conditional}</span>
        </li>
      </ul>
    </section>
  );
}

function orderedBy(matrix: Matrix, order: Order): Pick<Matrix, 'actors' | 'measures'> {
  const cells = cellsOf(matrix);
  const value = (actor: string, measure: string): number => {
    const cell = cells.get(`${actor} ${measure}`);
    return cell === undefined ? 0 : WEIGHT[cell.standing];
  };
  const counted = (of: 'actor' | 'measure') => (id: string) =>
    matrix.cells.filter((cell) => cell[of] === id).reduce((sum, cell) => sum + cell.entries.length, 0);
  const { actors, measures } = matrix;
  switch (order) {
    case 'name':
      return { actors: actors.toSorted(byKey(nameOf)), measures: measures.toSorted(byKey(measureName)) };
    case 'count':
      return {
        actors: actors.toSorted(byCount(counted('actor'))),
        measures: measures.toSorted(byCount(counted('measure'))),
      };
    case 'similar': {
      const rows = actors.map((actor) => measures.map((measure) => value(actor, measure)));
      const columns = measures.map((measure) => actors.map((actor) => value(actor, measure)));
      return {
        actors: similarOrder(rows).flatMap((i) => actors[i] ?? []),
        measures: similarOrder(columns).flatMap((i) => measures[i] ?? []),
      };
    }
  }
}

/** How far for (or against) a measure a standing is, where actors are compared. */
const WEIGHT: Readonly<Record<Cell['standing'], number>> = {
  fulfilled: 7,
  'under-way': 6,
  formal: 5,
  pledged: 4,
  'agreed-in-principle': 3,
  offered: 2,
  considered: 1,
  undertaken: 3,
  'put-off': -1,
  refused: -4,
  against: -4,
  'other-stand': 0.5,
};

const byKey =
  (name: (id: string) => string) =>
  (a: string, b: string): number =>
    name(a).localeCompare(name(b));
const byCount =
  (count: (id: string) => number) =>
  (a: string, b: string): number =>
    count(b) - count(a);
