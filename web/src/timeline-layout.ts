import type { Standing, Step, TimelineItem } from './api-types.ts';
import { entryParts } from './names.ts';
import { standingOf } from './standing.ts';

/** Each lane is one actor's or one measure's. */
export type LaneKind = 'actor' | 'measure';

/** What was told in a lane of one standing on one day: one mark, however many reports tell it. */
export interface Mark {
  readonly key: string;
  readonly lane: string;
  readonly when: string;
  readonly standing: Standing;
  readonly step: Step | null;
  readonly items: readonly TimelineItem[];
  /** Centre, in pixels from the lane's corner. */
  readonly x: number;
  readonly y: number;
}

/** From one word of an entry to the next one that changed it. */
export interface Change {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly step: Step;
}

export interface Lane {
  readonly id: string;
  readonly height: number;
  readonly marks: readonly Mark[];
  readonly changes: readonly Change[];
}

export interface Column {
  /** A day, or a month where there are many. */
  readonly when: string;
  readonly x: number;
  readonly width: number;
}

export interface Layout {
  readonly lanes: readonly Lane[];
  readonly columns: readonly Column[];
  readonly width: number;
}

/** A mark's place: as large as a finger or a shaking hand needs. */
export const SPOT = 24;
const LEVEL = 8;
const MANY_DAYS = 90;
const LEAST_GAP = 4;
/** A day's name. */
export const LABEL = 92;

/** The firmer the higher; what is refused or stood against lies lowest. */
const HEIGHT: Readonly<Record<Standing, number>> = {
  fulfilled: 7,
  'under-way': 6,
  formal: 5,
  pledged: 4,
  'agreed-in-principle': 3,
  undertaken: 3,
  offered: 2,
  considered: 1,
  'other-stand': 0,
  'put-off': 0,
  refused: -1,
  against: -1,
};

/** Days on which something was told, first to last; months where there are too many days to draw. */
export function daysIn(items: readonly TimelineItem[]): readonly string[] {
  const days = [...new Set(items.map(({ date }) => date.slice(0, 10)))].sort();
  return days.length > MANY_DAYS ? [...new Set(days.map((day) => day.slice(0, 7)))] : days;
}

const whenOf = ({ date }: TimelineItem, days: readonly string[]): string =>
  date.slice(0, days[0]?.length ?? 10);

const lanesOf = ({ entries }: TimelineItem, kind: LaneKind): readonly string[] => [
  ...new Set(entries.map(({ entry }) => entryParts(entry)[kind])),
];

/** Lanes of which most is told first. */
export function laneOrder(items: readonly TimelineItem[], kind: LaneKind): readonly string[] {
  const counts = new Map<string, number>();
  for (const item of items)
    for (const lane of lanesOf(item, kind)) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([lane]) => lane);
}

/** The most telling of several steps: a mark says one. */
const TELLING: readonly Step[] = ['taken-back', 'contradicted', 'weaker', 'fulfilled', 'firmer', 'differs'];
const mostTelling = (steps: readonly (Step | null)[]): Step | null =>
  TELLING.find((step) => steps.includes(step)) ?? null;

/**
 * Where everything lies. `days` and `lanes` may hold more than `items` tell of, so that the picture stands still while the day
 * that is looked at moves. Days stand apart as in the calendar as far as `room` (pixels) allows.
 */
export function layOut(
  items: readonly TimelineItem[],
  {
    kind,
    days,
    lanes,
    whole,
    room,
  }: {
    readonly kind: LaneKind;
    readonly days: readonly string[];
    readonly lanes: readonly string[];
    /** By these the columns are cut. */
    readonly whole: readonly TimelineItem[];
    readonly room: number;
  },
): Layout {
  const all = grouped(whole, kind, days);
  const columns = columnsOf(days, all, room);
  const at = new Map(columns.map((column) => [column.when, column]));
  const own = grouped(items, kind, days);
  return {
    columns,
    // The last day's name has room, too.
    width: columns.reduce((far, { x, width }) => Math.max(far, x + Math.max(width, LABEL)), 0) + LEAST_GAP,
    lanes: lanes.map((id) => {
      const heights = (all.get(id) ?? []).map(({ standing }) => HEIGHT[standing]);
      const top = Math.max(...heights, 0);
      const bottom = Math.min(...heights, top);
      const placed = [...Map.groupBy(own.get(id) ?? [], ({ when }) => when)].flatMap(([when, groups]) => {
        const column = at.get(when);
        return column === undefined ? [] : dodged(groups).map((one) => markAt(one, column, top));
      });
      return {
        id,
        height: (top - bottom) * LEVEL + SPOT + 6,
        marks: placed,
        changes: changesOf(placed, id, kind),
      };
    }),
  };
}

