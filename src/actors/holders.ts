import { actorResources, type OfficeHolder, type Organisation } from './resources.ts';
import { fold } from './words.ts';

let bySurname: ReadonlyMap<string, readonly OfficeHolder[]> | null = null;
export function holdersBySurname(): ReadonlyMap<string, readonly OfficeHolder[]> {
  if (bySurname === null) {
    const surnames = new Map<string, OfficeHolder[]>();
    for (const holder of actorResources().officeHolders) {
      for (const surname of new Set(
        [holder.person, ...holder.aliases].map((name) => fold(name).split(/\s/).at(-1) ?? ''),
      )) {
        const others = surnames.get(surname);
        if (others === undefined) surnames.set(surname, [holder]);
        else others.push(holder);
      }
    }
    bySurname = surnames;
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
