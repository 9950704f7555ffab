import type { Provenance } from './exported.ts';

/** What an export says of itself, as rows of a table. */
export const said = ({ book, exported, by, filters }: Provenance): readonly (readonly [string, string])[] => [
  ['Book', book],
  ['Exported', exported],
  ['By', by],
  ['Filters', filterText(filters)],
  ['Rights', 'Quoted sentences and titles are their publishers’.'],
];

/** `actor DEU, FRA; as-of 2025-09-10`; `none`. */
export const filterText = (filters: Provenance['filters']): string =>
  Object.entries(filters)
    .map(([name, value]) => `${name} ${[value].flat().join(', ')}`)
    .join('; ') || 'none';
