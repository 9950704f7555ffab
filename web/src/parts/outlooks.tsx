import { useEffect, useState } from 'preact/hooks';
import type { Hanging, Outlook, OutlooksOf, Standing, WhatIf } from '../api-types.ts';
import { askMore } from '../ask-more.ts';
import { listText, numberText } from '../format.ts';
import { entryParts, measureName, nameOf } from '../names.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';
import { conditionText } from '../trigger-words.ts';
import { Quote } from './quote.tsx';
import { STANDINGS, StandingMark, standingText } from './standing-mark.tsx';

/** A column for each state that any entry has. What a switch has moved stands first in its new one, and says where it was. */
export function Outlooks({
  standings,
  address,
}: {
  readonly standings: WhatIf['standings'];
  /** That they are the answer to. */
  readonly address: string;
}) {
  return (
    <div class="columns">
      {standings
        .filter(({ total }) => total > 0)
        .map((of) => (
          <section
            key={of.state}
            class={`column column-${of.state}`}
            aria-label={texts.whatIf.states[of.state]}
          >
            <h2>
              {texts.whatIf.states[of.state]} <span class="count">{numberText(of.total)}</span>
            </h2>
            <p class="soft small">{texts.whatIf.stateAbout[of.state]}</p>
            <Cards first={of} address={`${address}&standing=${of.state}`} />
          </section>
        ))}
    </div>
  );
}

function Cards({ first, address }: { readonly first: OutlooksOf; readonly address: string }) {
  const [pages, show] = useState<readonly OutlooksOf[]>([]);
  useEffect(() => show([]), [first]);
  const shown = [first, ...pages];
  const entries = shown.flatMap((page) => page.entries);
  const next = shown.at(-1)?.next ?? null;
  const showMore = (cursor: string): void =>
    askMore<WhatIf>(address, cursor, ({ standings: [more] }) => {
      if (more) show((before) => [...before, more]);
    });
  return (
    <>
      {grouped(entries).map(([standing, those]) => (
        <div key={standing} class="firm-group">
          <h3>
            {standing && (
              <span class={`mark-${standing}`}>
                <StandingMark of={standing} size={12} />{' '}
              </span>
            )}
            {standing ? standingText(standing) : texts.whatIf.noFirmness}
          </h3>
          <ul>
            {those.map((one) => (
              <Card key={one.entry} of={one} />
            ))}
          </ul>
        </div>
      ))}
      {next !== null && (
        <button type="button" class="quiet" onClick={() => showMore(next)}>
          {texts.count.more(first.total - entries.length)}
        </button>
      )}
    </>
  );
}

const standingOf = ({ act, firmness }: Outlook): Standing | null =>
  act === 'refuse' ? 'refused' : act === 'defer' ? 'put-off' : firmness;

/** By how firm they are, the firmest first: an offer on which nothing hangs any more is still no more than an offer. */
const grouped = (
  entries: readonly Outlook[],
): readonly (readonly [Standing | null, readonly Outlook[]])[] => {
  const rank = (of: Standing | null): number => (of === null ? STANDINGS.length : STANDINGS.indexOf(of));
  return [...Map.groupBy(entries, standingOf)].sort(([a], [b]) => rank(a) - rank(b));
};

function Card({ of }: { readonly of: Outlook }) {
  const [open, setOpen] = useState(false);
  const { actor, measure, beneficiary } = entryParts(of.entry);
  const moved = of.was !== of.state;
  return (
    <li class={`outlook-card ${moved ? 'moved-card' : ''}`}>
      <button type="button" class="plain-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <strong>{nameOf(actor)}</strong>
        <span>
          {measureName(measure)}
          {beneficiary && <span class="soft"> {texts.register.for(nameOf(beneficiary))}</span>}
        </span>
      </button>
      {moved && <span class="badge badge-sample">{texts.whatIf.moved(texts.whatIf.states[of.was])}</span>}
      <Waits words={null} on={of.conditions} />
      <Waits words={texts.whatIf.perhaps} on={of.possiblyAlsoWaiting} />
      {open && (
        <div data-current>
          {of.quote && <Quote of={of.quote} />}
          <a href={to('/', { actor, measure, open: of.entry })}>{texts.matrix.entry}</a>
        </div>
      )}
    </li>
  );
}

function Waits({ words, on }: { readonly words: string | null; readonly on: readonly Hanging[] }) {
  const conditions = [
    ...new Set(on.map((one) => conditionText({ kind: one.condition.kind, trigger: one.trigger }))),
  ];
  if (conditions.length === 0) return null;
  return (
    <p class="small soft">
      {words} {listText(conditions)}
    </p>
  );
}
