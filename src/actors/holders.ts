import { actorResources, type OfficeHolder, type Organisation } from './resources.ts';
import { fold } from './words.ts';

/** Where the family's name comes first: `Xi Jinping`, `Lee Jae-myung`. */
const FAMILY_FIRST: ReadonlySet<string> = new Set(['CHN', 'KOR', 'PRK', 'TWN']);

function surnames(name: string, of: string): readonly string[] {
  const words = fold(name).split(/\s/);
  return [...(FAMILY_FIRST.has(of) ? words.slice(0, 1) : []), ...words.slice(-1)];
}

let bySurname: ReadonlyMap<string, readonly OfficeHolder[]> | null = null;
export function holdersBySurname(): ReadonlyMap<string, readonly OfficeHolder[]> {
  if (bySurname === null) {
    const found = new Map<string, OfficeHolder[]>();
    for (const holder of actorResources().officeHolders) {
      for (const surname of new Set(
        [holder.person, ...holder.aliases].flatMap((name) => surnames(name, holder.of)),
      )) {
        const others = found.get(surname);
        if (others === undefined) found.set(surname, [holder]);
        else others.push(holder);
      }
    }
    bySurname = found;
  }
  return bySurname;
}
export const isHolder = (name: string): boolean => actorResources().holdersByName.has(fold(name));

const INSTITUTION: ReadonlyMap<string, string> = new Map([
  ['parliament', 'parliament'],
  ['legislature', 'parliament'],
  ['central bank', 'central-bank'],
]);

/** What a common noun of a state's phrase is called there: `the German parliament` is the Bundestag. */
export function institution(code: string | null, noun: string): Organisation | null {
  const wanted = INSTITUTION.get(noun);
  if (code === null || wanted === undefined) return null;
  const found: Organisation[] = [];
  for (const entry of actorResources().organisations.values())
    if (entry.of === code && entry.institution === wanted) found.push(entry);
  return found.length === 1 ? (found[0] ?? null) : null;
}
