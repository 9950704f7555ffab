/** How often a layer was right: of those that were marked, and of those that were read. */
export interface Count {
  readonly right: number;
  readonly marked: number;
  readonly read: number;
}

/** Precision, recall and F1, 0 to 1; null where there is nothing that they could be taken of. */
export interface Score extends Count {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

export const NOTHING: Count = { right: 0, marked: 0, read: 0 };

export const plus = (a: Count, b: Count): Count => ({
  right: a.right + b.right,
  marked: a.marked + b.marked,
  read: a.read + b.read,
});

export const scoreOf = (count: Count): Score => ({
  ...count,
  precision: count.read === 0 ? null : count.right / count.read,
  recall: count.marked === 0 ? null : count.right / count.marked,
  f1: count.marked + count.read === 0 ? null : (2 * count.right) / (count.marked + count.read),
});

/** Each key of either; those of both added. */
export function sumOf<K extends string>(
  counts: readonly Readonly<Partial<Record<K, Count>>>[],
): Readonly<Partial<Record<K, Count>>> {
  const sum: Partial<Record<K, Count>> = {};
  for (const one of counts) {
    for (const key in one) sum[key] = plus(sum[key] ?? NOTHING, one[key] ?? NOTHING);
  }
  return sum;
}
