import '../styles/map.css';
import { useEffect, useState } from 'preact/hooks';
import { problemOf, question, useAnswer } from '../api.ts';
import type { Cell, Matrix } from '../api-types.ts';
import { askedIn } from '../asked.ts';
import { dateText } from '../format.ts';
import { measureName, nameOf, partyOf } from '../names.ts';
import { ActiveFilters } from '../parts/active-filters.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PictureButtons } from '../parts/picture-buttons.tsx';
import { ReviewBadge, Sentence, toClaim } from '../parts/quote.tsx';
import { STANDINGS, StandingChip } from '../parts/standing-mark.tsx';
import { Answered, Empty, Failed, Loading } from '../parts/states.tsx';
import { change, to, usePlace } from '../router.ts';
import { book } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';
import type { World } from '../world.ts';

/** Who undertakes what, on an equal-area map; beside it the same as a table, also those who are on no map. */
export default function MapPage() {
  const { query } = usePlace();
  const about = useShared(book);
  const [world, setWorld] = useState<World | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const answer = useAnswer<Matrix>(question('/matrix', askedIn(query)));
  const all = useAnswer<Matrix>(question('/matrix'));
  const view = query.get('view') === 'europe' ? 'europe' : 'world';
  useEffect(() => {
    import('../world.ts').then(
      ({ loadWorld }) => setWorld(loadWorld(view)),
      (error: unknown) => setFailed(problemOf(error).message),
    );
  }, [view]);
  const strongest = strongestOf(answer.data?.cells ?? []);
  const title = query.get('measure') ? texts.map.on(measureName(query.get('measure') ?? '')) : texts.map.all;
  const picture = () => {
    const words = {
      title,
      source: texts.matrix.source(about?.counts.reports ?? 0, about?.book ?? ''),
      date: texts.matrix.date(dateText(query.get('as-of') ?? new Date().toISOString())),
    };
    return world === null
      ? { ...words, width: 0, height: 0, body: '' }
      : world.picture(byState(strongest), words);
  };
  return (
    <>
      <PageHead title={texts.nav.map} about={texts.map.about}>
        <label>
          <span class="soft">{texts.register.facet.measure}</span>{' '}
          <select
            value={query.get('measure') ?? ''}
            onChange={(event) => change({ measure: event.currentTarget.value })}
          >
            <option value="">{texts.map.any}</option>
            {(all.data?.measures ?? []).map((measure) => (
              <option key={measure} value={measure}>
                {measureName(measure)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="soft">{texts.map.view}</span>{' '}
          <select value={view} onChange={(event) => change({ view: event.currentTarget.value })}>
            <option value="world">{texts.map.views.world}</option>
            <option value="europe">{texts.map.views.europe}</option>
          </select>
        </label>
        <PictureButtons picture={picture} name="map" csv={question('/matrix.csv', askedIn(query))} />
      </PageHead>
      <ActiveFilters query={query} />
      <Answered of={answer}>
        {({ cells }) =>
          cells.length === 0 ? (
            <Empty title={texts.register.none}>
              <a href={to('/map')}>{texts.state.clear}</a>
            </Empty>
          ) : (
            <div class="map-page">
              {failed !== null ? (
                <Failed problem={problemOf(new Error(failed))} />
              ) : world === null ? (
                <Loading />
              ) : (
                <figure class="card world">
                  <world.Map standings={byState(strongest)} label={title} />
                </figure>
              )}
              <Table cells={strongest} />
            </div>
          )
        }
      </Answered>
    </>
  );
}

/** Of each actor the firmest of its standings. */
const strongestOf = (cells: readonly Cell[]): readonly Cell[] =>
  [...Map.groupBy(cells, ({ actor }) => actor).values()]
    .flatMap((of) => of.toSorted((a, b) => rank(a) - rank(b)).slice(0, 1))
    .sort((a, b) => rank(a) - rank(b) || nameOf(a.actor).localeCompare(nameOf(b.actor)));

const rank = ({ standing }: Cell): number => STANDINGS.indexOf(standing);

const byState = (cells: readonly Cell[]): ReadonlyMap<string, Cell> =>
  new Map(
    cells.flatMap((cell) => {
      const party = partyOf(cell.actor);
      return party?.kind === 'state' && party.state ? [[party.state, cell] as const] : [];
    }),
  );

function Table({ cells }: { readonly cells: readonly Cell[] }) {
  return (
    <section class="scrolls" aria-label={texts.map.table}>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{texts.register.column.actor}</th>
            <th scope="col">{texts.register.column.firmness}</th>
            <th scope="col">{texts.register.column.words}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={cell.actor}>
              <td>
                <a href={to(`/actors/${encodeURIComponent(cell.actor)}`)}>{nameOf(cell.actor)}</a>
              </td>
              <td>
                <StandingChip of={cell.standing} />
                <span class="soft small"> {measureName(cell.measure)}</span>
              </td>
              <td class="small">
                {cell.quote && (
                  <>
                    <a class="plain read" href={toClaim(cell.quote.claim, cell.quote.report)}>
                      <Sentence of={cell.quote} />
                    </a>{' '}
                    <ReviewBadge state={cell.quote.state} />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
