import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { endsOf } from '../../book/entry-gist.ts';
import { byPlace } from '../../book/scene.ts';
import type { Reads } from '../../store/index.ts';
import { type GistRow, grading, SAID_ROLES } from './listed-entry.ts';
import { type Page, pageOf } from './page.ts';
import { partiesWith } from './parties-with.ts';
import { facingMatters, standingAmong } from './short-entries.ts';

/** Entries by their ids as rows of a list, from what the book keeps of each, however many claims it has. */
export async function gistsNow(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
): Promise<Page<GistRow>> {
  const kept = await book.entryGists(ids);
  const said = new Map(kept.flatMap(({ undertaken }) => undertaken).map((matter) => [matter.n, matter]));
  const matters = await facingMatters(book, 'opposing', [...said.values()]);
  const standing = await standingAmong(book, matters, taken);
  const facing = kept.map(({ gist, undertaken }) => standing(gist, undertaken));
  const opposing = new Map(
    (await book.opposition([...new Set(facing.flat())])).map((one) => [one.says.n, one]),
  );
  const gradesOf = grading(await book.grades());
  const rows = kept.map(({ gist }, i): GistRow => {
    const all = (facing[i] ?? []).flatMap((n) => opposing.get(n) ?? []);
    const whom = all.flatMap(({ says }) => SAID_ROLES.flatMap((role) => says[role]));
    const last = all.flatMap((one) => one.last).toSorted(byPlace);
    return {
      ...gist,
      named: [...new Set([...gist.named, ...whom])],
      grades: gradesOf(gist),
      against: {
        last: endsOf(last.map(({ id }) => id)).last,
        count: all.reduce((sum, { count }) => sum + count, 0),
      },
    };
  });
  const named = rows.flatMap((row) => [row.actor, row.beneficiary ?? row.actor, ...row.named]);
  const quoted = rows.flatMap((row) => row.quoted ?? []);
  const states = quoted.map(({ id, accepted }) => [id, accepted ? 'accepted' : 'unreviewed'] as const);
  const reports = await book.texts([...new Set(quoted.map(({ report }) => report))]);
  const parties = await partiesWith(book, [...new Set(named)], taken);
  return { ...pageOf(rows, { reports, parties }), states: new Map(states) };
}
