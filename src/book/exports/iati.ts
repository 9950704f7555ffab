import countries from 'i18n-iso-countries';
import type { ActorKind } from '../../document/vocabulary.ts';
import { reaches, type Stage } from '../amounts/stage.ts';
import type { Sum } from '../amounts/sums.ts';
import type { Party } from '../record.ts';
import { compare } from '../scene.ts';
import { xmlText } from './xml.ts';

/** Who publishes the file, as IATI wants it said. */
export interface Reporting {
  /** Identifier of the organisation, with which those of the activities begin. */
  readonly ref: string;
  readonly name: string;
}

/** What is said of an amount beside it: its sentence, report and marking. */
export interface Told {
  readonly words: string;
  readonly publisher: string | null;
  readonly url: string | null;
  readonly marking: string | null;
}

type PartyOf = (id: string) => Party | undefined;

export const isMoney = ({ unit }: { readonly unit: string }): boolean => /^[A-Z]{3}$/.test(unit);

/**
 * A sum of money as an IATI 2.03 activity: a transaction for each stage that it has reached, by the first amount that tells of
 * it. Incoming where nobody says who gives. Null of a rate (so much a year), which is no sum, and of what has no date at all.
 */
export function activityOf(
  sum: Sum,
  told: ReadonlyMap<string, Told>,
  party: PartyOf,
  reporting: Reporting,
): string | null {
  if (sum.per !== null) return null;
  const steps = transactionsOf(sum);
  const [begin] = steps;
  if (begin === undefined) return null;
  const { givers, beneficiaries } = whoOf(sum);
  const name = (id: string) => party(id)?.name ?? id;
  const money = `${sum.unit} ${decimal(figureOf(sum))}`;
  const title = `${givers.map(name).join(', ') || 'Somebody'}: ${money}${beneficiaries.length > 0 ? ` for ${beneficiaries.map(name).join(', ')}` : ''}`;
  const measures = [...new Set(sum.amounts.flatMap((amount) => amount.measures))].sort(compare);
  return [
    `<iati-activity default-currency="${sum.unit}">`,
    `<iati-identifier>${xmlText(`${reporting.ref}-${sum.id}`)}</iati-identifier>`,
    `<reporting-org ref="${xmlText(reporting.ref)}" type="90" secondary-reporter="1">${narrative(reporting.name)}</reporting-org>`,
    `<title>${narrative(title)}</title>`,
    `<description type="1">${narrative(`Told by ${sum.amounts.length} passages of reports. Measures: ${measures.join(', ') || 'none'}.`)}</description>`,
    // An organisation has to take part: who gives funds it, for whom it is receives it.
    ...(givers.length + beneficiaries.length === 0
      ? [`<participating-org role="1" type="90">${narrative('not said')}</participating-org>`]
      : []),
    ...givers.map(
      (id) => `<participating-org role="1"${orgType(party(id))}>${narrative(name(id))}</participating-org>`,
    ),
    ...beneficiaries.map(
      (id) => `<participating-org role="4"${orgType(party(id))}>${narrative(name(id))}</participating-org>`,
    ),
    `<activity-status code="${STATUS[sum.stage]}"/>`,
    `<activity-date type="${reaches(sum.stage, 'under-way') ? 2 : 1}" iso-date="${begin.on}"/>`,
    ...countriesOf(beneficiaries, party),
    ...steps.map((step) => transaction(step, sum, { givers, beneficiaries }, told.get(step.id), name, party)),
    '</iati-activity>\n',
  ].join('\n');
}

/** 1 pipeline, 2 implementation, 4 closed. */
const STATUS: Readonly<Record<Stage, number>> = {
  offered: 1,
  pledged: 1,
  allocated: 2,
  'under-way': 2,
  delivered: 4,
};

/** Transaction types: an outgoing pledge, commitment, disbursement; incoming of those of whom nobody says who gives. */
const TYPES: Readonly<Record<Stage, readonly [outgoing: number, incoming: number]>> = {
  offered: [12, 13],
  pledged: [12, 13],
  allocated: [2, 11],
  'under-way': [2, 11],
  delivered: [3, 1],
};

