import type { Cell } from './api-types.ts';
import { measureName, nameOf } from './names.ts';
import { SHAPES, STANDINGS, standingText } from './parts/standing-mark.tsx';
import { escaped, lightColour, type Picture } from './picture.ts';
import { texts } from './texts.ts';

const NAMES = 190;
const TOP = 150;
const CELL = 26;
const MARK = 16;

/** The colour in which a mark stands on the page. */
const COLOURS = {
  undertaken: '--f-other',
  'other-stand': '--f-other',
  'put-off': '--warn',
  refused: '--bad',
  against: '--bad',
} as const;
export const colourOf = (standing: Cell['standing']): string =>
  lightColour(standing in COLOURS ? COLOURS[standing as keyof typeof COLOURS] : `--f-${standing}`);

export const markAt = (x: number, y: number, standing: Cell['standing'], colour: string): string =>
  `<g transform="translate(${x} ${y})">${SHAPES[standing].replaceAll('"C"', `"${colour}"`).replaceAll('"B"', '"#ffffff"')}</g>`;

export const wordsAt = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x}" y="${y}" font-size="12" fill="#1b1e22" ${more}>${escaped(words)}</text>`;

/** The matrix as it is ordered on the page, with its legend below. */
export function matrixPicture(
  actors: readonly string[],
  measures: readonly string[],
  cells: ReadonlyMap<string, Cell>,
  words: Pick<Picture, 'title' | 'source' | 'date'>,
): Picture {
  const present = STANDINGS.filter((of) => [...cells.values()].some(({ standing }) => standing === of));
  const colours = new Map(present.map((of) => [of, colourOf(of)]));
  const width = NAMES + measures.length * CELL + 60;
  const grid = actors.length * CELL;
  const parts = [
    ...measures.map((measure, i) => {
      const x = NAMES + i * CELL + CELL / 2 + 4;
      return wordsAt(x, TOP - 8, measureName(measure), `transform="rotate(-55 ${x} ${TOP - 8})"`);
    }),
    ...actors.flatMap((actor, row) => {
      const y = TOP + row * CELL;
      return [
        `<path d="M0 ${y}H${NAMES + measures.length * CELL}" stroke="#dcd8cf"/>`,
        wordsAt(0, y + 17, nameOf(actor).slice(0, 30)),
        ...measures.flatMap((measure, column) => {
          const cell = cells.get(`${actor} ${measure}`);
          if (cell === undefined) return [];
          const x = NAMES + column * CELL + 3;
          return [
            markAt(x, y + 5, cell.standing, colours.get(cell.standing) ?? '#000000'),
            ...(cell.conditional
              ? [wordsAt(x + MARK - 1, y + 11, 'if', 'font-style="italic"').replace('"12"', '"9"')]
              : []),
          ];
        }),
      ];
    }),
    ...present.map((standing, i) => {
      const [x, y] = [(i % 3) * 200, TOP + grid + 20 + Math.floor(i / 3) * 22];
      return (
        markAt(x, y, standing, colours.get(standing) ?? '#000000') +
        wordsAt(x + 24, y + 12, standingText(standing))
      );
    }),
  ];
  const legend = Math.ceil(present.length / 3) * 22 + 44;
  const note = wordsAt(0, TOP + grid + legend - 8, `if: ${texts.matrix.conditional}`);
  return { ...words, width: Math.max(width, 640), height: TOP + grid + legend, body: parts.join('') + note };
}
