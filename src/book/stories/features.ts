import type { When } from '../../document/layers.ts';
import { UNKNOWN } from '../../document/metadata.ts';
import { findDates } from '../../language/dates.ts';
import { findParagraphs } from '../../language/paragraphs.ts';
import { findQuantities } from '../../language/quantities.ts';
import type { ReadReport } from '../record.ts';
import { namesIn } from './names.ts';

/** What a feature says of a report; the first part of its key. */
export type FeatureKind = 'name' | 'amount' | 'meeting' | 'party' | 'measure' | 'day';

/** What tells a report's event, each a key under which the report's story can be looked up: `name:grauhof`, `amount:EUR:612000000`. */
export interface ReportFeatures {
  readonly report: string;
  /** ISO day of publication; null where it is not known. */
  readonly day: string | null;
  /** Each once. */
  readonly keys: readonly string[];
}

/** Parties that are named by a common noun (`group:participants`, `unknown:draft`) tell nothing across reports. */
const NAMED = /^(?:state|body|org|coalition|party|armed-group|company):/;

/** `200 million` stands in many reports, `612 million` in those of one event; below 30 all do. */
const isTelling = (value: number): boolean => value >= 30 && !/^\d0*$/.test(String(value));

/** Measures that every report of diplomacy has. */
const COMMON_MEASURES: ReadonlySet<string> = new Set(['negotiations', 'other']);

export function featuresOf({ report, parties, claims }: ReadReport): ReportFeatures {
  const keys = new Set<string>();
  const add = (kind: FeatureKind, value: string) => keys.add(`${kind}:${value}`);
  for (const name of namesIn(report)) add('name', name);
  for (const { id } of parties) if (NAMED.test(id)) add('party', id);
  const document = {
    ...report,
    metadata: { ...UNKNOWN, published: report.published },
    paragraphs: findParagraphs(report.text),
  };
  for (const when of findDates(document)) {
    const day = dayOf(when);
    if (day !== null) add('day', day);
  }
  for (const { unit, value } of findQuantities(document)) {
    const isPrecise = value !== null && isTelling(value) && !/^(?:percent|degree|year)$/.test(unit);
    if (isPrecise) add('amount', `${unit}:${value}`);
  }
  for (const claim of claims) {
    for (const measure of claim.measures) if (!COMMON_MEASURES.has(measure)) add('measure', measure);
    const day = claim.when && dayOf(claim.when);
    if (day !== null && (claim.act === 'meet' || claim.act === 'agree'))
      for (const { name } of claim.where) add('meeting', `${day}:${name.toLowerCase().replace(/^the /, '')}`);
  }
  return { report: report.id, day: report.published?.slice(0, 10) ?? null, keys: [...keys] };
}

const dayOf = ({ from, to, granularity }: When): string | null =>
  granularity === 'day' && from === to ? from : null;
