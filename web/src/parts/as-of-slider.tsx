import { dateText } from '../format.ts';
import { change } from '../router.ts';
import { texts } from '../texts.ts';

/** Moves the day as of which every page is, from day to day on which something was told. */
export function AsOfSlider({
  days,
  asOf,
}: {
  readonly days: readonly string[];
  readonly asOf: string | null;
}) {
  const last = days.length - 1;
  if (last < 1) return null;
  const found = asOf === null ? last : days.findLastIndex((day) => day <= asOf);
  const at = Math.max(0, found);
  const words = asOf === null ? texts.timeline.all : dateText(days[at] ?? asOf);
  const moveTo = (i: number): void =>
    change({ 'as-of': i >= last ? null : (days[i] ?? null) }, { replace: true });
  return (
    <label class="as-of-slider">
      <span>{texts.timeline.asOf}</span>
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-valuetext={words}
        onInput={(event) => moveTo(Number(event.currentTarget.value))}
      />
      <output>{words}</output>
    </label>
  );
}