type Step = Sum['amounts'][number] & { readonly on: string };

/** Of each type of transaction the first amount that tells of it. */
function transactionsOf({ amounts }: Sum): readonly Step[] {
  const dated = amounts.flatMap((amount): Step[] => {
    const { on } = amount;
    return on !== null && /^\d{4}-\d{2}-\d{2}$/.test(on) ? [{ ...amount, on }] : [];
  });
  const types = new Map<number, Step>();
  for (const amount of dated) {
    const [type] = TYPES[amount.stage];
    if (!types.has(type)) types.set(type, amount);
  }
  return [...types.values()].toSorted((a, b) => compare(a.on, b.on));
}

interface Who {
  readonly givers: readonly string[];
  readonly beneficiaries: readonly string[];
}

const whoOf = ({ amounts }: Sum): Who => ({
  givers: [...new Set(amounts.flatMap((amount) => amount.givers))],
  beneficiaries: [...new Set(amounts.flatMap((amount) => amount.beneficiaries))],
});

function transaction(
  step: Step,
  { unit }: Sum,
  { givers, beneficiaries }: Who,
  told: Told | undefined,
  name: (id: string) => string,
  party: PartyOf,
): string {
  const [outgoing, incoming] = TYPES[step.stage];
  const bounds =
    step.low === step.high
      ? ''
      : ` Bounds: ${decimal(step.low)} to ${step.high === null ? 'open' : decimal(step.high)}.`;
  const said = told
    ? `${told.words} (${[told.publisher ?? 'unknown publisher', ...(told.url ? [told.url] : [])].join(', ')})${told.marking ? ` Marking: ${told.marking}.` : ''}`
    : '';
  const org = (element: string, ids: readonly string[]): string => {
    const [only] = ids;
    if (only === undefined) return '';
    const type = ids.length === 1 ? orgType(party(only)) : '';
    return `<${element}${type}>${narrative(ids.map(name).join(', '))}</${element}>`;
  };
  return [
    `<transaction ref="${xmlText(step.id)}">`,
    `<transaction-type code="${givers.length > 0 ? outgoing : incoming}"/>`,
    `<transaction-date iso-date="${step.on}"/>`,
    `<value currency="${unit}" value-date="${step.on}">${decimal(figureOf(step))}</value>`,
    `<description>${narrative(`${step.stage}.${step.about ? ' About.' : ''}${bounds} ${said}`.trim())}</description>`,
    org('provider-org', givers),
    org('receiver-org', beneficiaries),
    '</transaction>',
  ]
    .filter((line) => line !== '')
    .join('');
}

/** One figure: the lower bound, which is the least that it comes to; of `up to` the upper one. */
const figureOf = ({ low, high }: { readonly low: number; readonly high: number | null }): number =>
  low > 0 ? low : (high ?? 0);

/** Without exponent or grouping. */
const decimal = (value: number): string =>
  value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 2 });

const narrative = (text: string): string => `<narrative>${xmlText(text)}</narrative>`;

/** Of the code list OrganisationType: government, multilateral, private sector. */
const ORGANISATION: Partial<Readonly<Record<ActorKind, number>>> = {
  state: 10,
  body: 10,
  organisation: 40,
  coalition: 40,
  company: 70,
};

/** Nothing where it is none of these. */
function orgType(party: Party | undefined): string {
  const code = party && ORGANISATION[party.kind];
  return code === undefined ? '' : ` type="${code}"`;
}

/** Shares are not known, so that only a sum for one country says it. */
function countriesOf(ids: readonly string[], party: PartyOf): readonly string[] {
  const states = [...new Set(ids.flatMap((id) => party(id)?.state ?? []))];
  const code = states.length === 1 ? countries.alpha3ToAlpha2(states[0] ?? '') : undefined;
  return code ? [`<recipient-country code="${code}"/>`] : [];
}
