import type { ReportFeatures } from '../../book/stories/features.ts';
import type { Connection } from './connection.ts';
import { firstOutline, keepOutline } from './outlines.ts';

/** One that was in no story before. */
export function placeNewReport(
  connection: Connection,
  n: number,
  story: { readonly id: string; readonly by: 'rule' | 'hand' },
  features: Pick<ReportFeatures, 'day' | 'keys'>,
  at: string,
): void {
  const { row, run } = connection;
  const known = row<{ outline: string | null }>('SELECT outline FROM stories WHERE id = ?', story.id);
  if (!known) run('INSERT INTO stories (id, outline) VALUES (?, ?)', story.id, firstOutline(features));
  run('INSERT INTO story_reports (report, story, by, at) VALUES (?, ?, ?, ?)', n, story.id, story.by, at);
  if (known) keepOutline(connection, story.id, known.outline, features);
}

/** Where a report was before stays in the book, with when that ended. A rule does not move what was placed by hand. */
export function placeReport(
  { row, run }: Connection,
  n: number,
  story: string,
  by: 'rule' | 'hand',
  at: string,
): void {
  run('INSERT OR IGNORE INTO stories (id) VALUES (?)', story);
  const now = row<{ story: string; by: 'rule' | 'hand' }>(
    'SELECT story, by FROM story_reports WHERE report = ? AND ended IS NULL',
    n,
  );
  if (now?.by === 'hand' && by === 'rule') return;
  if (now?.by === by && now.story === story) return;
  run('UPDATE stories SET compared = NULL, reports = NULL WHERE id IN (?, ?)', story, now?.story ?? story);
  if (now) run('UPDATE story_reports SET ended = ? WHERE report = ? AND ended IS NULL', at, n);
  run('INSERT INTO story_reports (report, story, by, at) VALUES (?, ?, ?, ?)', n, story, by, at);
}

/** @returns whether it was done: not where a person placed a report in either story, or named the one that would go. */
export function mergeStory({ row, rows, run }: Connection, story: string, into: string, at: string): boolean {
  const held = row(
    `SELECT 1 FROM story_reports WHERE story IN (?1, ?2) AND by = 'hand' AND ended IS NULL
      UNION ALL SELECT 1 FROM stories WHERE id = ?1 AND title IS NOT NULL`,
    story,
    into,
  );
  if (held) return false;
  const moved = rows<{ report: number }>(
    'SELECT report FROM story_reports WHERE story = ? AND ended IS NULL',
    story,
  );
  run('UPDATE story_reports SET ended = ? WHERE story = ? AND ended IS NULL', at, story);
  run('UPDATE stories SET outline = NULL, compared = NULL, reports = NULL WHERE id IN (?, ?)', story, into);
  for (const { report } of moved)
    run("INSERT INTO story_reports (report, story, by, at) VALUES (?, ?, 'rule', ?)", report, into, at);
  return true;
}
