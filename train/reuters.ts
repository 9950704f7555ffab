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

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** The days of the stories (ISO dates), by their number in the collection. */
export const daysOf = (folder: string): Map<string, string> =>
  new Map(
    globSync('reut2-*.sgm', { cwd: folder }).flatMap((file) =>
      Array.from(
        readFileSync(join(folder, file), 'latin1').matchAll(
          /<REUTERS[^>]*NEWID="(\d+)"[^>]*>\s*<DATE>\s*(\d+)-([A-Z]{3})-(\d{4})/g,
        ),
        ([, id = '', day = '', month = '', year = '']) =>
          [
            `reuters-${id}`,
            `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`,
          ] as const,
      ),
    ),
  );

const plain = (sgml: string): string =>
  sgml
    .replace(/&#\d+;/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
    .replace(/\s*\breuter\s*$/i, '');
