import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Page } from '../api-types.ts';
import { askMore } from '../ask-more.ts';
import { texts } from '../texts.ts';

interface PagedProps<T> {
  readonly first: Page<T>;
  /** Of the first page; give it as key, too, so that another question begins anew. */
  readonly address: string;
  readonly words: (n: number) => string;
  readonly children: (items: readonly T[]) => ComponentChildren;
}

/** A list that grows page by page, and says how much of it is shown. */
export function Paged<T>({ first, address, words, children }: PagedProps<T>) {
  const [more, setMore] = useState<readonly Page<T>[]>([]);
  useEffect(() => setMore([]), [first]);
  const pages = [first, ...more];
  const items = pages.flatMap((page) => page.items);
  const next = pages.at(-1)?.next ?? null;
  const showMore = (cursor: string): void =>
    askMore<Page<T>>(address, cursor, (page) => setMore((before) => [...before, page]));
  return (
    <>
      {children(items)}
      <p class="row below">
        <span class="soft" role="status">
          {items.length < first.total ? texts.count.of(items.length, first.total) : words(first.total)}
        </span>
        {next !== null && (
          <button type="button" onClick={() => showMore(next)}>
            {texts.register.more}
          </button>
        )}
      </p>
    </>
  );
}
