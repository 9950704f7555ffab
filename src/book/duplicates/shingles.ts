/** Words in a shingle. With three, a copied sentence with one word changed in ten keeps two thirds of its shingles. */
const LENGTH = 3;

/** Runs of three words as 32-bit hashes, whatever their letter case and punctuation; a shorter text has none. */
export function shinglesOf(text: string): ReadonlySet<number> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const hashes = words.map(wordHash);
  const shingles = new Set<number>();
  for (let i = 0; i + LENGTH <= hashes.length; i++) {
    let hash = 0;
    for (let j = i; j < i + LENGTH; j++) hash = mix(Math.imul(hash, 31) + (hashes[j] ?? 0));
    shingles.add(hash);
  }
  return shingles;
}

/** FNV-1a, 32 bits. */
function wordHash(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The finaliser of MurmurHash3: every bit of the result depends on every bit of the argument. */
export function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function shared(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let count = 0;
  for (const shingle of few) if (many.has(shingle)) count++;
  return count;
}

/**
 * How many shingles each set shares with each before it that shares any; those with which it does come in no order. What it takes
 * grows with what is shared, not with the pairs.
 */
export function eachShared(
  sets: readonly ReadonlySet<number>[],
  tell: (before: number, after: number, both: number) => void,
): void {
  const holding = new Map<number, number[]>();
  const counts = new Uint32Array(sets.length);
  for (const [after, set] of sets.entries()) {
    const sharing: number[] = [];
    for (const shingle of set) {
      const own = holding.get(shingle);
      if (own === undefined) {
        holding.set(shingle, [after]);
        continue;
      }
      for (const before of own) {
        const known = counts[before] ?? 0;
        if (known === 0) sharing.push(before);
        counts[before] = known + 1;
      }
      own.push(after);
    }
    for (const before of sharing) {
      tell(before, after, counts[before] ?? 0);
      counts[before] = 0;
    }
  }
}

/** Resemblance (Broder 1997): shared shingles over all, 0 to 1; 0 where there are none. */
export function resemblance(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const both = shared(a, b);
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

/** Containment (Broder 1997): shared shingles over those of the shorter, 0 to 1; 0 where there are none. */
export function containment(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const both = shared(a, b);
  return both === 0 ? 0 : both / Math.min(a.size, b.size);
}
