/** Elements within each other, as many as browsers keep (512). Real pages have about forty. */
const MAX_DEPTH = 512;

// A tag, without those whose `<` or `>` stands in an attribute: `<div class="x">`, `</div>`.
const TAG = /<(\/?)([a-z][a-z0-9-]*)\b[^<>]*>/gi;

/** Elements without an end tag, or with one that may be left out: their number says nothing about depth. */
const UNCOUNTED: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th thead tbody tfoot colgroup'.split(
    ' ',
  ),
);

/**
 * The page without the tags that are nested deeper than `MAX_DEPTH`, so that the parser, whose time grows with depth times
 * length, gets none that are. Counted by the tags alone, in time that grows with the length.
 */
export function shallow(source: string): string {
  let depth = 0;
  let dropped = 0;
  let droppedUpTo = -1;
  /** In the place of a tag: a blank between words, but one only, since long runs of blanks are slow to read, too. */
  const drop = (tag: string, at: number): string => {
    const blank = at === droppedUpTo ? '' : ' ';
    droppedUpTo = at + tag.length;
    return blank;
  };
  return source.replace(TAG, (tag: string, slash: string, name: string, at: number) => {
    if (UNCOUNTED.has(name.toLowerCase())) return tag;
    if (slash === '') {
      if (depth < MAX_DEPTH) {
        depth++;
        return tag;
      }
      dropped++;
      return drop(tag, at);
    }
    if (dropped > 0) {
      dropped--;
      return drop(tag, at);
    }
    depth = Math.max(0, depth - 1);
    return tag;
  });
}
