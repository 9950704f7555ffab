import type { Standing, Step } from './api-types.ts';
import { dateText } from './format.ts';
import { colourOf, markAt, wordsAt } from './matrix-picture.ts';
import { STANDINGS, standingText } from './parts/standing-mark.tsx';
import { labelledDays, laneName } from './parts/timeline-chart.tsx';
import { lightColour, type Picture } from './picture.ts';
import { texts } from './texts.ts';
import type { LaneKind, Layout } from './timeline-layout.ts';

const NAMES = 190;
const TOP = 26;

const colourOfStep = (step: Step): string =>
  lightColour(
    step === 'firmer' || step === 'fulfilled'
      ? '--good'
      : step === 'same' || step === 'differs'
        ? '--edge'
        : '--bad',
  );

/** The timeline as it is on the page, with its legend below. */
export function timelinePicture(
  layout: Layout,
  kind: LaneKind,
  words: Pick<Picture, 'title' | 'source' | 'date'>,
): Picture {
  const marks = layout.lanes.flatMap((lane) => lane.marks);
  const present = STANDINGS.filter((of) => marks.some(({ standing }) => standing === of));
  const colours = new Map<Standing, string>(present.map((of) => [of, colourOf(of)]));
  let y = TOP;
  const lanes = layout.lanes.map((lane) => {
    const top = y;
    y += lane.height;
    return [
      `<path d="M0 ${top}H${NAMES + layout.width}" stroke="#dcd8cf"/>`,
      wordsAt(0, top + 19, laneName(kind, lane.id).slice(0, 30)),
      `<g transform="translate(${NAMES} ${top})">`,
      ...lane.changes.map(
        ({ from, to, step }) =>
          `<path d="M${from}L${to}" fill="none" stroke="${colourOfStep(step)}" stroke-width="1.5"/>`,
      ),
      ...lane.marks.map(
        (mark) =>
          `<circle cx="${mark.x}" cy="${mark.y}" r="9" fill="#ffffff"/>` +
          markAt(mark.x - 8, mark.y - 8, mark.standing, colours.get(mark.standing) ?? '#000000') +
          (mark.items.length > 1
            ? wordsAt(mark.x + 7, mark.y + 11, String(mark.items.length)).replace('"12"', '"9"')
            : ''),
      ),
      '</g>',
    ].join('');
  });
  const days = labelledDays(layout).map(({ when, x }) => wordsAt(NAMES + x, 14, dateText(when)));
  const legend = present.map((standing, i) => {
    const [left, top] = [(i % 3) * 220, y + 16 + Math.floor(i / 3) * 22];
    return (
      markAt(left, top, standing, colours.get(standing) ?? '#000000') +
      wordsAt(left + 24, top + 12, standingText(standing))
    );
  });
  const height = y + 26 + Math.ceil(present.length / 3) * 22;
  return {
    ...words,
    width: Math.max(NAMES + layout.width, 660),
    height: height + 16,
    body: [...days, ...lanes, ...legend, wordsAt(0, height + 6, texts.timeline.higher)].join(''),
  };
}
