import { idOfParty } from '../app/book/decisions/party-words.ts';
import type { ActorDecision } from '../book/actor-decisions/decision.ts';
import type { Member, Term } from '../book/record.ts';
import { UsageError } from '../text/errors.ts';
import type { Ids } from './short-ids.ts';

/** How each kind of decision on actors is written. */
export const ACTOR_USAGE = {
  alias: 'alias NAME ACTOR [from=DATE] [until=DATE]',
  office: 'office PERSON OFFICE ACTOR [from=DATE] [until=DATE]',
  'merge-actors': 'merge-actors ACTOR ACTOR…',
  'split-actor': 'split-actor ACTOR ACTOR [report=REPORT] [words=WORDS] [from=DATE] [until=DATE]',
  coalition: 'coalition ACTOR NAME… [members=ACTOR,"ACTOR FROM/UNTIL"] [size=N]',
} as const satisfies Readonly<Record<ActorDecision['kind'], string>>;

/** @throws UsageError `usage/decide` */
export function actorDecisionFrom(
  kind: ActorDecision['kind'],
  operands: readonly string[],
  ids: Ids,
): ActorDecision {
  const words = operands.filter((word) => !ASSIGNMENT.test(word));
  const set = Map.groupBy(
    operands.flatMap((word) => {
      const [, name = '', value = ''] = ASSIGNMENT.exec(word) ?? [];
      return name === '' ? [] : [{ name, value }];
    }),
    ({ name }) => name,
  );
  const all = (name: string) => (set.get(name) ?? []).map(({ value }) => value);
  const [first = '', second = '', third = ''] = words;
  const checked = (least: number, most: number, ...fields: readonly string[]): void => {
    const strange = [...set.keys()].find((name) => !fields.includes(name));
    if (words.length < least || words.length > most || strange !== undefined)
      throw new UsageError('usage/decide', `write: pledgebook decide ${ACTOR_USAGE[kind]}`);
  };
  const term: Term = Object.fromEntries(
    ['from', 'until'].flatMap((name) => all(name).map((value) => [name, value])),
  );
  switch (kind) {
    case 'alias':
      checked(2, 2, 'from', 'until');
      return { kind, name: first, actor: idOfParty(second), ...term };
    case 'office':
      checked(3, 3, 'from', 'until');
      return { kind, person: first, office: second, actor: idOfParty(third), ...term };
    case 'merge-actors':
      checked(2, Number.POSITIVE_INFINITY);
      return { kind, actors: words.map(idOfParty) };
    case 'split-actor': {
      checked(2, 2, 'report', 'words', 'from', 'until');
      const [reports, said] = [all('report').map(ids.report), all('words')];
      return {
        kind,
        actor: idOfParty(first),
        to: idOfParty(second),
        ...(reports.length > 0 && { reports }),
        ...(said.length > 0 && { words: said }),
        ...term,
      };
    }
    case 'coalition':
      checked(2, Number.POSITIVE_INFINITY, 'members', 'size');
      return {
        kind,
        actor: idOfParty(first),
        names: words.slice(1),
        members: all('members')
          .flatMap((value) => value.split(','))
          .map(memberFrom),
        ...Object.fromEntries(all('size').map((value) => ['size', sizeFrom(value)])),
      };
  }
}

const ASSIGNMENT = /^([a-z]+)=(.*)$/s;

function sizeFrom(value: string): number {
  if (!/^\d{1,9}$/.test(value))
    throw new UsageError('usage/decide', `"${value}" is no number of members; write size=30`);
  return Number(value);
}

/** `FRA`, `GBR 2025-02/`, `HUN /2025-06`, `org:nato 2024/2025-06`: open where a date is left out. */
function memberFrom(word: string): Member {
  const [, party = '', from, until] = /^\s*(\S+)(?:\s+([\d-]*)\/([\d-]*))?\s*$/.exec(word) ?? [];
  if (party === '')
    throw new UsageError('usage/decide', `"${word}" is no member; write FRA, or "GBR 2025-02/2025-06"`);
  return { party: idOfParty(party), ...(from && { from }), ...(until && { until }) };
}
