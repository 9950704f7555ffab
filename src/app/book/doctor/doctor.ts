import { type Fault, type KeepingFault, type Reads, type Store, wrongEntries } from '../../../store/index.ts';
import { catchUp } from '../catch-up.ts';
import { CLAIM_KINDS } from '../decisions/decision.ts';
import { actorDecisions } from '../decisions/on-actors.ts';
import { faultsOfText, type TextFault } from './texts.ts';

/** `decision`: what it is about is missing. */
export type BookFault = Fault<KeepingFault | TextFault['kind'] | 'decision'>;

/** What a book is like. */
export interface Checkup {
  /** What is wrong; after mending, what still is. */
  readonly faults: readonly BookFault[];
  /** What was put right. */
  readonly mended: readonly BookFault[];
  /** The book as it was before anything was put right; null where nothing was. */
  readonly backup: string | null;
  readonly checked: { readonly reports: number; readonly decisions: number };
}

/** Reports that are gone through at once: the texts of a large book need not fit into memory. */
const AT_ONCE = 100;

/** Looks through all of a book; with `mend`, puts right what can be, after a copy of it, and looks again. */
export async function examine(store: Store, mend: boolean): Promise<Checkup> {
  const { texts, ...found } = await check(store);
  const mendable = found.faults.filter((fault) => fault.mendable);
  if (!mend || mendable.length === 0) return { ...found, mended: [], backup: null };
  const { backup } = await store.mend(mendable.filter(isOfKeeping), texts);
  // What is kept of entries is made anew when it is asked for next, which is to be seen to be right.
  if (mendable.some(isOfEntry)) await catchUp(store);
  const { texts: _, ...now } = await check(store);
  const left = new Set(now.faults.map(keyOf));
  return { ...now, mended: mendable.filter((fault) => !left.has(keyOf(fault))), backup };
}

const KEEPING: readonly string[] = [
  'file',
  'orphan',
  'derived',
  'index',
  'successors',
] satisfies readonly KeepingFault[];
const isOfKeeping = (fault: BookFault): fault is Fault => KEEPING.includes(fault.kind);

const keyOf = ({ kind, place, what }: BookFault): string => JSON.stringify([kind, place, what]);

async function check(
  store: Store,
): Promise<Pick<Checkup, 'faults' | 'checked'> & { readonly texts: ReadonlyMap<string, string> }> {
  const kept = await store.check();
  return store.read(async (book) => {
    const faults: BookFault[] = [...kept];
    const texts = new Map<string, string>();
    let reports = 0;
    for (const state of ['present', 'removed'] as const) {
      for (let after: string | undefined; ; ) {
        const some = await book.reports({ versions: 'all', state, limit: AT_ONCE, ...(after && { after }) });
        for (const report of some) {
          const { faults: own, text } = await faultsOfText(book, report);
          faults.push(...own);
          if (text !== null) texts.set(report.report.id, text);
        }
        reports += some.length;
        after = some.at(-1)?.report.id;
        if (some.length < AT_ONCE) break;
      }
    }
    const entries = await wrongEntries(book, await actorDecisions(book));
    faults.push(...entries.map(faultOfEntry));
    const { wrong, count } = await faultsOfDecisions(book);
    return { faults: [...faults, ...wrong], texts, checked: { reports, decisions: count } };
  });
}

const OF_ENTRY = 'entry ';
const faultOfEntry = ({ entry, what }: { readonly entry: string; readonly what: string }): BookFault => ({
  kind: 'derived',
  place: `${OF_ENTRY}${entry}`,
  what,
  mendable: true,
});
const isOfEntry = ({ place }: BookFault): boolean => place.startsWith(OF_ENTRY);

const ON_REPORTS = [
  'place',
  'mend-report',
  'label',
  'unlabel',
  'note',
  'remove',
  'restore',
  'purge',
  'reread',
];

/** What was purged says nothing any more; parties and stories may be named before they are there, and after. */
async function faultsOfDecisions(
  book: Reads,
): Promise<{ readonly wrong: readonly BookFault[]; readonly count: number }> {
  const decisions = await book.decisions();
  const about = decisions.flatMap(({ id, kind, subject, body }) => {
    if (body !== null && CLAIM_KINDS.includes(kind)) return [{ id, kind, subject }];
    if (ON_REPORTS.includes(kind)) return [{ id, kind, subject }];
    return kind === 'link' && body !== null ? [{ id, kind, subject: subject.replace(/@[^@]*$/, '') }] : [];
  });
  const known = await book.known([...new Set(about.map(({ subject }) => subject))]);
  return {
    count: decisions.length,
    wrong: about
      .filter(({ subject }) => !known.has(subject))
      .map(({ id, kind, subject }) => ({
        kind: 'decision',
        place: id,
        what: `what it is about (${kind}) is not in the book: ${subject}`,
        mendable: false,
      })),
  };
}
