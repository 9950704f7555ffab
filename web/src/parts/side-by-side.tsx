import type { Claim, CoderDifference } from '../api-types.ts';
import { claimFields, type FieldName } from '../claim-fields.ts';
import { texts } from '../texts.ts';

/** Of which coded fields a line tells. */
const TOLD: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  act: ['act', 'predicate', 'negated'],
};

/** What each coder says, and the book, field by field; where coders differ the line stands out. */
export function SideBySide({ item, text }: { readonly item: CoderDifference; readonly text: string | null }) {
  const { marks, without, standing, fields } = item;
  const sides: readonly Side[] = [
    ...Object.entries(marks).map(([coder, mark], i) => ({ name: coder, key: i + 1, says: says(mark, text) })),
    ...without.map((coder) => ({ name: coder, key: null, says: null })),
    {
      name: standing === null ? texts.settle.book : texts.settle.bookAs(texts.quote.states[standing.state]),
      key: null,
      says: standing && says(standing.claim, text),
    },
  ];
  const names = [...new Set(sides.flatMap((side) => [...(side.says?.keys() ?? [])]))];
  const order = Object.keys(texts.document.field);
  const shown = names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  return (
    <section class="scrolls" aria-label={texts.settle.table} tabIndex={-1}>
      <table class="plain-table side-by-side">
        <thead>
          <tr>
            <td />
            {sides.map(({ name, key }) => (
              <th key={name} scope="col">
                {key !== null && <kbd>{key}</kbd>} {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((name, row) => {
            const differs = (TOLD[name] ?? [name]).some((field) => fields.includes(field));
            return (
              <tr key={name} class={differs ? 'differs' : undefined}>
                <th scope="row">
                  {texts.document.field[name]}
                  {differs && <span class="hidden"> ({texts.settle.differs})</span>}
                </th>
                {sides.map((side) => (
                  <td key={side.name} data-side={side.name}>
                    {side.says !== null ? (
                      (side.says.get(name) ?? <span class="soft">–</span>)
                    ) : row === 0 ? (
                      <span class="soft">{texts.settle.nothing}</span>
                    ) : null}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

interface Side {
  readonly name: string;
  /** By which it is taken. */
  readonly key: number | null;
  /** Null where there is no claim. */
  readonly says: ReadonlyMap<FieldName, string> | null;
}

const says = (claim: Claim, text: string | null): ReadonlyMap<FieldName, string> =>
  new Map(
    claimFields(claim, text).flatMap(({ name, value }) =>
      name === 'confidence' ? [] : [[name, value] as const],
    ),
  );
