import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MarkedAttribution, MarkedText } from '../src/app/marked/marked-text.ts';
import { length, type Span, span } from '../src/text/span.ts';

/**
 * The articles of a split of PolNeAR (Newell, Margolin and Ruths 2018) with their attributions; `folder` has `text` and
 * `attributions` (brat). Of a cue in several parts the longest counts, of a source all from its first to its last word.
 * PolNeAR marks no kinds and no nesting: what is scored of these means nothing.
 */
export const polnearTexts = (folder: string): readonly MarkedText[] =>
  readdirSync(join(folder, 'text'))
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.txt'.length);
      const text = readFileSync(join(folder, 'text', file), 'utf8');
      const marks = readFileSync(join(folder, 'attributions', `${name}.ann`), 'utf8');
      return {
        doc: `polnear-dev-${name}`,
        text,
        published: null,
        claims: [],
        attributions: attributionsIn(marks, text),
        details: null,
      };
    });

const SPAN = /^(T\d+)\t\S+ ([\d; ]+)\t/;
const ATTRIBUTION = /^E\d+\tAttribution(?:-no-source)?:\S+ (.+)$/;

function attributionsIn(marks: string, text: string): readonly MarkedAttribution[] {
  // offsets count characters of Unicode
  const units: number[] = [];
  let at = 0;
  for (const character of text) {
    units.push(at);
    at += character.length;
  }
  units.push(at);
  const lines = marks.split('\n');
  const spans = new Map<string, readonly Span[]>();
  for (const line of lines) {
    const [, id, parts] = SPAN.exec(line) ?? [];
    if (id === undefined || parts === undefined) continue;
    spans.set(
      id,
      parts.split(';').map((part) => {
        const [start = 0, end = 0] = part.split(' ').map((n) => units[Number(n)] ?? at);
        return span(start, end);
      }),
    );
  }
  return lines.flatMap((line): MarkedAttribution[] => {
    const [, roles] = ATTRIBUTION.exec(line) ?? [];
    if (roles === undefined) return [];
    const of = (role: string): readonly Span[] =>
      roles.split(' ').flatMap((part) => {
        const [name = '', id = ''] = part.split(':');
        return name.replace(/\d+$/, '') === role ? (spans.get(id) ?? []) : [];
      });
    const [cue = null] = [...of('Cue')].sort((a, b) => length(b) - length(a));
    const source = of('Source');
    return [
      {
        cue,
        source:
          source.length === 0
            ? null
            : span(Math.min(...source.map(({ start }) => start)), Math.max(...source.map(({ end }) => end))),
        content: of('Content'),
        kind: 'indirect',
        within: null,
      },
    ];
  });
}
