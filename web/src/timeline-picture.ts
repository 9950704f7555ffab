import { dateText } from './format.ts';
import { colourOf, markAt, wordsAt } from './matrix-picture.ts';
import { entryName } from './names.ts';
import { STANDINGS, standingText } from './parts/standing-mark.tsx';
import type { Picture } from './picture.ts';
import type { Lanes } from './timeline-lanes.ts';

const NAMES = 330;
const WIDTH = 560;
const LANE = 24;
const TOP = 24;

/** The first lanes of the timeline, with the legend below. */
export function timelinePicture(
  { from, to, lanes }: Lanes,
  most: number,
  words: Pick<Picture, 'title' | 'source' | 'date'>,
): Picture {
  const shown = lanes.slice(0, most);
  const present = STANDINGS.filter((of) =>
    shown.some(({ marks }) => marks.some(({ standing }) => standing === of)),
  );
  const colours = new Map(present.map((of) => [of, colourOf(of)]));
  const bottom = TOP + shown.length * LANE;
  const parts = [
    wordsAt(NAMES, 12, dateText(from)),
    wordsAt(NAMES + WIDTH, 12, dateText(to), 'text-anchor="end"'),
    ...shown.flatMap(({ entry, marks }, row) => {
      const y = TOP + row * LANE;
      return [
        `<path d="M0 ${y}H${NAMES + WIDTH + 16}" stroke="#dcd8cf"/>`,
        wordsAt(0, y + 16, entryName(entry).slice(0, 54)),
        ...marks.map(({ at, standing }) =>
          markAt(NAMES + at * WIDTH - 8, y + 4, standing, colours.get(standing) ?? '#000000'),
        ),
      ];
    }),
    ...present.map((standing, i) => {
      const [x, y] = [(i % 4) * 220, bottom + 16 + Math.floor(i / 4) * 22];
      return (
        markAt(x, y, standing, colours.get(standing) ?? '#000000') +
        wordsAt(x + 24, y + 12, standingText(standing))
      );
    }),
  ];
  const height = bottom + 24 + Math.ceil(present.length / 4) * 22;
  return { ...words, width: NAMES + WIDTH + 20, height, body: parts.join('') };
}
