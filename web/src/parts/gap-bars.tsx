import { question, useAnswer } from '../api.ts';
import type { Converted, Figure, Gap, GapLine, Stage } from '../api-types.ts';
import { boundsText, difference, isUntold, lineKey, reach, STAGES, shownStages } from '../bounds.ts';
import { dateText } from '../format.ts';
import { measureName } from '../names.ts';
import { change, type Params, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';
import { Answered } from './states.tsx';
import { SumBlock } from './sum-block.tsx';

interface LineProps {
  /** Whose it is; all there is where it is nobody's. */
  readonly whose: string;
  readonly line: GapLine;
  /** What it is an answer to. */
  readonly asked: Params;
  readonly scale: number;
}

/** Tellings of a sum that are shown. */
const MANY = '10';

/** How far a kind of thing has come: a bar for each stage, each opening to what it rests on. */
export function GapBars({ whose, line, asked, scale }: LineProps) {
  const { query } = usePlace();
  const { measure, unit, per, stages } = line;
  const key = `${whose} ${lineKey(line)}`.trim();
  // The stage that is looked at: `state:DEU funding USD pledged`.
  const open = query.get('open');
  const opened = shownStages(line).find((stage) => open === `${key} ${stage}`);
  return (
    <section class="gap-line">
      <h3>
        <a class="plain" href={to(`/measures/${encodeURIComponent(measure)}`)}>
          {measureName(measure)}
        </a>{' '}
        <span class="soft">
          · {texts.gap.unit(unit)} {per && texts.gap.per[per]}
        </span>
      </h3>
      <ul class="bars">
        {shownStages(line).map((stage) => (
          <Bar
            key={stage}
            stage={stage}
            figure={stages[stage]}
            line={line}
            scale={scale}
            isOpen={stage === opened}
            onOpen={() => change({ open: stage === opened ? null : `${key} ${stage}` }, { replace: true })}
          />
        ))}
      </ul>
      {!isUntold(stages.pledged) && (
        <p class="small soft">
          {texts.gap.notDelivered(boundsText(difference(stages.pledged, stages.delivered), unit, per))}
        </p>
      )}
      <Rates line={line} />
      {opened && <RestsOn key={opened} figure={stages[opened]} line={line} asked={asked} stage={opened} />}
    </section>
  );
}

function Bar({
  stage,
  figure,
  line: { unit, per },
  scale,
  isOpen,
  onOpen,
}: {
  readonly stage: Stage;
  readonly figure: Figure;
  readonly line: GapLine;
  readonly scale: number;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}) {
  const words = boundsText(figure, unit, per);
  const share = (n: number): string => `${Math.min(100, (n / scale) * 100)}%`;
  const nothing = isUntold(figure);
  const more = reach(figure) - figure.low;
  return (
    <li class={`bar bar-${stage}`}>
      <button type="button" class="plain-button" aria-expanded={isOpen} disabled={nothing} onClick={onOpen}>
        <span class="bar-stage">{texts.gap.stages[stage]}</span>{' '}
        <span class="bar-track" aria-hidden="true">
          <span class="bar-sure" style={{ width: share(figure.low) }} />
          {more > 0 && (
            <span
              class={`bar-maybe ${figure.high === null ? 'bar-open' : ''}`}
              style={{ width: share(more) }}
            />
          )}
        </span>
        <span class="bar-amount">
          {nothing ? <span class="soft">{texts.gap.nothing}</span> : words}
          {!nothing && figure.converted && <ConvertedText of={figure.converted} />}
          {!nothing && ' '}
          {!nothing && figure.from && (
            <span class="soft small">
              {dateText(figure.from)}
              {figure.to !== figure.from && ` – ${dateText(figure.to)}`}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

const ConvertedText = ({ of }: { readonly of: Converted }) => (
  <span class="converted"> = {of.rates.length === 0 ? texts.gap.noRateAtAll : boundsText(of, of.unit)}</span>
);

/** Every rate that the converted figures rest on: no conversion in silence. */
function Rates({ line: { stages } }: { readonly line: GapLine }) {
  const all = STAGES.flatMap((stage) => stages[stage].converted ?? []);
  const rates = new Set(
    all.flatMap((of) => of.rates).map(({ rate }) => texts.gap.rate({ ...rate, date: dateText(rate.date) })),
  );
  const missing = new Set(all.flatMap((of) => of.missing));
  if (all.length === 0) return null;
  return (
    <ul class="small soft">
      {[...rates].map((rate) => (
        <li key={rate}>{rate}</li>
      ))}
      {missing.size > 0 && <li class="warned">{texts.gap.noRate(missing.size)}</li>}
    </ul>
  );
}

function RestsOn({
  figure,
  line,
  asked,
  stage,
}: {
  readonly figure: Figure;
  readonly line: GapLine;
  readonly asked: Params;
  readonly stage: Stage;
}) {
  const answer = useAnswer<Gap>(
    question('/gap', { ...asked, tellings: MANY, 'rests-on': `${lineKey(line)} ${stage}` }),
  );
  return (
    <div class="rests-on" data-quotes>
      <h4>{texts.gap.restsOn(texts.gap.stages[stage])}</h4>
      <Answered of={answer}>
        {({ sums, links }) =>
          sums
            .filter(({ id }) => figure.sums.includes(id))
            .map((sum) => <SumBlock key={sum.id} sum={sum} links={links} sums={sums} />)
        }
      </Answered>
    </div>
  );
}
