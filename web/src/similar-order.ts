/**
 * Orders rows so that similar ones stand together: from the fullest row on, the next is always the one nearest to the last.
 * @param rows a number for each column, 0 where there is nothing
 * @returns the rows' indexes
 */
export function similarOrder(rows: readonly (readonly number[])[]): readonly number[] {
  const filled = (row: readonly number[]): number => row.filter((n) => n !== 0).length;
  const left = new Set(rows.keys());
  const order: number[] = [];
  let last: readonly number[] | null = null;
  while (left.size > 0) {
    const from: readonly number[] | null = last;
    const next: number = [...left].reduce((best, i) =>
      from === null
        ? filled(rows[i] ?? []) > filled(rows[best] ?? [])
          ? i
          : best
        : distance(from, rows[i] ?? []) < distance(from, rows[best] ?? [])
          ? i
          : best,
    );
    left.delete(next);
    order.push(next);
    last = rows[next] ?? null;
  }
  return order;
}

/** One minus the cosine; of an empty row 1. */
function distance(a: readonly number[], b: readonly number[]): number {
  let [both, ofA, ofB] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? 1 : 1 - both / Math.sqrt(ofA * ofB);
}
