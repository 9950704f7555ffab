import { entryMarkdown, escaped, noteMarkdown } from '../../../book/exports/markdown.ts';
import { type Chunk, file } from './chunk.ts';
import type { Exported } from './exported.ts';
import { said } from './said.ts';

/** The entries as a text to read, each sentence with a footnote that says which report it is of. */
export const markdownFile = (exported: Exported): AsyncGenerator<Chunk> =>
  file('register.md', register(exported));

async function* register(exported: Exported): AsyncGenerator<string> {
  yield `# Commitments\n\n${said(exported.provenance)
    .map(([name, value]) => `- ${name}: ${escaped(value)}\n`)
    .join('')}\n`;
  for await (const rows of exported.entries()) yield rows.map(entryMarkdown).join('');
  for await (const reports of exported.reports())
    yield reports
      .filter(({ rows }) => rows.length > 0)
      .map(noteMarkdown)
      .join('');
}
