import type { Sum, SumLink } from '../api-types.ts';
import { boundsText } from '../bounds.ts';
import { dateText, listText } from '../format.ts';
import { nameOf } from '../names.ts';
import { texts } from '../texts.ts';
import { Quote } from './quote.tsx';

/** `US$85M · Germany → Chad` */
export function sumName({ amounts, unit, per, ...bounds }: Sum): string {
  const [first] = amounts;
  const names = (ids: readonly string[] = []): string => listText(ids.map(nameOf)) || texts.gap.nobody;
  return `${boundsText(bounds, unit, per)} · ${names(first?.givers)} → ${names(first?.beneficiaries)}`;
}

/** One sum, however often it was told: each telling in its words, and whether it was counted. */
export function SumBlock({
  sum,
  sums,
  links,
}: {
  readonly sum: Sum;
  readonly sums: readonly Sum[];
  readonly links: readonly SumLink[];
}) {
  const wholes = links.filter(
    (link) => link.sum === sum.id && link.kind === 'part' && link.doubts.length === 0,
  );
  return (
    <article class="sum">
      <h5>{sumName(sum)}</h5>
      {wholes.map(({ other }) => (
        <p key={other} class="small soft">
          {texts.gap.partOf(nameIn(sums, other))}
        </p>
      ))}
      {sum.amounts.map((told) => (
        <Quote key={told.id} of={told.quote}>
          <span class="soft">{told.on ? dateText(told.on) : texts.quote.undated}</span>
          <span>{texts.gap.stages[told.stage]}</span>
          <span class={`badge ${told.telling === 'renewal' ? 'badge-narrower' : ''}`}>
            {texts.gap.tellings[told.telling]}
          </span>
        </Quote>
      ))}
      {sum.tellings > sum.amounts.length && (
        <p class="small soft">{texts.gap.moreTellings(sum.tellings - sum.amounts.length)}</p>
      )}
    </article>
  );
}

export const nameIn = (sums: readonly Sum[], id: string): string => {
  const found = sums.find((one) => one.id === id || one.amounts.some((told) => told.id === id));
  return found ? sumName(found) : texts.gap.otherSum;
};
