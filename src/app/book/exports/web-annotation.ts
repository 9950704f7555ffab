import { annotationOf, CONTEXT } from '../../../book/exports/annotation.ts';
import { type Chunk, file } from './chunk.ts';
import type { Exported } from './exported.ts';

/** One AnnotationCollection with one page, or an annotation a line. */
export const webAnnotationFile = (exported: Exported, isLines: boolean): AsyncGenerator<Chunk> =>
  isLines
    ? file('annotations.jsonl', annotationLines(exported))
    : file('annotations.jsonld', collection(exported));

async function* annotationLines(exported: Exported): AsyncGenerator<string> {
  for await (const reports of exported.reports())
    for (const row of reports.flatMap(({ rows }) => rows))
      yield `${JSON.stringify({ '@context': CONTEXT, ...annotationOf(row), ...from(exported) })}\n`;
}

/** Each line stands alone, and so says where it comes from. */
const from = ({ provenance }: Exported) => ({
  generated: provenance.exported,
  generator: { type: 'Software', name: provenance.by },
  'pledgebook:book': provenance.book,
});

async function* collection(exported: Exported): AsyncGenerator<string> {
  const { book, filters } = exported.provenance;
  const head = JSON.stringify({
    '@context': CONTEXT,
    type: 'AnnotationCollection',
    label: `Claims of ${book}`,
    ...from(exported),
    'pledgebook:filters': JSON.stringify(filters),
  });
  yield `${head.slice(0, -1)},"first":{"type":"AnnotationPage","startIndex":0,"items":[\n`;
  let total = 0;
  for await (const reports of exported.reports()) {
    for (const row of reports.flatMap(({ rows }) => rows)) {
      yield `${total === 0 ? '' : ',\n'}${JSON.stringify(annotationOf(row))}`;
      total++;
    }
  }
  yield `\n]},"total":${total}}\n`;
}
