import '../styles/register.css';
import { askedIn } from '../asked.ts';
import { usePlace } from '../router.ts';
import { texts } from '../texts.ts';
import { Facets } from './facets.tsx';
import { WordFilter } from './register-tools.tsx';

/** The filters of the register where a page has no room for them beside it; asked for when they are first looked at. */
export function FilterMenu() {
  const { query } = usePlace();
  return (
    <details class="menu filter-menu">
      <summary>{texts.register.filter}</summary>
      <div class="sheet filters">
        <WordFilter query={query} />
        <Facets chosen={query} asked={askedIn(query)} />
      </div>
    </details>
  );
}
