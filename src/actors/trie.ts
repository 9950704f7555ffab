/** Longest match of sequences of words, one step a word. */
export interface Trie<Value> {
  readonly next: Map<string, Trie<Value>>;
  values: Value[];
}

export const trie = <Value>(): Trie<Value> => ({ next: new Map(), values: [] });

export function insert<Value>(root: Trie<Value>, words: readonly string[], value: Value): void {
  let node = root;
  for (const word of words) {
    let child = node.next.get(word);
    if (child === undefined) {
      child = trie();
      node.next.set(word, child);
    }
    node = child;
  }
  node.values.push(value);
}

/** The longest sequence from `at` that is in the trie: how many words it has, and its values. */
export function longest<Value, Item>(
  root: Trie<Value>,
  items: readonly Item[],
  at: number,
  key: (item: Item) => string,
): { readonly length: number; readonly values: readonly Value[] } | null {
  let node = root;
  let best: { readonly length: number; readonly values: readonly Value[] } | null = null;
  for (let i = at; i < items.length; i++) {
    const item = items[i];
    const child = item === undefined ? undefined : node.next.get(key(item));
    if (child === undefined) break;
    node = child;
    if (node.values.length > 0) best = { length: i - at + 1, values: node.values };
  }
  return best;
}
