import { diffArrays } from 'diff';
import type { Report } from './record.ts';

/** What is otherwise in a version than in the one before it. */
export interface Difference {
  /** Sentences that are not there any more, in their order. */
  readonly gone: readonly string[];
  /** Sentences that were not there before. */
  readonly come: readonly string[];
  /** Title, publisher, date, where one changed: from what to what. */
  readonly changed: readonly {
    readonly field: (typeof FIELDS)[number];
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

const FIELDS = ['title', 'publisher', 'byline', 'published'] as const;

export function differenceOf(before: Report, after: Report): Difference {
  const parts = diffArrays([...sentencesOf(before)], [...sentencesOf(after)]);
  return {
    gone: parts.flatMap(({ removed, value }) => (removed ? value : [])),
    come: parts.flatMap(({ added, value }) => (added ? value : [])),
    changed: FIELDS.flatMap((field) =>
      before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
    ),
  };
}

/** In one line each; of a report that was not read, its paragraphs. */
function sentencesOf({ text, sentences }: Report): readonly string[] {
  const parts =
    sentences.length > 0 ? sentences.map(({ start, end }) => text.slice(start, end)) : text.split(/\n+/);
  return parts.map((part) => part.replace(/\s+/g, ' ').trim()).filter((part) => part !== '');
}
