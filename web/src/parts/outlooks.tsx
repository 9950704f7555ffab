import { useState } from 'preact/hooks';
import type { Hanging, Outlook, OutlookState } from '../api-types.ts';
import { listText, numberText } from '../format.ts';
import { entryParts, measureName, nameOf } from '../names.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';
import { conditionText } from '../trigger-words.ts';
import { Quote } from './quote.tsx';
import { StandingMark, standingText } from './standing-mark.tsx';

const STATES = ['in-force', 'waiting', 'decision-due', 'void', 'open'] as const;
/** So many of a column are drawn at first. */
const MANY = 40;

/** A column for each state. What a switch has moved stands first in its new one, and says where it was. */
export function Outlooks({
  entries,
  before,
}: {
  readonly entries: readonly Outlook[];
  readonly before: ReadonlyMap<string, OutlookState>;
}) {
  const byState = Map.groupBy(entries, ({ state }) => state);
  return (
    <div class="columns">
      {STATES.map((state) => {
        const of = byState.get(state) ?? [];
        const moved = (one: Outlook): boolean => before.has(one.entry) && before.get(one.entry) !== state;
        return (
          <section key={state} class={`column column-${state}`} aria-label={texts.whatIf.states[state]}>
            <h2>
              {texts.whatIf.states[state]} <span class="count">{numberText(of.length)}</span>
            </h2>
            <p class="soft small">{texts.whatIf.stateAbout[state]}</p>
            <Cards entries={[...of.filter(moved), ...of.filter((one) => !moved(one))]} before={before} />
          </section>
        );
      })}
    </div>
  );
}

function Cards({
  entries,
  before,
}: {
  readonly entries: readonly Outlook[];
  readonly before: ReadonlyMap<string, OutlookState>;
}) {
  const [shown, show] = useState(MANY);
  if (entries.length === 0) return <p class="soft small none">{texts.whatIf.none}</p>;
  return (
    <>
      <ul>
        {entries.slice(0, shown).map((one) => (
          <Card key={one.entry} of={one} was={before.get(one.entry) ?? null} />
        ))}
      </ul>
      {entries.length > shown && (
        <button type="button" class="quiet" onClick={() => show(shown + MANY)}>
          {texts.count.more(entries.length - shown)}
        </button>
      )}
    </>
  );
}

function Card({ of, was }: { readonly of: Outlook; readonly was: OutlookState | null }) {
  const [open, setOpen] = useState(false);
  const { actor, measure, beneficiary } = entryParts(of.entry);
  const standing = of.act === 'refuse' ? 'refused' : of.act === 'defer' ? 'put-off' : of.firmness;
  const moved = was !== null && was !== of.state;
  return (
    <li class={`outlook-card ${moved ? 'moved-card' : ''}`}>
      <button type="button" class="plain-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <strong>{nameOf(actor)}</strong>
        <span>
          {standing && (
            <span class={`mark-${standing}`} title={standingText(standing)}>
              <StandingMark of={standing} size={12} />{' '}
            </span>
          )}
          {measureName(measure)}
          {beneficiary && <span class="soft"> {texts.register.for(nameOf(beneficiary))}</span>}
        </span>
      </button>
      {moved && <span class="badge badge-sample">{texts.whatIf.moved(texts.whatIf.states[was])}</span>}
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
