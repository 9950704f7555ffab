import { styleText } from 'node:util';

/** Where a command prints: a stream with its width and, where it wants them, its colours. */
export interface Terminal {
  /** Columns to fill: the terminal's own between 40 and 100, 80 where the output is no terminal. */
  readonly width: number;
  readonly coloured: boolean;
  readonly paint: (style: Style, text: string) => string;
}

export type Style = Exclude<Parameters<typeof styleText>[0], readonly unknown[]>;

/** Into a file (`isPlain`) nothing is coloured; else colours follow NO_COLOR, FORCE_COLOR and whether the stream is a terminal, as node's `styleText` does. */
export function terminalOf(
  stream: NodeJS.WritableStream & { readonly columns?: number; readonly isPlain?: boolean },
): Terminal {
  const paint = (style: Style, text: string) => (stream.isPlain ? text : styleText(style, text, { stream }));
  return {
    width: Math.min(100, Math.max(40, stream.columns ?? 80)),
    coloured: paint('bold', 'x') !== 'x',
    paint,
  };
}
