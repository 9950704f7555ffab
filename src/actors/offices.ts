import type { Gender } from './grammar.ts';
import type { Noun } from './nouns.ts';

/** Offices that only a state has, whose state may be left to the text (`the minister`, `the minister of finance`). */
const STATE_OFFICES =
  /(?:^|[ -])(?:president|premier|prime minister|pm|chancellor|minister|foreign secretary|secretary of state|state secretary|treasury secretary|defen[cs]e secretary|head of state|king|queen|crown prince|emir|sultan|emperor|monarch|supreme leader|taoiseach|vice[ -]president|first lady|under-?secretary|(?:junta|military|coup|interim|acting|transitional|caretaker|de facto) leader)$/;

export const isStateOffice = ({ lemma, acts }: Noun): boolean =>
  (STATE_OFFICES.test(lemma) && !/(?:senior|executive) vice/.test(lemma)) ||
  (acts === 'state' && /minister|secretary|treasurer/.test(lemma));

/** Offices of organisations, parties and companies, whose it is what was last spoken of. */
export const ORGANISATION_OFFICES =
  /(?:^|[ -])(?:secretary[ -]general|director[ -]general|managing director|executive director|executive secretary|commissioner|commissioner-general|high representative|chairman|chairwoman|chairperson|chair|chief executive|chief executive officer|governor|speaker|policy chief|general secretary|party leader|co-leader|whip)$/;

/** Offices of firms and associations without a phrase of their own: whose it is is who spoke or acted just before. */
export const FIRM_OFFICES =
  /(?:^|[ -])(?:director|manager|officer|treasurer|counsel|attorney|ceo|cfo|coo|board member|senior vice president|executive vice president|founder|co-founder|owner|chief economist)$/;

/** Offices that anybody may have: whose they are is what the text speaks of. */
export const NEUTRAL_OFFICES =
  /(?:^|[ -])(?:spokesman|spokeswoman|spokesperson|official|ambassador|envoy|delegate|negotiator|representative)$/;

/** `foreign minister` answers to `minister`, `the premier` to `prime minister`. */
export function sameOffice(held: string, described: string): boolean {
  if (held.startsWith('former ')) return false;
  const a = norm(held);
  const b = norm(described);
  return a === b || a.endsWith(` ${b}`) || (b.endsWith(` ${a}`) && a !== 'president');
}

const norm = (office: string): string =>
  office
    .replace(/^(?:deputy |vice[ -])?(?:premier|pm|taoiseach)$/, 'prime minister')
    .replace(/^congress(?:wo)?man$/, 'representative')
    .replace(/defense/, 'defence')
    .replace(/spokes(?:wo)?man|spokesperson/, 'spokesperson')
    .replace(/chair(?:wo)?man|chairperson|chair$/, 'chairperson')
    .replace(/secretary-general|secretary general|chief|head|boss/, 'leader');

const WOMEN = /(?:woman|queen|princess|first lady|congresswoman|mother)$/;
const MEN = /(?:[^o]man|king|prince|emperor|sultan|emir|pope|congressman|father)$/;

export const genderOfNoun = (lemma: string): Gender | null =>
  WOMEN.test(lemma) ? 'woman' : MEN.test(lemma) ? 'man' : null;
