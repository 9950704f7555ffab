import type { Converted, Figure, Gap, GapLine, Stage } from '../api-types.ts';
import { boundsText, difference, isUntold, lineKey, reach, STAGES, shownStages } from '../bounds.ts';
import { dateText } from '../format.ts';
import { measureName } from '../names.ts';
import { change, to } from '../router.ts';
import { texts } from '../texts.ts';
import { SumBlock } from './sum-block.tsx';

interface LineProps {
  /** Whose it is; all there is where it is nobody's. */
  readonly whose: string;
  readonly line: GapLine;
  readonly gap: Gap;
  readonly scale: number;
  /** The stage that is looked at: `state:DEU funding USD pledged`. */
  readonly open: string | null;
}

/** How far a kind of thing has come: a bar for each stage, each opening to what it rests on. */
export function GapBars({ whose, line, gap, scale, open }: LineProps) {
  const { measure, unit, per, stages } = line;
  const key = `${whose} ${lineKey(line)}`.trim();
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
      {opened && <RestsOn figure={stages[opened]} gap={gap} stage={opened} />}
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
  gap,
  stage,
}: {
  readonly figure: Figure;
  readonly gap: Gap;
  readonly stage: Stage;
}) {
  const sums = gap.sums.filter(({ id }) => figure.sums.includes(id));
  return (
    <div class="rests-on" data-quotes>
      <h4>{texts.gap.restsOn(texts.gap.stages[stage])}</h4>
      {sums.map((sum) => (
        <SumBlock key={sum.id} sum={sum} links={gap.links} sums={gap.sums} />
      ))}
    </div>
  );
}
