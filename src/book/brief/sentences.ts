import type { Act, Firmness } from '../../document/vocabulary.ts';
import { slice } from '../../text/span.ts';
import { type Entry, entryKeysOf } from '../entries.ts';
import type { BookClaim, BookCondition, Party, Report } from '../record.ts';

/** What sentences are made with. */
export interface Leads {
  readonly reports: ReadonlyMap<string, Report>;
  readonly parties: ReadonlyMap<string, Party>;
}

/** Told in the past, which is alike for `Germany` and `26 countries`: `pledged`, and after `did not`: `pledge`. */
const BY_FIRMNESS: Readonly<Record<Firmness, readonly [past: string, bare: string]>> = {
  considered: ['considered', 'consider'],
  offered: ['offered', 'offer'],
  'agreed-in-principle': ['agreed in principle', 'agree in principle'],
  pledged: ['pledged', 'pledge'],
  formal: ['formally undertook', 'formally undertake'],
  'under-way': ['set about', 'set about'],
  fulfilled: ['carried out', 'carry out'],
};
const BY_ACT: Readonly<Record<Act, readonly [past: string, bare: string]>> = {
  commit: ['undertook', 'undertake'],
  agree: ['agreed', 'agree'],
  perform: ['carried out', 'carry out'],
  refuse: ['refused', 'refuse'],
  defer: ['left open', 'leave open'],
  endorse: ['supported', 'support'],
  reject: ['rejected', 'reject'],
  demand: ['demanded', 'demand'],
  propose: ['proposed', 'propose'],
  position: ['took a position', 'take a position'],
  threaten: ['threatened', 'threaten'],
  expect: ['expected', 'expect'],
  meet: ['met', 'meet'],
};

/** `pledged`, `did not support`. A firm refusal is a refusal. */
export function verb({ act, firmness, negated }: Pick<BookClaim, 'act' | 'firmness' | 'negated'>): string {
  const [past, bare] = firmness !== null && act !== 'refuse' ? BY_FIRMNESS[firmness] : BY_ACT[act];
  return negated ? `did not ${bare}` : past;
}

/** `France and Germany`, `France, Germany and Italy`, `France, Germany, Italy and 7 others` */
export function namesOf(ids: readonly string[], { parties }: Leads, most = 6): string {
  const names = [...new Set(ids)].map((id) => parties.get(id)?.name ?? id);
  const shown =
    names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} others`] : names;
  const last = shown.at(-1) ?? 'Somebody who is not named';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${last}` : last;
}

/** `force.land and force.sea for Ukraine` */
export function matter(entries: readonly Pick<Entry, 'measure' | 'beneficiary'>[], leads: Leads): string {
  const measures = [...new Set(entries.map(({ measure }) => measure))];
  const beneficiaries = entries.flatMap(({ beneficiary }) => beneficiary ?? []);
  const on = measures.length > 1 ? `${measures.slice(0, -1).join(', ')} and ${measures.at(-1)}` : measures[0];
  return `${on ?? 'other'}${beneficiaries.length > 0 ? ` for ${namesOf(beneficiaries, leads)}` : ''}`;
}

/** The claim's own words of what is undertaken, or its sentence; cut where they are long. */
export function wordsOf({ what, evidence, report }: BookClaim, { reports }: Leads, most = 140): string {
  const text = reports.get(report)?.text ?? '';
  return shortened(slice(text, what ?? evidence), most);
}

export function shortened(words: string, most: number): string {
  const line = words.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  return `${line.slice(0, line.lastIndexOf(' ', most) + 1 || most).trimEnd()} …`.toWellFormed();
}

/** `, only after ceasefire or peace-agreement; pending “the approval of parliament”` */
export function conditionsOf({ conditions, report }: BookClaim, { reports }: Leads): string {
  const text = reports.get(report)?.text ?? '';
  const said = conditions.map(({ kind, trigger, ...at }) => {
    const words = trigger === null ? `“${shortened(slice(text, at), 80)}”` : triggerWords(trigger);
    return `${kind.replace('-', ' ')} ${words}`;
  });
  return said.length === 0 ? '' : `, ${[...new Set(said)].join('; ')}`;
}

export const triggerWords = (trigger: NonNullable<BookCondition['trigger']>): string =>
  'any' in trigger ? trigger.any.join(' or ') : trigger.all.join(' and ');

/** `Germany pledged (offered before) on force.land for Ukraine: “send 4,310 troops”, after ceasefire` */
export function sentenceOf(
  claim: BookClaim,
  entries: readonly Entry[],
  before: string | null,
  leads: Leads,
): string {
  const who = namesOf(
    entries.map(({ actor }) => actor),
    leads,
  );
  const was = before === null ? '' : ` (${before} before)`;
  return `${who} ${verb(claim)}${was} on ${matter(entries, leads)}: “${wordsOf(claim, leads)}”${conditionsOf(claim, leads)}`;
}

/** `Russia rejected what Germany stands for on force.land for Ukraine: “…”` */
export function opposition(claim: BookClaim, entries: readonly Entry[], leads: Leads): string {
  const whose = namesOf(
    entries.map(({ actor }) => actor),
    leads,
  );
  const over = claim.act === 'threaten' ? ' over' : '';
  return `${namesOf(claim.actors, leads)} ${verb(claim)}${over} what ${whose} undertook on ${matter(entries, leads)}: “${wordsOf(claim, leads)}”`;
}

/** Whether the claim is part of this entry by itself. */
export const isOf = (claim: BookClaim, { actor, measure, beneficiary }: Entry): boolean =>
  entryKeysOf(claim).some(
    (key) => key.actor === actor && key.measure === measure && key.beneficiary === beneficiary,
  );
