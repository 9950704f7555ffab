import type { GapLine, Stage } from './api-types.ts';
import { boundsText, isUntold, lineKey, reach, STAGES, shownStages } from './bounds.ts';
import { wordsAt } from './matrix-picture.ts';
import { measureName, nameOf } from './names.ts';
import { lightColour, type Picture } from './picture.ts';
import { texts } from './texts.ts';

const NAMES = 130;
const BAR = 300;
const ROW = 22;
const LINE = 18;
/** Lines of so many letters that none runs over the edge. */
const LEGEND = /.{1,95}(?: |$)/g;

/** As on the page. */
const COLOURS: Readonly<Record<Stage, string>> = {
  offered: '--f-offered',
  pledged: '--f-pledged',
  allocated: '--f-formal',
  'under-way': '--f-under-way',
  delivered: '--f-fulfilled',
};

export interface Whose {
  readonly whose: string;
  readonly lines: readonly GapLine[];
}

/** The bars as they are on the page; hatched is what may be. */
export function gapPicture(
  all: readonly Whose[],
  scales: ReadonlyMap<string, number>,
  words: Pick<Picture, 'title' | 'source' | 'date'>,
): Picture {
  const colours = new Map(STAGES.map((stage) => [stage, lightColour(COLOURS[stage])]));
  let y = 16;
  const parts = all.flatMap(({ whose, lines }) =>
    lines.flatMap((line) => {
      const { measure, unit, per, stages } = line;
      const scale = scales.get(lineKey(line)) ?? 1;
      const title = [whose && nameOf(whose), measureName(measure), texts.gap.unit(unit)]
        .filter(Boolean)
        .join(' · ');
      const head = wordsAt(0, y, title, 'font-weight="650"');
      y += 10;
      const bars = shownStages(line).map((stage) => {
        const figure = stages[stage];
        const colour = colours.get(stage) ?? '';
        const [low, far] = [(figure.low / scale) * BAR, (reach(figure) / scale) * BAR];
        const top = y;
        y += ROW;
        return [
          wordsAt(0, top + 13, texts.gap.stages[stage]),
          `<rect x="${NAMES}" y="${top + 2}" width="${Math.min(BAR, low)}" height="14" fill="${colour}"/>`,
          far > low
            ? `<rect x="${NAMES + low}" y="${top + 2}" width="${Math.min(BAR, far) - low}" height="14" fill="url(#maybe-${stage})" stroke="${colour}" ${figure.high === null ? 'stroke-dasharray="3 3"' : ''}/>`
            : '',
          wordsAt(
            NAMES + Math.min(BAR, far) + 8,
            top + 13,
            isUntold(figure) ? texts.gap.nothing : boundsText(figure, unit, per),
          ),
        ].join('');
      });
      y += 20;
      return [head, ...bars];
    }),
  );
  const hatches = [...colours].map(
    ([stage, colour]) =>
      `<pattern id="maybe-${stage}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5" stroke="${colour}" stroke-width="2"/></pattern>`,
  );
  const legend = (texts.gap.legend.match(LEGEND) ?? []).map((line, i) => wordsAt(0, y + i * LINE, line));
  return {
    ...words,
    width: NAMES + BAR + 230,
    height: y + 10 + (legend.length - 1) * LINE,
    body: [`<defs>${hatches.join('')}</defs>`, ...parts, ...legend].join(''),
  };
}
