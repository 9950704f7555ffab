import type { Quantity } from '../../document/layers.ts';

/** What is told of an amount. */
export interface AmountValue extends Pick<Quantity, 'value' | 'low' | 'high' | 'unit'> {}

export const isMoney = (unit: string): boolean => /^[A-Z]{3}$/.test(unit);

/** The one number of an amount: the value, else the bound that is given. */
export const sizeOf = ({ value, low, high }: Omit<AmountValue, 'unit'>): number | null =>
  value ?? low ?? high;

/** Equal, or one the other's rounding: `782,066` and `782,000`; what keeps to a bound (`no more than 25`, `25`) agrees with it. */
export function isSameAmount(a: AmountValue, b: AmountValue): boolean {
  const [one, other] = [sizeOf(a), sizeOf(b)];
  if (one === null || other === null || (isMoney(a.unit) && isMoney(b.unit) && a.unit !== b.unit))
    return false;
  if (one === other) return true;
  const [rough, exact] = roundness(one) > roundness(other) ? [one, other] : [other, one];
  const unit = 10 ** roundness(rough);
  return rough / unit >= 100 && Math.round(exact / unit) * unit === rough;
}

/** Zeros at the end of a whole number. */
const roundness = (value: number): number =>
  Number.isInteger(value) ? (/0*$/.exec(String(value))?.[0].length ?? 0) : -1;
