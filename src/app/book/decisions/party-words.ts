import type { Party } from '../../../book/record.ts';
import { ACTOR_KINDS } from '../../../document/vocabulary.ts';
import { UsageError } from '../../../text/errors.ts';

/** A state by its code. */
export const idOfParty = (word: string): string => (/^[A-Z]{3}$/.test(word) ? `state:${word}` : word);

/** `org:au=African Union`: someone whom the book does not know yet. @throws UsageError `usage/party` */
export function partyFrom(word: string): Party {
  const [, id = '', prefix = '', name = ''] = /^(([a-z-]+):[^=\s]+)=(.+)$/.exec(word) ?? [];
  const kind = ACTOR_KINDS.find((k) => k === (prefix === 'org' ? 'organisation' : prefix));
  if (kind === undefined)
    throw new UsageError(
      'usage/party',
      `"${word}" names nobody; write ID=NAME, as in state:POL=Poland or org:au=African Union`,
    );
  const rest = id.slice(prefix.length + 1);
  const [size] = /^\d+/.exec(rest) ?? [];
  return {
    id,
    kind,
    name,
    state: kind === 'state' ? rest : null,
    size: kind === 'group' && size !== undefined ? Number(size) : null,
  };
}
