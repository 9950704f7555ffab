/** What is compared across reports. */
interface InReport {
  readonly in: unknown;
}

/**
 * Groups in one pass: each item, in order, joins the group of the one that it is most alike, and begins one of its own where none
 * has `least` points. Items of one report are compared only where `withinOne` says so. `likeness` is given the
 * points of the most alike so far: how many fewer it has is not asked. Quadratic in the items of a story.
 */
export function groupsOf<Item extends InReport>(
  items: readonly Item[],
  likeness: (a: Item, b: Item, known: number) => number,
  least: number,
  withinOne: (a: Item, b: Item) => boolean = () => false,
): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  for (const item of items) {
    let best: { group: Item[]; points: number } | null = null;
    for (const group of groups) {
      for (const other of group) {
        if (other.in === item.in && !withinOne(item, other)) continue;
        const known = best?.points ?? 0;
        const points = likeness(item, other, known);
        if (points >= least && points > known) best = { group, points };
      }
    }
    if (best === null) groups.push([item]);
    else best.group.push(item);
  }
  return groups;
}
