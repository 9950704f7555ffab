/**
 * What whoever goes through a whole book looks up again, on the disk and not in memory. Nobody else sees it, and it is gone when
 * it is closed. A kind is a name of its own for things that are kept together.
 * What is written throws StoreError `store/full`, `store/disk`.
 */
export interface Scratch {
  /** Keeps a value, as JSON takes it, under each of these keys. */
  keep(kind: string, keys: readonly string[], value: unknown): void;
  /** What is kept under any of these keys, each once, in the order in which it came. */
  find(kind: string, keys: readonly string[]): readonly unknown[];
  /** Adds so much to the count of a key; 0 for one that is only to be known. */
  count(kind: string, key: string, by: number): void;
  /** Those of these keys that are counted. */
  among(kind: string, keys: readonly string[]): ReadonlySet<string>;
  /** All that are counted, in order (of code units), some at a time. */
  counted(kind: string): Iterable<readonly Count[]>;
  close(): void;
}

export interface Count {
  readonly key: string;
  readonly count: number;
}
