import { shared } from './value.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'failed';
  readonly link: { readonly href: string; readonly words: string } | null;
}

export const toasts = shared<readonly Toast[]>([]);
let last = 0;
const SHOWN_MS = 5000;
/** What leads on has to be reached. */
const LINK_SHOWN_MS = 15_000;

export function toast(text: string, kind: Toast['kind'] = 'done', link: Toast['link'] = null): void {
  const id = ++last;
  toasts.set([...toasts.get(), { id, text, kind, link }].slice(-4));
  setTimeout(() => dismiss(id), link ? LINK_SHOWN_MS : SHOWN_MS);
}

export const dismiss = (id: number): void => toasts.set(toasts.get().filter((one) => one.id !== id));
