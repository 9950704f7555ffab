import { keyOfId } from '../book/entries.ts';
import { measureName } from '../book/measure-name.ts';
import type { BookClaim } from '../book/record.ts';
import type { EntryChange } from '../book/time.ts';
import type { Act, Firmness } from '../document/vocabulary.ts';
import type { Leads } from './views.ts';

type Named = Pick<Leads, 'parties'>;

const UNDERTOOK: Readonly<Record<Firmness, string>> = {
  considered: 'considered',
  offered: 'offered',
  'agreed-in-principle': 'agreed in principle to',
  pledged: 'pledged',
  formal: 'formally committed to',
  'under-way': 'is under way with',
  fulfilled: 'has delivered',
};

const DID: Readonly<Record<Act, string>> = {
  commit: 'undertook',
  refuse: 'refused',
  agree: 'agreed to',
  propose: 'proposed',
  demand: 'demanded',
  threaten: 'made a threat over',
  endorse: 'endorsed',
  reject: 'rejected',
  defer: 'put off',
  perform: 'acted on',
  position: 'took a position on',
  expect: 'is expected to act on',
  meet: 'met over',
};

/** `Norway pledged funding for Ukraine` */
export function claimTitle(entry: string, { act, negated, firmness }: BookClaim, named: Named): string {
  const { actor, thing } = wordsOf(entry, named);
  const undertakes = act === 'commit' || act === 'agree' || act === 'perform';
  const words = `${actor} ${undertakes && firmness ? UNDERTOOK[firmness] : DID[act]} ${thing}`;
  return negated ? `It was denied that ${words}` : words;
}

/** `Norway pledged funding for Ukraine, more firmly than before` */
export function changeTitle(
  kind: EntryChange['kind'],
  entry: string,
  claim: BookClaim,
  named: Named,
): string {
  const { actor, thing } = wordsOf(entry, named);
  const words = claimTitle(entry, claim, named);
  switch (kind) {
    case 'new':
    case 'fulfilled':
      return words;
    case 'firmer':
      return `${words}, more firmly than before`;
    case 'weaker':
      return `${words}, less firmly than before`;
    case 'taken-back':
      return `${actor} took back ${thing}`;
    case 'contradicted':
      return `${words}: contradicted`;
    case 'opposed':
      return `${whoIn(claim, named)} ${DID[claim.act]} ${thing} by ${actor}`;
    case 'gone':
      return `No longer told: ${thing} by ${actor}`;
  }
}

const LIST = new Intl.ListFormat('en');

/** `Russia and Belarus` */
const whoIn = ({ actors }: BookClaim, { parties }: Named): string =>
  actors.length === 0 ? 'Somebody' : LIST.format(actors.map((id) => parties.get(id)?.name ?? id));

/** `Norway`, and `force (land) for Ukraine`: by the entry's id, which says all of it. */
function wordsOf(entry: string, { parties }: Named): { readonly actor: string; readonly thing: string } {
  const { actor, measure, beneficiary } = keyOfId(entry);
  const name = (id: string): string => parties.get(id)?.name ?? id;
  const what = measureName(measure).replace(/: (.*)$/, ' ($1)');
  const thing = `${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  return { actor: name(actor), thing: beneficiary === null ? thing : `${thing} for ${name(beneficiary)}` };
}
