import { shared } from './value.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'failed';
}

export const toasts = shared<readonly Toast[]>([]);
let last = 0;
const SHOWN_MS = 5000;

export function toast(text: string, kind: Toast['kind'] = 'done'): void {
  const id = ++last;
  toasts.set([...toasts.get(), { id, text, kind }].slice(-4));
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export const dismiss = (id: number): void => toasts.set(toasts.get().filter((one) => one.id !== id));
