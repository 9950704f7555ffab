import type { Gap, Stage } from '../api-types.ts';
import { boundsText } from '../compared-words.ts';
import { dateText, listText } from '../format.ts';
import { gapPicture } from '../gap-picture.ts';
import { measureName, nameOf } from '../names.ts';
import { book } from '../session.ts';
import { texts } from '../texts.ts';
import { PictureButtons } from './picture-buttons.tsx';
import { Quote } from './quote.tsx';

export const STAGES: readonly Stage[] = ['offered', 'pledged', 'allocated', 'under-way', 'delivered'];

type Line = Gap['lines'][number];

/** The bars of one measure in one unit: at least so much, and at most; each opens to what it rests on. */
export function GapBars({ line, sums }: { readonly line: Line; readonly sums: Gap['sums'] }) {
  const most = Math.max(
    ...STAGES.map((stage) => line.stages[stage]?.high ?? line.stages[stage]?.low ?? 0),
    1,
  );
  const name = `${measureName(line.measure)}${line.per ? ` (${texts.gap.per[line.per]})` : ''}`;
  const about = book.get();
  const picture = () =>
    gapPicture(line, most, {
      title: `${texts.nav.gap}: ${name}`,
      source: texts.matrix.source(about?.counts.reports ?? 0, about?.book ?? ''),
      date: texts.matrix.date(dateText(new Date().toISOString())),
    });
  return (
    <section class="gap card" aria-label={name}>
      <div class="row">
        <h2>{name}</h2>
        <span class="tools">
          <PictureButtons picture={picture} name={`gap-${line.measure}`} />
        </span>
      </div>
      {STAGES.map((stage) => {
        const figure = line.stages[stage];
        if (figure === undefined) return null;
        const [low, high] = [figure.low / most, (figure.high ?? figure.low) / most];
        return (
          <details key={stage} class={`bar bar-${stage}`}>
            <summary>
              <span class="stage">{texts.gap.stages[stage]}</span>
              <span class="amount">{boundsText({ ...figure, unit: line.unit })}</span>
              <span class="track" aria-hidden="true">
                <span class="perhaps" style={{ width: `${high * 100}%` }} />
                <span class="least" style={{ width: `${low * 100}%` }} />
              </span>
            </summary>
            <Rests sums={sums.filter(({ id }) => figure.sums.includes(id))} />
          </details>
        );
      })}
    </section>
  );
}

function Rests({ sums }: { readonly sums: Gap['sums'] }) {
  return (
    <ul>
      {sums.map((sum) => (
        <li key={sum.id}>
          <p>
            <strong>{boundsText(sum)}</strong>{' '}
            <span class="soft">
              {listText([...new Set(sum.amounts.flatMap(({ givers }) => givers))].map(nameOf))}
              {', '}
              {texts.gap.stages[sum.stage]}
            </span>
          </p>
          {sum.amounts.map((amount) => (
            <Quote key={amount.id} of={amount.quote} />
          ))}
        </li>
      ))}
    </ul>
  );
}
