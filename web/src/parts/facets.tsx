import { useState } from 'preact/hooks';
import { question, useAnswer } from '../api.ts';
import type { EntryPage, Facets as FacetsOf } from '../api-types.ts';
import type { FacetName } from '../asked.ts';
import { numberText } from '../format.ts';
import { measureName, nameOf } from '../names.ts';
import { change, type Params } from '../router.ts';
import { texts } from '../texts.ts';
import { triggerTitle } from '../trigger-words.ts';
import { isFirmness, StandingMark } from './standing-mark.tsx';

/** A parameter of the question with the facet that counts its values. */
const FACETS = [
  ['actor', 'actor'],
  ['measure', 'measure'],
  ['target', 'beneficiary'],
  ['firmness', 'firmness'],
  ['condition', 'condition'],
  ['source', 'source'],
  ['publisher', 'publisher'],
] as const satisfies readonly (readonly [FacetName, keyof FacetsOf])[];

const FEW = 6;

/** How a value of a facet is called. */
export function facetWord(facet: FacetName, value: string): string {
  switch (facet) {
    case 'measure':
      return measureName(value);
    case 'condition':
      return triggerTitle(value);
    case 'firmness': {
      const [from = '', to] = value.split('..');
      const word = isFirmness(from) ? texts.firmness[from] : from;
      return to === undefined ? word : `${word} ${texts.register.firmer}`;
    }
    case 'publisher':
      return value;
    default:
      return nameOf(value);
  }
}

/** What there is to choose from, with how many entries each would leave. */
export function Facets({ chosen, asked }: { readonly chosen: URLSearchParams; readonly asked: Params }) {
  const all = useAnswer<EntryPage>(question('/entries', { ...asked, facets: 'yes', ids: 'few', limit: '1' }));
  return (
    <div class="facets">
      {FACETS.map(([name, counted]) => (
        <Facet
          key={name}
          name={name}
          counted={counted}
          chosen={chosen.getAll(name)}
          asked={asked}
          values={all.data?.facets?.[counted] ?? []}
        />
      ))}
    </div>
  );
}

function Facet({
  name,
  counted,
  chosen,
  asked,
  values,
}: {
  readonly name: FacetName;
  readonly counted: keyof FacetsOf;
  readonly chosen: readonly string[];
  readonly asked: Params;
  readonly values: FacetsOf[keyof FacetsOf];
}) {
  const [whole, setWhole] = useState(false);
  // Where something is chosen the others stay in sight: they are counted as if nothing were.
  const without = useAnswer<EntryPage>(
    chosen.length > 0
      ? question('/entries', { ...asked, [name]: null, facets: 'yes', ids: 'few', limit: '1' })
      : null,
  );
  const options = chosen.length > 0 ? (without.data?.facets?.[counted] ?? values) : values;
  if (options.length === 0 && chosen.length === 0) return null;
  const isChosen = (value: string): boolean => chosen.some((one) => one === value || one === `${value}..`);
  const shown = whole ? options : options.filter(({ value }, i) => i < FEW || isChosen(value));
  const toggle = (value: string): void => {
    if (name === 'firmness') change({ firmness: isChosen(value) ? null : value });
    else change({ [name]: isChosen(value) ? chosen.filter((one) => one !== value) : [...chosen, value] });
  };
  const [firm] = name === 'firmness' ? chosen : [];
  return (
    <fieldset>
      <legend>{texts.register.facet[name]}</legend>
      {shown.map(({ value, count }) => (
        <label key={value}>
          <input type="checkbox" checked={isChosen(value)} onChange={() => toggle(value)} />
          {isFirmness(value) && name === 'firmness' && <StandingMark of={value} size={12} />}
          <span class="value">{facetWord(name, value)}</span>
          <span class="soft count">{numberText(count)}</span>
        </label>
      ))}
      {firm !== undefined && (
        <label class="firmer">
          <input
            type="checkbox"
            checked={firm.endsWith('..')}
            onChange={({ currentTarget }) =>
              change({ firmness: firm.replace(/\.\.$/, '') + (currentTarget.checked ? '..' : '') })
            }
          />
          <span class="value">{texts.register.firmer}</span>
        </label>
      )}
      {options.length > FEW && (
        <button type="button" class="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? texts.register.fewer : texts.register.allOf(options.length)}
        </button>
      )}
    </fieldset>
  );
}
