import { useState } from 'preact/hooks';
import type { TimelineItem } from '../api-types.ts';
import { dateText } from '../format.ts';
import { entryName, entryParts } from '../names.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';
import { Act } from './entry-sentences.tsx';
import { Quote } from './quote.tsx';

const A_PAGE = 20;

/** What was told, day by day, each in its words. */
export function ToldList({ items }: { readonly items: readonly TimelineItem[] }) {
  const [shown, show] = useState(A_PAGE);
  const days = [...Map.groupBy(items.slice(0, shown), ({ date }) => date.slice(0, 10))];
  return (
    <>
      <ol class="told-days">
        {days.map(([day, told]) => (
          <li key={day}>
            <h3>{dateText(day)}</h3>
            {told.map((item) => (
              <Told key={item.claim.id} item={item} />
            ))}
          </li>
        ))}
      </ol>
      {items.length > shown && (
        <button type="button" onClick={() => show(shown + 5 * A_PAGE)}>
          {texts.count.more(items.length - shown)}
        </button>
      )}
    </>
  );
}

export function Told({ item: { claim, entries } }: { readonly item: TimelineItem }) {
  return (
    <div class="told">
      <Quote of={claim.quote} sources={claim.sources}>
        <Act claim={claim} />
      </Quote>
      <ul class="told-entries small">
        {entries.map(({ entry, step }) => (
          <li key={entry}>
            <EntryLink id={entry} />
            {step && <span class={`step step-${step}`}>{texts.steps[step]}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The line of the book, opened in the register. */
export function EntryLink({ id }: { readonly id: string }) {
  const { actor, measure } = entryParts(id);
  return <a href={to('/', { actor, measure, open: id })}>{entryName(id)}</a>;
}
