import '../styles/legend.css';
import type { Standing } from '../api-types.ts';
import { texts } from '../texts.ts';
import { STANDINGS, StandingMark, standingText } from './standing-mark.tsx';

/** The marks that are on the page, with their meaning. */
export function StandingLegend({
  present,
  more,
}: {
  readonly present: ReadonlySet<Standing>;
  readonly more?: string;
}) {
  return (
    <section class="marks-legend" aria-label={texts.matrix.legend}>
      <ul>
        {STANDINGS.filter((of) => present.has(of)).map((standing) => (
          <li key={standing} class={`chip mark-${standing}`}>
            <StandingMark of={standing} />
            <span>{standingText(standing)}</span>
          </li>
        ))}
      </ul>
      {more && <p class="soft small">{more}</p>}
    </section>
  );
}
