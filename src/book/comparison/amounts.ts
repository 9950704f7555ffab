import { family } from '../../claims/measure.ts';
import { type Figure, figuresIn } from './figures.ts';
import { groupsOf } from './grouping.ts';
import { groupOf, type Matter } from './matters.ts';
import { relation } from './parties.ts';
import { type About, type DraftRow, rowsOf, type Statement } from './row.ts';
import { type AmountValue, isMoney, isSameAmount, sizeOf } from './same-amount.ts';
import type { ToldClaim, ToldReport } from './told.ts';
import { sharedStems, stemOf } from './words.ts';

/** Units that many things are measured in: alone they tell little. */
const GENERIC = /^(?:kilometre|metre|centimetre|mile|tonne|percent|day|person|gram|[A-Z]{3})$/;

/** A holder and a unit in common are enough, a unit and a measure are not; set on the six gold stories. */
const ALIKE = 3.5;

/** `sizes`: numbers that count the participants in some report. */
export function amountRows(
  matters: readonly Matter[],
  reports: readonly ToldReport[],
  sizes: ReadonlySet<number>,
): readonly DraftRow[] {
  const claims = matters.flat();
  const figures = reports.flatMap((told) =>
    figuresIn(
      told,
      claims.filter((claim) => claim.in === told),
      sizes,
    ),
  );
  return groupsOf(figures, likeness, ALIKE).flatMap((group) => rowsFor(group, matters));
}

function rowsFor(group: readonly Figure[], matters: readonly Matter[]): readonly DraftRow[] {
  const claim = group.find((figure) => figure.claim !== null)?.claim ?? null;
  const about: About | null = claim && {
    actor: claim.holders[0] ?? null,
    measure: claim.claim.measures[0] ?? null,
    beneficiary: claim.claim.beneficiary[0] ?? null,
  };
  const whole = Math.max(...group.map(({ value }) => sizeOf(value) ?? 0));
  const told = group.map((figure) => ({
    ...figure,
    isPart: figure.isPart === true || isSoFar(figure, whole),
  }));
  const others = (claims: Matter) =>
    claims.filter(
      (other) =>
        groupOf(other.claim.act) === 'undertaking' && !group.some((figure) => figure.in === other.in),
    );
  const beside = matters
    .filter((matter) => group.some(({ claim: own }) => own !== null && matter.includes(own)))
    .flatMap(others);
  const denials = matters.flatMap(others).filter((other) => deniesAmount(other, group));
  const statements = [...told, ...denials.map(denialOf)];
  const absent = [...new Set(beside.filter((other) => !denials.includes(other)).map((other) => other.in))];
  return rowsOf({
    field: 'amount',
    about,
    statements,
    isSame: (a, b) => (a.unit === DENIED || b.unit === DENIED ? a.unit === b.unit : isSameAmount(a, b)),
    absent: absent.filter((report) => !denials.some((denial) => denial.in === report)),
  });
}

/** Unit of what is denied altogether. */
const DENIED = 'denied';

/** `has never consented to a ceiling on the number of its guards`: that there is such an amount. */
const deniesAmount = ({ claim, stems, holders }: ToldClaim, group: readonly Figure[]): boolean =>
  claim.negated &&
  group.some(
    ({ value: { unit }, holders: own }) =>
      !isMoney(unit) && !GENERIC.test(unit) && stems.has(stemOf(unit)) && relation(holders, own) === 'same',
  );

const denialOf = ({ claim, in: told }: ToldClaim): Statement<AmountValue> => ({
  in: told,
  at: claim.evidence,
  value: { value: null, low: null, high: null, unit: DENIED },
  sources: claim.sources,
});

/** Less was done than was undertaken: what has been done so far. */
const isSoFar = ({ claim, value }: Figure, whole: number): boolean =>
  claim?.claim.act === 'perform' && value.value !== null && value.value < whole;

/**
 * What speaks for two amounts' being of one thing, in points: a unit 1 (2 where only one thing is counted in it), the same
 * number 2, the whole of which it is a part 3, the same holder 3 (another −2), a measure 1, a content word in both 1 each up to three.
 */
function likeness(a: Figure, b: Figure): number {
  if (a.side !== b.side) return 0;
  const unit = unitPoints(a, b);
  if (unit === 0) return 0;
  const number =
    isSameAmount(a.value, b.value) && String(sizeOf(a.value)).replace(/0+$/, '').length > 1 ? 2 : 0;
  const whole = isOfWhole(a, b) || isOfWhole(b, a) ? 3 : 0;
  const holder = { same: 3, unknown: 0, different: -2 }[relation(a.holders, b.holders)];
  const measure = a.measures.some((one) => b.measures.some((other) => family(one) === family(other))) ? 1 : 0;
  return unit + number + whole + holder + measure + Math.min(3, sharedStems(a.stems, b.stems));
}

/** `$122 million of the $410 million`, `$410 million`. */
const isOfWhole = (part: Figure, other: Figure): boolean =>
  part.whole !== null && isSameAmount(part.whole, other.value);

function unitPoints(a: Figure, b: Figure): number {
  const [one, other] = [a.value.unit, b.value.unit];
  if (one === other || (isMoney(one) && isMoney(other) && isOpenDollar(a, b)))
    return GENERIC.test(one) ? 1 : 2;
  // `25 guards`, `the guard … to 25 men`; `46 prisoners`, `112 of our comrades in the prisons`.
  const counted = (unit: string) =>
    !isMoney(unit) && !/^(?:kilometre|metre|mile|tonne|percent|day)$/.test(unit);
  const isNamed = a.stems.has(stemOf(other)) || b.stems.has(stemOf(one));
  return counted(one) && counted(other) && isNamed ? 1 : 0;
}

/** `$160 million` in an Australian paper: a bare sign is any dollar. */
const isOpenDollar = (a: Figure, b: Figure): boolean =>
  [a, b].every(({ value }) => /^(?:USD|AUD|NZD|CAD|FJD|SGD|HKD|TWD|JMD|XCD|BBD|NAD)$/.test(value.unit)) &&
  [a, b].some(({ in: told, quantity }) =>
    /^\$|^[\d.,]+ (?:[mb]illion )?dollars/.test(told.report.text.slice(quantity.start, quantity.end)),
  );
