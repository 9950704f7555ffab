import stateNames from 'virtual:state-names';
import type { Facets, Measure, Party, ReportHead } from './api-types.ts';
import { texts } from './texts.ts';

/** Whom and what the answers so far have named, so that an id can be shown by its name wherever it stands. */
const parties = new Map<string, Party>();
const reports = new Map<string, ReportHead>();
const measures = new Map<string, string>();

/** Takes in the parties and reports that stand beside an answer, or in its story or stories. */
export function learn(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null) return;
  if ('parties' in answer && Array.isArray(answer.parties))
    for (const one of answer.parties) parties.set(one.id, one);
  if ('reports' in answer && Array.isArray(answer.reports))
    for (const one of answer.reports.filter(isHead)) reports.set(one.id, one);
  if ('report' in answer && isHead(answer.report)) reports.set(answer.report.id, answer.report);
  if ('story' in answer) learn(answer.story);
  if ('items' in answer && Array.isArray(answer.items)) for (const one of answer.items) learnReports(one);
  if ('facets' in answer && answer.facets) learnFacets(answer.facets as Facets);
  if ('names' in answer && typeof answer.names === 'object')
    for (const [id, name] of Object.entries(answer.names ?? {}))
      if (!parties.has(id)) aliases.set(id, String(name));
}
const aliases = new Map<string, string>();

/** An item of a page: a story has its reports within. */
function learnReports(item: unknown): void {
  if (typeof item === 'object' && item !== null && 'reports' in item) learn({ reports: item.reports });
}

/** Who can be chosen stands in no row yet. */
function learnFacets({ actor, beneficiary, source }: Facets): void {
  for (const { value, name } of [...actor, ...beneficiary, ...source])
    if (!parties.has(value) && name !== value) aliases.set(value, name);
}

const isHead = (value: unknown): value is ReportHead =>
  typeof value === 'object' && value !== null && 'id' in value && 'publisher' in value;

export const learnMeasures = (items: readonly Measure[]): void => {
  for (const { id, label } of items) measures.set(id, label);
};

export const partyOf = (id: string): Party | null => parties.get(id) ?? null;
export const reportOf = (id: string): ReportHead | null => reports.get(id) ?? null;

/** A state has its name before any answer gave it; another id that nobody has named says enough: `group of 26`, `two officials`. */
export const nameOf = (id: string): string =>
  parties.get(id)?.name ??
  aliases.get(id) ??
  stateNames[/^state:([A-Z]{3})$/.exec(id)?.[1] ?? ''] ??
  id
    .replace(/^size:(?=\d+$)/, 'a group of ')
    .replace(/^(?:state|[a-z-]+(?=:[a-z])):/, '')
    .replaceAll(/(?<!\d)-|-(?!\d)/g, ' ');

/** `force.land` as `Force: land`, `force.any` as `Force`. */
export function measureName(id: string): string {
  const [family = '', kind] = id.split('.');
  const words = (kind === undefined || kind === 'any' ? family : `${family}: ${kind}`).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What belongs to it, in the profile's words. */
export const measureAbout = (id: string): string | null => measures.get(id) ?? null;

/** `state:DEU/force.land/state:UKR`; `-` stands for nobody. */
export function entryParts(id: string): {
  readonly actor: string;
  readonly measure: string;
  readonly beneficiary: string | null;
} {
  const [actor = '', measure = '', last = '-'] = id.split('/').map((part) => part.replaceAll('%2F', '/'));
  return { actor, measure, beneficiary: last === '-' ? null : last };
}

/** `Germany · Force: land · for Ukraine` */
export function entryName(id: string): string {
  const { actor, measure, beneficiary } = entryParts(id);
  const parts = [nameOf(actor), measureName(measure)];
  return [...parts, ...(beneficiary === null ? [] : [texts.register.for(nameOf(beneficiary))])].join(' · ');
}
