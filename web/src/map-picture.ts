import type { Drawn } from './map-layout.ts';
import { colourOf, markAt, wordsAt } from './matrix-picture.ts';
import { STANDINGS, standingText } from './parts/standing-mark.tsx';
import { lightColour, type Picture } from './picture.ts';
import { texts } from './texts.ts';

/** The map as it is on the page, with its legend below. */
export function mapPicture(
  { width, height, shapes, spots }: Drawn,
  words: Pick<Picture, 'title' | 'source' | 'date'>,
): Picture {
  const present = STANDINGS.filter((of) => shapes.some(({ stand }) => stand?.standing === of));
  const colours = new Map(present.map((of) => [of, colourOf(of)]));
  const [land, sea, line] = [lightColour('--map-land'), lightColour('--map-sea'), lightColour('--map-line')];
  const countries = shapes.map(({ stand, path }) => {
    const fill = stand === null ? land : (colours.get(stand.standing) ?? land);
    return `<path d="${path}" fill="${fill}" stroke="${line}" stroke-width="0.5"/>`;
  });
  const marks = spots.map(
    ({ stand, at, x, y }) =>
      `<path d="M${at}L${x},${y}" stroke="#1b1e22" stroke-width="0.8"/><circle cx="${x}" cy="${y}" r="10" fill="#ffffff" stroke="#85898f"/>` +
      markAt(x - 8, y - 8, stand.standing, colours.get(stand.standing) ?? '#000000'),
  );
  const legend = present.map((standing, i) => {
    const [left, top] = [(i % 3) * 220, height + 14 + Math.floor(i / 3) * 22];
    return (
      markAt(left, top, standing, colours.get(standing) ?? '#000000') +
      wordsAt(left + 24, top + 12, standingText(standing))
    );
  });
  const below = height + 30 + Math.ceil(present.length / 3) * 22;
  return {
    ...words,
    width: Math.max(width, 660),
    height: below,
    body: [
      `<svg width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${sea}"/>`,
      ...countries,
      ...marks,
      '</svg>',
      ...legend,
      wordsAt(0, below - 4, texts.map.borders),
    ].join(''),
  };
}
