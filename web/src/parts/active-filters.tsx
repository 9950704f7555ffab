import '../styles/register.css';
import { FACET_NAMES, LABELS } from '../asked.ts';
import { dateText } from '../format.ts';
import { thisPage } from '../router.ts';
import { texts } from '../texts.ts';
import { facetWord } from './facets.tsx';

/** What is filtered by, each to be taken away. */
export function ActiveFilters({ query }: { readonly query: URLSearchParams }) {
  const filters = [
    ...FACET_NAMES.flatMap((name) =>
      query
        .getAll(name)
        .map((value) => ({ name, value, words: `${texts.register.facet[name]}: ${facetWord(name, value)}` })),
    ),
    ...query.getAll('text').map((value) => ({ name: 'text', value, words: `“${value}”` })),
    ...query
      .getAll('since')
      .map((value) => ({ name: 'since', value, words: `${texts.register.since} ${dateText(value)}` })),
    ...query.getAll('state').map((value) => ({ name: 'state', value, words: texts.register.onlyConfirmed })),
    ...LABELS.flatMap((name) =>
      query.getAll(name).map((value) => ({ name, value, words: `${name}: ${value}` })),
    ),
  ];
  if (filters.length === 0) return null;
  return (
    <ul class="active-filters" aria-label={texts.register.active}>
      {filters.map(({ name, value, words }) => (
        <li key={`${name} ${value}`}>
          <a
            class="button"
            aria-label={texts.register.remove(words)}
            href={thisPage({ [name]: query.getAll(name).filter((one) => one !== value), open: null })}
          >
            {words} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
