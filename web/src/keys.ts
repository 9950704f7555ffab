import { useEffect, useRef } from 'preact/hooks';
import { kept } from './value.ts';

/** Whoever dictates or types by chance can switch single keys off. */
export const singleKeys = kept('single-keys', 'on');

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Two keys one after the other are written with a space: `g r`. */
const CHORD_MS = 1200;
let first: { readonly key: string; readonly at: number } | null = null;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(?:checkbox|radio|button|range)$/.test(target.type));

const stack: { readonly current: Keys }[] = [];

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (singleKeys.get() !== 'on' || typing(event.target)) return;
  if (document.querySelector('dialog[open]')) return;
  const before = first !== null && event.timeStamp - first.at < CHORD_MS ? `${first.key} ` : '';
  first = null;
  for (const name of [`${before}${event.key}`, event.key])
    for (const keys of stack.toReversed()) {
      const act = keys.current[name];
      if (act === undefined) continue;
      event.preventDefault();
      act(event);
      return;
    }
  first = { key: event.key, at: event.timeStamp };
});

/** Keys that hold while the part is on the page; those of a part drawn later come first. */
export function useKeys(keys: Keys): void {
  // What a key does is what was drawn last, also where the next key is quicker than the screen.
  const drawn = useRef(keys);
  drawn.current = keys;
  useEffect(() => {
    stack.push(drawn);
    return () => {
      stack.splice(stack.indexOf(drawn), 1);
    };
  }, []);
}
