import { readdirSync, readFileSync } from 'node:fs';

/** One block of a case file: `# name`, the text, `==>`, the expected lines. */
export interface Case {
  readonly file: string;
  readonly name: string;
  readonly text: string;
  readonly expected: readonly string[];
}

/** All cases of `test/cases/<stage>/*.txt`. A block without `==>` is a mistake and throws. */
export function readCases(stage: string): readonly Case[] {
  const folder = new URL(`./cases/${stage}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) =>
      readFileSync(new URL(file, folder), 'utf8')
        .split(/^# /m)
        .slice(1)
        .map((block) => {
          const match = /^([^\n]*)\n([\s\S]*?)\n==>\n?([\s\S]*)$/.exec(block);
          if (match === null) throw new Error(`${stage}/${file}: no "==>" in "${block.split('\n')[0]}"`);
          const [, name = '', text = '', expected = ''] = match;
          return { file, name, text, expected: expected.split('\n').filter((line) => line.trim() !== '') };
        }),
    );
}
