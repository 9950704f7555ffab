import type { Cell } from '../../book/matrix.ts';
import type { Page } from './open-book.ts';

/** Actors by measures as rows of a table, with its head: `pledged`, `pledged on a condition`. */
export function matrixTable(
  cells: readonly Cell[],
  { parties }: Pick<Page<never>, 'parties'>,
): readonly (readonly string[])[] {
  const measures = [...new Set(cells.map((cell) => cell.measure))].toSorted();
  return [
    ['actor', 'name', ...measures],
    ...[...Map.groupBy(cells, ({ actor }) => actor)].map(([actor, own]) => [
      actor,
      parties.get(actor)?.name ?? actor,
      ...measures.map((measure) => {
        const cell = own.find((c) => c.measure === measure);
        return cell ? `${cell.standing}${cell.conditional ? ' on a condition' : ''}` : '';
      }),
    ]),
  ];
}
