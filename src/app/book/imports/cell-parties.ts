import { findActors } from '../../../actors/find-actors.ts';
import { resolveSpan } from '../../../actors/resolve-span.ts';
import { actorResources } from '../../../actors/resources.ts';
import { names } from '../../../book/filter.ts';
import type { Party } from '../../../book/record.ts';
import { UNKNOWN } from '../../../document/metadata.ts';
import { tokenise } from '../../../language/sentences.ts';
import { UsageError } from '../../../text/errors.ts';
import { span } from '../../../text/span.ts';
import { idOfParty, partyFrom } from '../decisions/party-words.ts';
import type { Read } from './cell-values.ts';

/**
 * Whom a cell means: someone whom the book knows, by id, code or name; else a state or organisation by its name in the
 * resources; several with semicolons between them. `translated`: what the mapping says instead, also `org:au=African Union`.
 */
export function partiesFrom(
  cell: string,
  translated: (word: string) => string | undefined,
  known: readonly Party[],
): Read<readonly Party[]> {
  const whole = translated(cell);
  const words = (whole ?? cell).split(';').map((word) => word.trim());
  const found: Party[] = [];
  for (const word of words.filter((w) => w !== '')) {
    const party = partyNamed((whole === undefined ? translated(word) : undefined) ?? word, known);
    if (party === null)
      return {
        wrong: `nobody is known as "${word}"; say under values who that is: "${word}": state:XXX, or org:abc=${word}`,
      };
    found.push(party);
  }
  return found.length > 0 ? { value: found } : { wrong: 'nobody is named' };
}

function partyNamed(word: string, known: readonly Party[]): Party | null {
  if (word.includes('=')) return newParty(word);
  const id = idOfParty(word);
  const own = known.find((party) => party.id === id) ?? known.find((party) => names(word, party.id, party));
  if (own) return own;
  // An id names whom the resources have by it, though no report has named him yet.
  const [, prefix = '', rest = ''] = /^([a-z-]+):(.+)$/.exec(id) ?? [];
  const { states, organisations } = actorResources();
  const name = (prefix === 'state' ? states.get(rest) : organisations.get(rest))?.name ?? word;
  const document = findActors(tokenise({ text: name, metadata: UNKNOWN }));
  const ids = resolveSpan(document, span(0, name.length));
  const [actor] = document.actors.filter((one) => ids.includes(one.id));
  if (!actor || ids.length !== 1 || actor.kind === 'unknown' || actor.kind === 'person') return null;
  return { id: actor.id, kind: actor.kind, name: actor.name, state: actor.state, size: actor.size };
}

function newParty(word: string): Party | null {
  try {
    return partyFrom(word);
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
