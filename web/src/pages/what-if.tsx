import '../styles/what-if.css';
import { question, useAnswer } from '../api.ts';
import type { WhatIf } from '../api-types.ts';
import { numberText } from '../format.ts';
import { Nothing } from '../parts/nothing.tsx';
import { Outlooks } from '../parts/outlooks.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Answered } from '../parts/states.tsx';
import { Switches } from '../parts/switches.tsx';
import { WhatItTakesForm } from '../parts/what-it-takes.tsx';
import { change, usePlace } from '../router.ts';
import { texts } from '../texts.ts';
import { triggerTitle } from '../trigger-words.ts';

/** So many of a column are drawn at first. */
const MANY = '40';

export default function WhatIfPage() {
  const { query } = usePlace();
  const settings = query.getAll('set');
  const onlyHanging = query.get('all') !== 'yes';
  const address = question('/what-if', {
    set: settings,
    hanging: onlyHanging ? 'yes' : null,
    ids: 'few',
    limit: MANY,
  });
  const answer = useAnswer<WhatIf>(address);
  return (
    <>
      <PageHead title={texts.whatIf.title} about={texts.whatIf.about}>
        <a class="button" href="#takes">
          {texts.whatIf.takes}
        </a>
      </PageHead>
      <Answered of={answer}>
        {({ triggers, standings, idle }) =>
          triggers.length === 0 && settings.length === 0 ? (
            <Nothing title={texts.whatIf.noTriggers} />
          ) : (
            <div class="what-if">
              <Switches triggers={triggers} settings={settings}>
                <Counts standings={standings} />
              </Switches>
              <section class="outlook">
                <div class="row">
                  <Moved
                    count={standings.reduce((sum, { moved }) => sum + moved, 0)}
                    isSet={settings.length > 0}
                  />
                  <label>
                    <input
                      type="checkbox"
                      checked={onlyHanging}
                      onChange={(event) => change({ all: event.currentTarget.checked ? null : 'yes' })}
                    />{' '}
                    {texts.whatIf.onlyHanging}
                  </label>
                </div>
                {idle.map((name) => (
                  <p key={name} class="banner as-of-banner">
                    {texts.whatIf.idle(triggerTitle(name.replace(/=.*$/, '')))}
                  </p>
                ))}
                <Outlooks standings={standings} address={address} />
              </section>
              <WhatItTakesForm query={query} />
            </div>
          )
        }
      </Answered>
    </>
  );
}

/** How many entries there are of each state, in sight of the switches. */
const Counts = ({ standings }: { readonly standings: WhatIf['standings'] }) => (
  <dl class="standing-counts">
    {standings.map(({ state, total, moved }) => (
      <div key={state} class={`count-${state}`}>
        <dt>{texts.whatIf.states[state]}</dt>
        <dd>
          {numberText(total)}
          {moved > 0 && <span class="small"> {texts.whatIf.movedHere(moved)}</span>}
        </dd>
      </div>
    ))}
  </dl>
);

/** Said aloud when a switch is flipped. */
function Moved({ count, isSet }: { readonly count: number; readonly isSet: boolean }) {
  const words = count > 0 ? texts.whatIf.movedCount(count) : isSet ? texts.whatIf.noneMoved : '';
  return (
    <p role="status" class="moved">
      {words}
    </p>
  );
}
