/** A key as a screen takes it: its name (`a`, `enter`, `left`, `ctrl-c`), and what it types into a line. */
export interface Key {
  readonly name: string;
  readonly text: string;
}

const NAMES: ReadonlyMap<string, string> = new Map([['return', 'enter']]);

/** From what node's `emitKeypressEvents` gives. */
export function keyFrom(
  text: string | undefined,
  {
    name,
    ctrl = false,
    meta = false,
  }: { readonly name?: string; readonly ctrl?: boolean; readonly meta?: boolean },
): Key {
  const typed = text !== undefined && !ctrl && !meta && /^[^\p{Cc}]+$/u.test(text) ? text : '';
  const called = NAMES.get(name ?? '') ?? name ?? typed;
  // An upper-case letter is another key; a digit or a sign has no name of its own.
  const own = typed !== '' && typed !== ' ' ? typed : called;
  return { name: ctrl ? `ctrl-${called}` : own, text: typed };
}
