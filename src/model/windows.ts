/** A stretch of pieces that the encoder reads at once. Positions are indexes into the text's pieces. */
export interface Window {
  readonly start: number;
  readonly end: number;
  /** `[from, to)`: the pieces that are taken from this window, since none has them farther from an edge. */
  readonly from: number;
  readonly to: number;
}

/**
 * Windows over `count` pieces: at 0, stride, 2 stride, … with stride = size − overlap, until one reaches the end. Of
 * two windows that hold a piece the one where it is farther from an edge has it, the first where both are alike.
 */
export function windowsOver(count: number, size: number, overlap: number): Window[] {
  const edges: { start: number; end: number }[] = [];
  for (let start = 0, end = 0; end < count; start += size - overlap) {
    end = Math.min(count, start + size);
    edges.push({ start, end });
  }
  // where a piece has come as near to the one window's end as it is from the start of the next
  const border = (k: number): number => {
    const next = edges[k + 1];
    const end = edges[k]?.end ?? 0;
    return next ? Math.floor((next.start + end - 1) / 2) + 1 : count;
  };
  return edges.map(({ start, end }, k) => ({ start, end, from: k === 0 ? 0 : border(k - 1), to: border(k) }));
}
