import { question, useAnswer } from '../api.ts';
import type { Measure, Page, Party, WhatItTakes } from '../api-types.ts';
import { entryName, measureName, nameOf } from '../names.ts';
import { change } from '../router.ts';
import { texts } from '../texts.ts';
import { triggerTitle } from '../trigger-words.ts';
import { Answered } from './states.tsx';

const GOAL = ['actor', 'measure', 'count'] as const;

/** The reverse question: a goal, and what would bring it about. */
export function WhatItTakesForm({ query }: { readonly query: URLSearchParams }) {
  const chosen = Object.fromEntries(GOAL.map((name) => [name, query.get(`goal-${name}`) ?? ''])) as Goal;
  const goal = goalWords(chosen);
  const answer = useAnswer<WhatItTakes>(goal.length > 0 ? question('/what-would-it-take', { goal }) : null);
  const actors =
    useAnswer<Page<Party>>(question('/actors', { counts: 'no', limit: '500' })).data?.items ?? [];
  const measures = useAnswer<Pick<Page<Measure>, 'items'>>(question('/measures')).data?.items ?? [];
  return (
    <section class="takes card" id="takes" tabIndex={-1}>
      <h2>{texts.whatIf.takes}</h2>
      <p class="soft">{texts.whatIf.takesAbout}</p>
      <div class="row">
        <Choice name="actor" chosen={chosen.actor} options={actors} nameOf={nameOf} />
        <Choice
          name="measure"
          chosen={chosen.measure}
          options={measures.flatMap(({ id, entries }) => (entries > 0 ? { id, name: measureName(id) } : []))}
          nameOf={measureName}
        />
        <label>
          {texts.whatIf.goalCount}{' '}
          <input
            type="number"
            min="1"
            max="999"
            value={chosen.count}
            onChange={(event) => change({ 'goal-count': event.currentTarget.value })}
          />
        </label>
      </div>
      {goal.length > 0 && <Answered of={answer}>{(found) => <Answers found={found} />}</Answered>}
    </section>
  );
}

type Goal = Readonly<Record<(typeof GOAL)[number], string>>;

const goalWords = ({ actor, measure, count }: Goal): readonly string[] => [
  ...(actor ? [`actor=${actor}`] : []),
  ...(measure ? [`measure=${measure}`] : []),
  ...(count && Number(count) >= 1 ? [`count>=${Math.floor(Number(count))}`] : []),
];

function Choice({
  name,
  chosen,
  options,
  nameOf: named,
}: {
  readonly name: 'actor' | 'measure';
  readonly chosen: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly nameOf: (id: string) => string;
}) {
  const isKnown = chosen === '' || options.some(({ id }) => id === chosen);
  const all = [...options, ...(isKnown ? [] : [{ id: chosen, name: named(chosen) }])];
  return (
    <label>
      {name === 'actor' ? texts.whatIf.goalActor : texts.whatIf.goalMeasure}{' '}
      <select value={chosen} onChange={(event) => change({ [`goal-${name}`]: event.currentTarget.value })}>
        <option value="">{texts.whatIf.any}</option>
        {all
          .sort((a, b) => a.name.localeCompare(b.name))
          .map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
      </select>
    </label>
  );
}

function Answers({ found: { answers, rest, beyond } }: { readonly found: WhatItTakes }) {
  if (answers.length === 0 && beyond.length === 0) return <p>{texts.whatIf.noAnswer}</p>;
  return (
    <>
      {answers.length === 0 && <p>{texts.whatIf.noAnswer}</p>}
      <ol class="answers" aria-label={texts.whatIf.answer}>
        {answers.map(({ settings, reach, entries }) => {
          const set = settings.map(({ trigger, value }) => `${trigger}=${value}`);
          return (
            <li key={set.join(' ')}>
              <p class="row">
                <strong>
                  {settings.length === 0
                    ? texts.whatIf.nothingMore
                    : settings.map(({ trigger, value }) => settingName(trigger, value)).join(' + ')}
                </strong>
                <span class="badge">{texts.whatIf.reaches[reach] ?? reach}</span>
                {set.length > 0 && (
                  <button type="button" onClick={() => change({ set })}>
                    {texts.whatIf.use}
                  </button>
                )}
              </p>
              {settings.map(
                ({ trigger, controller }) =>
                  controller && (
                    <p key={trigger} class="small soft">
                      {triggerTitle(trigger)}: {texts.whatIf.controller(controllerName(controller))}
                    </p>
                  ),
              )}
              <ul class="small">
                {entries.map((entry) => (
                  <li key={entry}>{entryName(entry)}</li>
                ))}
              </ul>
            </li>
          );
        })}
      </ol>
      {rest !== 'none' && (
        <p class="soft">{rest === 'more' ? texts.whatIf.more : texts.whatIf.notSearched}</p>
      )}
      {beyond.length > 0 && (
        <details>
          <summary>
            {texts.whatIf.beyond}: {texts.count.entries(beyond.length)}
          </summary>
          <ul class="small">
            {beyond.map(({ entry, why }) => (
              <li key={entry}>
                {entryName(entry)} <span class="soft">({texts.whatIf.why[why] ?? why})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const settingName = (trigger: string, value: 'yes' | 'no'): string =>
  value === 'yes' ? triggerTitle(trigger) : texts.triggers.not(triggerTitle(trigger));

/** `DEU-parliament`, `USA`, or a party's id. */
function controllerName(id: string): string {
  const [, state, part] = /^([A-Z]{3})(?:-(.+))?$/.exec(id) ?? [];
  if (state === undefined) return nameOf(id);
  const whose = nameOf(`state:${state}`);
  return part === undefined ? whose : texts.triggers.of(whose, part);
}
