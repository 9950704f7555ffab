import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bodies of stories without their last line (`Reuter`), by their number in the collection; some have a headline only. */
export function storiesOf(folder: string): Map<string, string> {
  const stories = globSync('reut2-*.sgm', { cwd: folder }).flatMap((file) =>
    Array.from(
      readFileSync(join(folder, file), 'latin1').matchAll(
        /<REUTERS[^>]*NEWID="(\d+)"[^>]*>([\s\S]*?)<\/REUTERS>/g,
      ),
      ([, id = '', story = '']) =>
        [`reuters-${id}`, /<BODY>([\s\S]*?)<\/BODY>/.exec(story)?.[1] ?? ''] as const,
    ),
  );
  return new Map(stories.map(([id, body]) => [id, plain(body)]));
}

const plain = (sgml: string): string =>
  sgml
    .replace(/&#\d+;/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
    .replace(/\s*\breuter\s*$/i, '');
