import '../styles/what-if.css';
import { question, useAnswer } from '../api.ts';
import type { Outlook, OutlookState, WhatIf } from '../api-types.ts';
import { Outlooks } from '../parts/outlooks.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { Switches } from '../parts/switches.tsx';
import { WhatItTakesForm } from '../parts/what-it-takes.tsx';
import { change, usePlace } from '../router.ts';
import { texts } from '../texts.ts';
import { triggerTitle } from '../trigger-words.ts';

export default function WhatIfPage() {
  const { query } = usePlace();
  const settings = query.getAll('set');
  const now = useAnswer<WhatIf>(question('/what-if', { set: settings }));
  // What it is without a scenario: against it stands what the switches change.
  const base = useAnswer<WhatIf>(question('/what-if'));
  const before = new Map(base.data?.entries.map(({ entry, state }) => [entry, state]));
  const hanging = new Set(base.data?.entries.filter(hangs).map(({ entry }) => entry));
  const onlyHanging = query.get('all') !== 'yes';
  return (
    <>
      <PageHead title={texts.whatIf.title} about={texts.whatIf.about} />
      <Answered of={base}>
        {({ triggers }) =>
          triggers.length === 0 && settings.length === 0 ? (
            <Empty title={texts.whatIf.noTriggers} />
          ) : (
            <div class="what-if">
              <Switches triggers={triggers} settings={settings} />
              <section class="outlook">
                <div class="row">
                  <Moved entries={now.data?.entries ?? []} before={before} isSet={settings.length > 0} />
                  <label>
                    <input
                      type="checkbox"
                      checked={onlyHanging}
                      onChange={(event) => change({ all: event.currentTarget.checked ? null : 'yes' })}
                    />{' '}
                    {texts.whatIf.onlyHanging}
                  </label>
                </div>
                <Answered of={now}>
                  {({ entries, idle }) => (
                    <>
                      {idle.map((name) => (
                        <p key={name} class="banner as-of-banner">
                          {texts.whatIf.idle(triggerTitle(name.replace(/=.*$/, '')))}
                        </p>
                      ))}
                      <Outlooks
                        entries={entries.filter((of) => !onlyHanging || hangs(of) || hanging.has(of.entry))}
                        before={before}
                      />
                    </>
                  )}
                </Answered>
              </section>
              <WhatItTakesForm query={query} entries={base.data?.entries ?? []} />
            </div>
          )
        }
      </Answered>
    </>
  );
}

const hangs = ({ conditions, possiblyAlsoWaiting, state }: Outlook): boolean =>
  conditions.length > 0 || possiblyAlsoWaiting.length > 0 || state === 'waiting' || state === 'decision-due';

/** Said aloud when a switch is flipped. */
function Moved({
  entries,
  before,
  isSet,
}: {
  readonly entries: readonly Outlook[];
  readonly before: ReadonlyMap<string, OutlookState>;
  readonly isSet: boolean;
}) {
  const moved = entries.filter(({ entry, state }) => before.has(entry) && before.get(entry) !== state).length;
  const words = moved > 0 ? texts.whatIf.movedCount(moved) : isSet ? texts.whatIf.noneMoved : '';
  return (
    <p role="status" class="moved">
      {words}
    </p>
  );
}
