import { listText } from '../format.ts';
import { byStanding, type Stand } from '../map-layout.ts';
import { measureName, nameOf } from '../names.ts';
import { texts } from '../texts.ts';
import { Quote, toClaim } from './quote.tsx';
import { StandingChip } from './standing-mark.tsx';

interface TableProps {
  readonly name: string;
  readonly stands: readonly Stand[];
  readonly chosen: string | null;
  readonly onChosen: (actor: string) => void;
}

/** The same as the map, in rows; how an actor stands leads to its words. */
export function StandsTable({ name, stands, chosen, onChosen }: TableProps) {
  return (
    <section class="scrolls" aria-label={name} tabIndex={-1}>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{texts.map.actor}</th>
            <th scope="col">{texts.map.standing}</th>
          </tr>
        </thead>
        <tbody>
          {stands.map((stand) => {
            const { actor } = stand;
            return (
              <tr key={actor} class={actor === chosen ? 'chosen' : undefined}>
                <td>
                  <button
                    type="button"
                    class="quiet"
                    aria-pressed={actor === chosen}
                    onClick={() => onChosen(actor)}
                  >
                    {nameOf(actor)}
                  </button>
                </td>
                <td>
                  <ul>
                    {byStanding(stand).map(([standing, cells]) => (
                      <StandsOn key={standing} standing={standing} cells={cells} />
                    ))}
                  </ul>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** The first of them leads to its words. */
function StandsOn({
  standing,
  cells,
}: {
  readonly standing: Stand['standing'];
  readonly cells: Stand['cells'];
}) {
  const quote = cells[0]?.quote;
  const chip = <StandingChip of={standing} />;
  return (
    <li>
      {quote ? (
        <a class="plain" href={toClaim(quote.claim, quote.report)}>
          {chip}
        </a>
      ) : (
        chip
      )}{' '}
      <span class="small soft">{listText(cells.map(({ measure }) => measureName(measure)))}</span>
    </li>
  );
}

/** How one stands on each of what is chosen, with the words. */
export function StandAbout({ stand }: { readonly stand: Stand }) {
  return (
    <>
      {stand.cells.map((cell) => (
        <section key={cell.measure} class="stand-about">
          <h3>{measureName(cell.measure)}</h3>
          <p class="row">
            <StandingChip of={cell.standing} />
            {cell.conditional && <span class="badge">{texts.matrix.conditional}</span>}
          </p>
          {cell.quote && <Quote of={cell.quote} />}
        </section>
      ))}
    </>
  );
}
