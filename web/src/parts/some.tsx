import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { texts } from '../texts.ts';

const A_PAGE = 20;

/** The first of a list, and more of it when they are wanted. */
export function Some<T>({
  of: items,
  first = A_PAGE,
  children: each,
}: {
  readonly of: readonly T[];
  /** So many before more are wanted. */
  readonly first?: number;
  readonly children: (item: T) => ComponentChildren;
}) {
  const [shown, show] = useState(first);
  return (
    <>
      {items.slice(0, shown).map(each)}
      {items.length > shown && (
        <button type="button" onClick={() => show(shown + 5 * A_PAGE)}>
          {texts.count.more(items.length - shown)}
        </button>
      )}
    </>
  );
}
