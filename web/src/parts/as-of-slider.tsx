import { dateText } from '../format.ts';
import { change, usePlace } from '../router.ts';
import { book } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

const DAY = 86_400_000;
const dayOf = (iso: string): number => Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY);
const isoOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Through the days on which something was published; at its end stands now. */
export function AsOfSlider() {
  const about = useShared(book);
  const { query } = usePlace();
  const { from, to } = about?.published ?? {};
  if (!from || !to) return null;
  const [first, last] = [dayOf(from), dayOf(to)];
  const asOf = query.get('as-of');
  const now = asOf && /^\d{4}-\d\d-\d\d/.test(asOf) ? Math.min(dayOf(asOf), last) : last;
  return (
    <label class="slider">
      <span>
        {texts.top.asOf} <strong>{asOf ? dateText(asOf) : texts.timeline.now}</strong>
      </span>
      <input
        type="range"
        min={first}
        max={last}
        value={now}
        aria-valuetext={dateText(isoOf(now))}
        onInput={(event) => {
          const day = Number(event.currentTarget.value);
          change({ 'as-of': day >= last ? null : isoOf(day) }, { replace: true });
        }}
      />
      <span class="ends soft small">
        <span>{dateText(from)}</span>
        <span>{dateText(to)}</span>
      </span>
    </label>
  );
}
