import type { Quantity } from '../document/layers.ts';

/** States whose own money a bare dollar is in a report that is about them alone. */
const HOMES: readonly (readonly [code: string, names: RegExp])[] = [
  ['AUD', /\b(?:Austral|Canberra|Sydney|Melbourne|Brisbane|Queensland|New South Wales)/g],
  ['CAD', /\b(?:Canad|Ottawa|Toronto|Ontario|Quebec|Québec|Alberta)/g],
  ['NZD', /\b(?:New Zealand|Auckland|Christchurch)/g],
];

/** Where America is spoken of, a bare dollar may be hers. */
const AMERICA = /\bU\.?S\b|\bUSD|\bUnited States|\bAmerica|\bWashington\b/;

/** So often a report names the state that it is about, for the first time so early (in code units). */
const ABOUT = 2;
const EARLY = 300;

/** All dollars of the world that have a name of their own. */
const DOLLARS = new Set('AUD CAD NZD HKD SGD TWD JMD FJD NAD LRD BBD BSD BMD BND XCD TTD ZWL'.split(' '));

/**
 * Of what dollars a report speaks that does not say so: those that stand in it with their name (`100 mln Australian dlrs
 * from 200 mln dlrs`), else Australia's, Canada's or New Zealand's where it is about one of these; null where it speaks of
 * America, or of none of them.
 */
function homeDollar(
  text: string,
  quantities: readonly Quantity[],
): { readonly unit: string; readonly from: number } | null {
  if (AMERICA.test(text)) return null;
  const told = quantities.filter(({ unit }) => DOLLARS.has(unit));
  // `12 million Canadian dollars` is no mention of Canada.
  const rest = text.replace(/\b\p{Lu}\p{L}+(?= (?:dollar|dlr)s?\b)/gu, '');
  const [first, second] = HOMES.map(([code, names]) => ({
    code,
    count: rest.match(names)?.length ?? 0,
    at: rest.search(names),
  })).sort((a, b) => b.count - a.count);
  const home =
    first !== undefined && first.count >= ABOUT && first.at < EARLY && second?.count === 0
      ? first.code
      : null;
  const [one] = told;
  if (one === undefined) return home === null ? null : { unit: home, from: 0 };
  if (told.some(({ unit }) => unit !== one.unit)) return null;
  // What stands before is told by nobody: of `$30 million … 12 million Canadian dollars` only the second is Canada's, if the
  // report is not about Canada.
  return { unit: one.unit, from: one.unit === home ? 0 : one.start };
}

/** Dollars that were taken for America's, read as those of the state that the report is about. */
export function inHomeDollars(text: string, quantities: readonly Quantity[]): readonly Quantity[] {
  if (!quantities.some(({ unit }) => unit === 'USD')) return quantities;
  const home = homeDollar(text, quantities);
  if (home === null) return quantities;
  return quantities.map((quantity) =>
    quantity.unit === 'USD' && quantity.start >= home.from ? { ...quantity, unit: home.unit } : quantity,
  );
}
