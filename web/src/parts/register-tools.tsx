import { question } from '../api.ts';
import { change, type Params } from '../router.ts';
import { texts } from '../texts.ts';
import { kept } from '../value.ts';
import { COLUMNS, type ColumnName, isColumn, USUAL } from './register-columns.tsx';

const keptColumns = kept('register.columns', USUAL.join(','));
const keptDensity = kept('register.density', 'roomy');

/** As the address says, else as they were chosen last in this browser. */
export const columnsOf = (query: URLSearchParams): readonly ColumnName[] => {
  const names = (query.get('columns') ?? keptColumns.get()).split(',').filter(isColumn);
  return names.length > 0 ? names : USUAL;
};

/** In the order in which the table has them. */
const shownOf = (names: readonly ColumnName[]): readonly ColumnName[] =>
  COLUMNS.map(({ name }) => name).filter((name) => names.includes(name));

export const densityOf = (query: URLSearchParams): 'roomy' | 'compact' =>
  (query.get('density') ?? keptDensity.get()) === 'compact' ? 'compact' : 'roomy';

export function RegisterTools({
  query,
  sorted,
}: {
  readonly query: URLSearchParams;
  readonly sorted: Params;
}) {
  const chosen = columnsOf(query);
  const toggle = (name: ColumnName): void => {
    const columns = COLUMNS.map((column) => column.name)
      .filter((one) => (one === name ? !chosen.includes(one) : chosen.includes(one)))
      .join(',');
    keptColumns.set(columns);
    change({ columns }, { replace: true });
  };
  const setDensity = (density: string): void => {
    keptDensity.set(density);
    change({ density }, { replace: true });
  };
  return (
    <>
      <details class="menu">
        <summary>{texts.register.columns}</summary>
        <div class="sheet">
          {COLUMNS.map(({ name }) => (
            <label key={name}>
              <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />{' '}
              {texts.register.column[name]}
            </label>
          ))}
        </div>
      </details>
      <label>
        <span class="hidden">{texts.register.density}</span>
        <select value={densityOf(query)} onChange={(event) => setDensity(event.currentTarget.value)}>
          {(['roomy', 'compact'] as const).map((name) => (
            <option key={name} value={name}>
              {texts.register.densities[name]}
            </option>
          ))}
        </select>
      </label>
      <span class="soft">{texts.register.download}</span>
      <a
        class="button"
        href={question('/entries.csv', { ...sorted, columns: shownOf(chosen) })}
        download="entries.csv"
      >
        {texts.register.csv}
      </a>
      <a class="button" href={question('/entries.jsonl', sorted)} download="entries.jsonl">
        {texts.register.json}
      </a>
    </>
  );
}

export function WordFilter({ query }: { readonly query: URLSearchParams }) {
  return (
    <form
      class="word-filter"
      onSubmit={(event) => {
        event.preventDefault();
        const { currentTarget: form } = event;
        if (form instanceof HTMLFormElement)
          change({ text: String(new FormData(form).get('text') ?? '').trim() });
      }}
    >
      <label>
        {texts.register.words}
        <span class="row">
          <input name="text" type="search" defaultValue={query.get('text') ?? ''} key={query.get('text')} />
          <button type="submit">{texts.register.find}</button>
        </span>
      </label>
      <label>
        {texts.register.since}
        <input
          type="date"
          value={query.get('since') ?? ''}
          onChange={(event) => change({ since: event.currentTarget.value || null })}
        />
      </label>
      <label class="row">
        <input
          type="checkbox"
          checked={query.getAll('state').join() === 'accepted'}
          onChange={(event) => change({ state: event.currentTarget.checked ? 'accepted' : null })}
        />
        {texts.register.onlyConfirmed}
      </label>
    </form>
  );
}
