import type { Gap } from './api-types.ts';
import { boundsText } from './compared-words.ts';
import { wordsAt } from './matrix-picture.ts';
import { STAGES } from './parts/gap-bars.tsx';
import { lightColour, type Picture } from './picture.ts';
import { texts } from './texts.ts';

const NAMES = 110;
const WIDTH = 420;
const ROW = 34;

export function gapPicture(
  { stages, unit }: Gap['lines'][number],
  most: number,
  words: Pick<Picture, 'title' | 'source' | 'date'>,
): Picture {
  const [solid, pale] = [lightColour('--f-pledged'), lightColour('--f-considered')];
  const rows = STAGES.flatMap((stage) => {
    const figure = stages[stage];
    return figure === undefined ? [] : [{ stage, figure }];
  });
  const body = rows.map(({ stage, figure }, i) => {
    const y = i * ROW;
    const bar = (n: number, colour: string, more = ''): string =>
      `<rect x="${NAMES}" y="${y + 4}" width="${Math.max(1, (n / most) * WIDTH)}" height="20" fill="${colour}" ${more}/>`;
    const end = NAMES + ((figure.high ?? figure.low) / most) * WIDTH + 8;
    return [
      wordsAt(0, y + 19, texts.gap.stages[stage]),
      bar(figure.high ?? figure.low, pale, 'opacity="0.45"'),
      bar(figure.low, solid),
      wordsAt(end, y + 19, boundsText({ ...figure, unit })),
    ].join('');
  });
  return { ...words, width: NAMES + WIDTH + 190, height: rows.length * ROW + 8, body: body.join('') };
}
