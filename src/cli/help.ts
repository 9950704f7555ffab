import type { Command } from './command.ts';
import { labelled, wrapped } from './layout.ts';

const layout = (width: number) => ({ indent: 2, labelWidth: 25, width });

/** The page that `pledgebook --help` prints. */
export const overview = (commands: readonly Command[], width: number): string =>
  [
    'Reads reports about international commitments: who undertakes what, for whom,',
    'how firmly, on what condition, on whose word.',
    '',
    'Usage: pledgebook COMMAND [OPTION…] [OPERAND…]',
    '',
    'Commands:',
    ...commands.flatMap((c) => labelled(c.name, firstSentence(c.summary), layout(width))),
    '',
    'Options:',
    ...labelled('-h, --help', 'print this page, or the page of a command', layout(width)),
    ...labelled('-V, --version', 'print the version', layout(width)),
    '',
    'Examples:',
    ...commands.flatMap((c) => examples({ ...c, examples: c.examples.slice(0, 1) })),
    '',
    'Exit status: 0 everything was read, or kept for a stated reason; 1 something was',
    'refused or failed, the rest done; 2 wrong usage.',
  ].join('\n');

/** The page that `pledgebook COMMAND --help` prints. */
export const page = (command: Command, width: number): string =>
  [
    `Usage: pledgebook ${command.name} [OPTION…] ${command.operands}`,
    '',
    ...wrapped(command.summary, width),
    '',
    'Options:',
    ...Object.entries(command.options).flatMap(([name, { short, value, help }]) =>
      labelled(`${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`, help, layout(width)),
    ),
    '',
    'Examples:',
    ...examples(command),
  ].join('\n');

const examples = (command: Command): readonly string[] =>
  command.examples.flatMap(([line, what]) => [`  # ${what}`, `  ${line}`]);

const firstSentence = (text: string): string => /^.*?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.') ?? text;
