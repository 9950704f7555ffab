/** Word embeddings as 8-bit whole numbers with one scale a row: a quarter of the size, gathered outside the model. */
export interface Embeddings {
  readonly hidden: number;
  readonly values: Int8Array;
  /** One a row. */
  readonly scales: Float32Array;
}

/** @param bytes rows × hidden int8, then rows float32 (little-endian); null where the length is not that */
export function embeddingsOf(bytes: Buffer, rows: number, hidden: number): Embeddings | null {
  if (bytes.length !== rows * hidden + 4 * rows) return null;
  const scales = new Float32Array(rows);
  for (let i = 0; i < rows; i++) scales[i] = bytes.readFloatLE(rows * hidden + 4 * i);
  return { hidden, values: new Int8Array(bytes.buffer, bytes.byteOffset, rows * hidden), scales };
}

/** Writes the embedding of a piece to `out` from `to`. */
export function gather(
  { hidden, values, scales }: Embeddings,
  id: number,
  out: Float32Array,
  to: number,
): void {
  const scale = scales[id] ?? 0;
  const at = id * hidden;
  for (let i = 0; i < hidden; i++) out[to + i] = (values[at + i] ?? 0) * scale;
}
