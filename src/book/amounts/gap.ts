import { family } from '../../claims/measure.ts';
import { atOnce } from '../at-once.ts';
import type { BookClaim, Report } from '../record.ts';
import { type Amount, compare, type NotGiven } from './amount.ts';
import { type Amounts, amountsOf, type Withheld } from './amounts.ts';
import { type Conversion, type Converted, convertedAt } from './convert.ts';
import { figureAt, type ValueAt, valueAt } from './figure.ts';
import { finder, type GapFilter } from './finder.ts';
import { type Interval, NOTHING } from './interval.ts';
import { type Link, linksOf } from './links.ts';
import { reaches, STAGES, type Stage } from './stage.ts';
import { type LinkDecision, type Sum, sumsOf } from './sums.ts';

/** What has come as far as a stage, with everything that it rests on. */
export interface Figure extends Interval {
  /** Ids of the sums added, each counted once. */
  readonly sums: readonly string[];
  /** Ids of the claims that say so. */
  readonly claims: readonly string[];
  /** First and last ISO date on which it was said or done; null where no report is dated. */
  readonly from: string | null;
  readonly to: string | null;
  /** Only where rates are given and the unit is another currency. */
  readonly converted: Converted | null;
}

/** One kind of thing, counted in one unit. Amounts of different kinds or units are never added. */
export interface GapLine {
  /** Family of the measure: `funding`, `arms`. */
  readonly measure: string;
  /** ISO 4217 for money, else a singular noun. */
  readonly unit: string;
  readonly per: Amount['per'];
  /** At least that far: what has been delivered was also promised, so that the figures never grow from stage to stage. */
  readonly stages: Readonly<Record<Stage, Figure>>;
}

export interface Gap {
  readonly lines: readonly GapLine[];
  /** Every sum of the lines, by date, with each report that tells of it. */
  readonly sums: readonly Sum[];
  /** Between these and any sums: the certain ones, and those that a person should look at. */
  readonly links: readonly Link[];
  /** Amounts that the filter covers and nobody gives, with the reason. */
  readonly notGiven: readonly NotGiven[];
}

/**
 * What was promised, set aside and delivered. `claims` are those that count (after review), `reports` those that they stand
 * in; neither's order matters. Decided links count as certain or not at all.
 */
export function gapOf(
  claims: readonly BookClaim[],
  reports: readonly Report[],
  filter: GapFilter = {},
  decisions: readonly LinkDecision[] = [],
  conversion: Conversion | null = null,
): Gap {
  return gapFrom(amountsOf(claims, reports), filter, decisions, conversion);
}

/** The same of amounts that are known. */
export function gapFrom(
  found: Amounts,
  filter: GapFilter = {},
  decisions: readonly LinkDecision[] = [],
  conversion: Conversion | null = null,
): Gap {
  const { fitting, linksOf: linking } = atOnce(comparingOf(found, decisions));
  const sums = fitting(filter);
  const links = linking(sums);
  const value: ValueAt = (sum, stage) => shared(sum, filter, valueAt(sum, stage));
  return {
    lines: [...Map.groupBy(sums, lineOf)]
      .sort(([a], [b]) => compare(a, b))
      .flatMap(([, own]) => lineFrom(own, links, value, conversion)),
    sums,
    links,
    notGiven: withheldOf(found)(filter).map(({ givers: _, beneficiaries: __, measures: ___, ...one }) => one),
  };
}

interface Compared {
  readonly fitting: (filter: GapFilter) => readonly Sum[];
  /** Between these and any sums. */
  readonly linksOf: (sums: readonly Sum[]) => readonly Link[];
}

/**
 * Sums and their links, once for amounts that are asked again by what was decided. Of many, something else can be done between its
 * parts.
 */
export function* comparingOf(found: Amounts, decisions: readonly LinkDecision[]): Generator<void, Compared> {
  const by = JSON.stringify(decisions.map(({ amount, other, verdict }) => [amount, other, verdict]));
  const known = COMPARED.get(found);
  if (known?.by === by) return known;
  const all = sumsOf(found.amounts, decisions);
  yield;
  const links = linksOf(all, decisions);
  yield;
  const ends = links.flatMap(({ sum, other }, place) => [sum, other].map((id) => ({ id, place })));
  const placed = Map.groupBy(ends, ({ id }) => id);
  const compared = {
    by,
    fitting: finder(all, ({ amounts }) => amounts),
    linksOf: (sums: readonly Sum[]) =>
      [...new Set(sums.flatMap(({ id }) => placed.get(id)?.map(({ place }) => place) ?? []))]
        .sort((a, b) => a - b)
        .flatMap((place) => links[place] ?? []),
  };
  COMPARED.set(found, compared);
  return compared;
}
const COMPARED = new WeakMap<Amounts, Compared & { readonly by: string }>();

/** The amounts that nobody gives, by what they are asked for. */
function withheldOf(found: Amounts): (filter: GapFilter) => readonly Withheld[] {
  const known = WITHHELD.get(found) ?? finder(found.notGiven, (one) => [{ ...one, claims: [one.claim] }]);
  WITHHELD.set(found, known);
  return known;
}
const WITHHELD = new WeakMap<Amounts, (filter: GapFilter) => readonly Withheld[]>();

/** What several give together, or is for several, is not any one's: of that one's share only the upper bound is known. */
function shared(sum: Sum, { actors, beneficiaries }: GapFilter, value: Interval | null): Interval | null {
  const isOwn = (amount: Amount) =>
    (actors === undefined || amount.givers.every((id) => actors.includes(id))) &&
    (beneficiaries === undefined || amount.beneficiaries.every((id) => beneficiaries.includes(id)));
  return value === null || sum.amounts.some(isOwn) ? value : { ...value, low: 0 };
}

const kindOf = (sum: Sum): string => family(sum.amounts[0]?.measures[0] ?? 'other');
const lineOf = (sum: Sum): string => `${kindOf(sum)} ${sum.unit} ${sum.per}`;

function lineFrom(
  sums: readonly Sum[],
  links: readonly Link[],
  value: ValueAt,
  conversion: Conversion | null,
): readonly GapLine[] {
  const [one] = sums;
  if (one === undefined) return [];
  // From the last stage back: what has come as far as one has come as far as those before.
  let least: Interval = NOTHING;
  const figures = STAGES.toReversed().map((stage) => {
    const figure = atLeast(figureFrom(sums, links, stage, value, conversion), least);
    least = figure;
    return [stage, figure] as const;
  });
  const stages = Object.fromEntries(figures.toReversed()) as Record<Stage, Figure>;
  return [{ measure: kindOf(one), unit: one.unit, per: one.per, stages }];
}

const atLeast = (figure: Figure, least: Interval): Figure => ({
  ...figure,
  low: Math.max(figure.low, least.low),
  high: figure.high === null || least.high === null ? null : Math.max(figure.high, least.high),
});

function figureFrom(
  sums: readonly Sum[],
  links: readonly Link[],
  stage: Stage,
  value: ValueAt,
  conversion: Conversion | null,
): Figure {
  const figure = figureAt(sums, links, stage, value);
  const added = new Set(figure.sums);
  const told = sums
    .filter(({ id }) => added.has(id))
    .flatMap(({ amounts }) => amounts.filter((amount) => reaches(amount.stage, stage)));
  const dates = told.flatMap(({ on }) => on ?? []).sort(compare);
  return {
    ...figure,
    claims: [...new Set(told.flatMap(({ claims }) => claims))].sort(compare),
    from: dates[0] ?? null,
    to: dates.at(-1) ?? null,
    converted: conversion && convertedAt(sums, links, stage, value, conversion),
  };
}
