import type { Collision } from '../api-types.ts';
import { measureName } from '../names.ts';
import { texts } from '../texts.ts';
import { Act } from './entry-sentences.tsx';
import { Quote } from './quote.tsx';

/** Two who stand against each other, each in its words. */
export function Collisions({ items }: { readonly items: readonly Collision[] }) {
  return (
    <ul class="collisions">
      {items.map(({ id, measures, stand, against }) => (
        <li key={id} class="card">
          <p class="soft small">{measures.map(measureName).join(', ')}</p>
          <div class="sides">
            <Quote of={stand.quote} sources={stand.sources}>
              <Act claim={stand} />
            </Quote>
            <span class="versus" title={texts.register.against}>
              ⇄
            </span>
            <Quote of={against.quote} sources={against.sources}>
              <Act claim={against} />
            </Quote>
          </div>
        </li>
      ))}
    </ul>
  );
}
