import '../styles/gap.css';
import { question, useAnswer } from '../api.ts';
import type { Gap, GapLine } from '../api-types.ts';
import { boundsText, lineKey, STAGES, scalesOf } from '../bounds.ts';
import { gapPicture, type Whose } from '../gap-picture.ts';
import { type Conversion, useGap, useGaps } from '../gaps.ts';
import { measureName, nameOf } from '../names.ts';
import { ConvertForm } from '../parts/convert-form.tsx';
import { GapBars } from '../parts/gap-bars.tsx';
import { GapQuestions, NotGiven, WithoutGiver } from '../parts/gap-questions.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PictureButtons } from '../parts/picture-buttons.tsx';
import { Answered, Loading } from '../parts/states.tsx';
import { pictureWords } from '../picture-words.ts';
import { change, type Params, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

/** So many givers are asked about until more are wanted. */
const FEW = 12;

export default function PromisedAndDelivered() {
  const { query } = usePlace();
  const conversion = conversionIn(query);
  const asked = {
    actor: query.getAll('actor'),
    beneficiary: query.getAll('target'),
    measure: query.getAll('measure'),
    state: query.getAll('state'),
  };
  const byActor = query.get('by') !== 'measure';
  const answer = useGap(question('/gap', { ...asked, tellings: '2' }), conversion);
  const givers = giversOf(answer.data, asked.actor);
  const shown = query.get('all') === 'yes' ? givers : givers.slice(0, FEW);
  const gaps = useGaps(
    byActor
      ? shown.map(
          (id) =>
            [id, question('/gap', { ...asked, actor: id, tellings: '2', 'rests-on': 'nothing' })] as const,
        )
      : [],
    conversion,
    answer.data,
  );
  const scales = scalesOf([
    ...(answer.data?.lines ?? []),
    ...[...gaps.values()].flatMap(({ lines }) => lines),
  ]);
  const drawn: readonly Whose[] = byActor
    ? shown.map((whose) => ({ whose, lines: gaps.get(whose)?.lines ?? [] }))
    : [{ whose: '', lines: answer.data?.lines ?? [] }];
  return (
    <>
      <PageHead title={texts.gap.title} about={texts.gap.about}>
        <label>
          <span class="soft">{texts.gap.by}</span>{' '}
          <select
            value={byActor ? 'actor' : 'measure'}
            onChange={(event) => change({ by: event.currentTarget.value, open: null })}
          >
            {(['actor', 'measure'] as const).map((one) => (
              <option key={one} value={one}>
                {texts.gap.bys[one]}
              </option>
            ))}
          </select>
        </label>
        <ConvertForm conversion={conversion} />
        <PictureButtons
          picture={() => gapPicture(drawn, scales, pictureWords(texts.gap.title))}
          name="promised-and-delivered"
          table={() => tableOf(drawn)}
        />
      </PageHead>
      <GapFilters query={query} />
      <Answered of={answer}>
        {(gap) => (
          <>
            {gap.lines.length === 0 ? (
              <Nothing title={texts.gap.none}>
                <p>{texts.gap.noneAbout}</p>
                {isChosen(query) && (
                  <p>
                    <a href={to('/gap')}>{texts.state.clear}</a>
                  </p>
                )}
              </Nothing>
            ) : byActor ? (
              <>
                <ByActor shown={shown} more={givers.length} gaps={gaps} scales={scales} asked={asked} />
                <WithoutGiver gap={gap} />
              </>
            ) : (
              <div class="gap-lines card">
                {gap.lines.map((line) => (
                  <GapBars
                    key={lineKey(line)}
                    whose=""
                    line={line}
                    asked={asked}
                    scale={scales.get(lineKey(line)) ?? 1}
                  />
                ))}
              </div>
            )}
            {gap.lines.length > 0 && <p class="soft small gap-legend">{texts.gap.legend}</p>}
            <GapQuestions gap={gap} />
            <NotGiven gap={gap} />
          </>
        )}
      </Answered>
    </>
  );
}

function ByActor({
  shown,
  more,
  gaps,
  scales,
  asked,
}: {
  readonly shown: readonly string[];
  readonly more: number;
  readonly gaps: ReadonlyMap<string, Gap>;
  readonly scales: ReadonlyMap<string, number>;
  readonly asked: Params;
}) {
  return (
    <>
      {shown.map((id) => {
        const gap = gaps.get(id);
        return (
          <section key={id} class="card giver" aria-labelledby={`giver ${id}`}>
            <h2 id={`giver ${id}`}>
              <a class="plain" href={to(`/actors/${encodeURIComponent(id)}`)}>
                {nameOf(id)}
              </a>
            </h2>
            {gap === undefined ? (
              <Loading />
            ) : (
              <div class="gap-lines">
                {gap.lines.map((line) => (
                  <GapBars
                    key={lineKey(line)}
                    whose={id}
                    line={line}
                    asked={{ ...asked, actor: id }}
                    scale={scales.get(lineKey(line)) ?? 1}
                  />
                ))}
              </div>
            )}
          </section>
        );
      })}
      {more > shown.length && (
        <button type="button" onClick={() => change({ all: 'yes' }, { replace: true })}>
          {texts.register.allOf(more)}
        </button>
      )}
    </>
  );
}

/** Who gives, for whom, what: what there is to choose from is what anything was told of. */
function GapFilters({ query }: { readonly query: URLSearchParams }) {
  const all = useAnswer<Gap>(question('/gap', { tellings: '2' }));
  if (all.data === null || all.data.sums.length === 0) return null;
  const { givers, beneficiaries, measures } = all.data.choices;
  const choices = [
    ['actor', givers, nameOf],
    ['target', beneficiaries, nameOf],
    ['measure', measures, measureName],
  ] as const;
  return (
    <div class="row gap-filters">
      {choices.map(([name, known, words]) => {
        const options = [...new Set([...known.map(({ id }) => id), ...query.getAll(name)])]
          .map((id) => ({ id, words: words(id) }))
          .sort((a, b) => a.words.localeCompare(b.words));
        return (
          <label key={name}>
            <span class="soft">{texts.gap.filters[name]}</span>{' '}
            <select
              value={query.get(name) ?? ''}
              onChange={(event) => change({ [name]: event.currentTarget.value || null, open: null })}
            >
              <option value="">{texts.whatIf.any}</option>
              {options.map(({ id, words: called }) => (
                <option key={id} value={id}>
                  {called}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      {isChosen(query) && <a href={to('/gap', { by: query.get('by') })}>{texts.state.clear}</a>}
    </div>
  );
}

const isChosen = (query: URLSearchParams): boolean =>
  ['actor', 'target', 'measure', 'state'].some((name) => query.has(name));

function conversionIn(query: URLSearchParams): Conversion | null {
  const [into, rates] = [query.get('in'), query.get('rates')];
  return into && rates ? { in: into, rates } : null;
}

/** Of whom most is told first; those who are asked for, where some are. */
const giversOf = (gap: Gap | null, asked: Params[string]): readonly string[] =>
  (gap?.choices.givers ?? [])
    .filter(({ id }) => !Array.isArray(asked) || asked.length === 0 || asked.includes(id))
    .toSorted((a, b) => b.sums - a.sums || nameOf(a.id).localeCompare(nameOf(b.id)))
    .map(({ id }) => id);

const tableOf = (drawn: readonly Whose[]): readonly (readonly string[])[] => [
  texts.gap.columns,
  ...drawn.flatMap(({ whose, lines }) => lines.flatMap((line) => rowsOf(whose, line))),
];

const rowsOf = (whose: string, { measure, unit, per, stages }: GapLine): readonly (readonly string[])[] =>
  STAGES.map((stage) => {
    const { low, high, about, from, to: until, claims, told, converted } = stages[stage];
    return [
      whose && nameOf(whose),
      whose,
      measure,
      unit,
      per ?? '',
      stage,
      String(low),
      high === null ? '' : String(high),
      about ? 'about' : '',
      from ?? '',
      until ?? '',
      converted ? boundsText(converted, converted.unit) : '',
      claims.join(' '),
      String(told),
    ];
  });