interface Group {
  readonly lane: string;
  readonly when: string;
  readonly standing: Standing;
  readonly items: readonly TimelineItem[];
}

function grouped(
  items: readonly TimelineItem[],
  kind: LaneKind,
  days: readonly string[],
): ReadonlyMap<string, readonly Group[]> {
  const told = items.flatMap((item) => lanesOf(item, kind).map((lane) => ({ lane, item })));
  const groups = [
    ...Map.groupBy(
      told,
      ({ lane, item }) => `${lane} ${whenOf(item, days)} ${standingOf(item.claim)}`,
    ).values(),
  ].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const { lane, item } = first;
    return [
      { lane, when: whenOf(item, days), standing: standingOf(item.claim), items: of.map((one) => one.item) },
    ];
  });
  return Map.groupBy(groups, ({ lane }) => lane);
}

/** Marks of one day that would touch stand beside each other. */
function dodged(groups: readonly Group[]): readonly { readonly group: Group; readonly place: number }[] {
  const taken: number[][] = [];
  return groups
    .toSorted((a, b) => HEIGHT[b.standing] - HEIGHT[a.standing])
    .map((group) => {
      const height = HEIGHT[group.standing];
      const free = taken.findIndex((heights) => heights.every((of) => Math.abs(of - height) * LEVEL >= SPOT));
      const place = free === -1 ? taken.length : free;
      taken[place] = [...(taken[place] ?? []), height];
      return { group, place };
    });
}

function markAt({ group, place }: ReturnType<typeof dodged>[number], column: Column, top: number): Mark {
  const entries = group.items.flatMap((item) => item.entries.map(({ step }) => step));
  return {
    key: `${group.lane} ${group.when} ${group.standing}`,
    ...group,
    step: mostTelling(entries),
    x: column.x + place * SPOT + SPOT / 2,
    y: (top - HEIGHT[group.standing]) * LEVEL + SPOT / 2 + 3,
  };
}

function columnsOf(
  days: readonly string[],
  groups: ReadonlyMap<string, readonly Group[]>,
  room: number,
): readonly Column[] {
  const widths = new Map<string, number>();
  for (const lane of groups.values())
    for (const [when, of] of Map.groupBy(lane, (group) => group.when))
      widths.set(when, Math.max(widths.get(when) ?? 0, ...dodged(of).map(({ place }) => (place + 1) * SPOT)));
  // Where all days' names have room, each has its own.
  const least = days.length * (LABEL + LEAST_GAP) <= room ? LABEL : SPOT;
  const wide = (when: string): number => Math.max(widths.get(when) ?? SPOT, least);
  const needed = days.reduce((sum, when) => sum + wide(when) + LEAST_GAP, 0);
  const span = Math.max(1, dayNumber(days.at(-1)) - dayNumber(days[0]));
  const aDay = Math.max(0, room - needed - LABEL) / span;
  let x = LEAST_GAP;
  let last = days[0];
  return days.map((when) => {
    x += (dayNumber(when) - dayNumber(last)) * aDay;
    last = when;
    const column = { when, x, width: wide(when) };
    x += column.width + LEAST_GAP;
    return column;
  });
}

const dayNumber = (when: string | undefined): number =>
  Date.parse((when ?? '1970-01').padEnd(10, '-01')) / 86_400_000;

/** Each entry's way from word to word, where the word changed something. */
function changesOf(marks: readonly Mark[], lane: string, kind: LaneKind): readonly Change[] {
  const words = marks
    .flatMap((mark) =>
      mark.items.flatMap(({ date, entries }) =>
        entries
          .filter(({ entry }) => entryParts(entry)[kind] === lane)
          .map(({ entry, step }) => ({ mark, date, entry, step })),
      ),
    )
    .filter(({ mark }) => mark.standing !== 'other-stand' && mark.standing !== 'against')
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const seen = new Set<string>();
  return [...Map.groupBy(words, ({ entry }) => entry).values()].flatMap((of) =>
    of.slice(1).flatMap(({ mark, step }, i) => {
      const before = of[i]?.mark;
      if (before === undefined || before.key === mark.key || step === null) return [];
      const pair = `${before.key} ${mark.key}`;
      if (seen.has(pair)) return [];
      seen.add(pair);
      return [{ from: [before.x, before.y] as const, to: [mark.x, mark.y] as const, step }];
    }),
  );
}
