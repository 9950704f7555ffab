import type { Attribution, Mention, ReviewedClaim, Span } from '../api-types.ts';
import { listText } from '../format.ts';
import { nameOf } from '../names.ts';
import { thisPage } from '../router.ts';
import { segments } from '../segments.ts';
import { texts } from '../texts.ts';

export type Layer = 'claims' | 'attributions' | 'mentions';

export type Thing = Span &
  (
    | { readonly kind: 'claim'; readonly id: string; readonly track: number }
    | { readonly kind: 'said'; readonly by: string }
    | { readonly kind: 'mention'; readonly name: string }
    | { readonly kind: 'at' }
  );

/** As many as have a line of their own below the words. */
const TRACKS = 3;

/** What is drawn into a text: each claim on its track, who said what, who is meant, and the words that a link led to. */
export function thingsOf({
  claims,
  trackOf,
  attributions,
  mentions,
  names,
  at,
  layers,
}: {
  readonly claims: readonly ReviewedClaim[];
  readonly trackOf: ReadonlyMap<string, number>;
  readonly attributions: readonly Attribution[];
  readonly mentions: readonly Mention[];
  readonly names: ReadonlyMap<string, string>;
  readonly at: Span | null;
  readonly layers: readonly Layer[];
}): readonly Thing[] {
  const called = (id: string): string => names.get(id) ?? nameOf(id);
  return [
    ...(layers.includes('claims')
      ? claims.map(({ id, evidence }) => ({
          ...evidence,
          kind: 'claim' as const,
          id,
          track: Math.min(TRACKS - 1, trackOf.get(id) ?? 0),
        }))
      : []),
    ...(layers.includes('attributions')
      ? attributions.flatMap(({ content, actors }) =>
          content.map(({ start, end }) => ({
            start,
            end,
            kind: 'said' as const,
            by: actors.length > 0 ? listText(actors.map(called)) : texts.document.unknownSource,
          })),
        )
      : []),
    ...(layers.includes('mentions')
      ? mentions.map(({ start, end, actor }) => ({
          start,
          end,
          kind: 'mention' as const,
          name: called(actor),
        }))
      : []),
    ...(at ? [{ start: at.start, end: at.end, kind: 'at' as const }] : []),
  ];
}

/** Part of a text with what lies under it. Overlapping claims have a line each. */
export function MarkedText({
  text,
  of,
  things,
  chosen,
}: {
  readonly text: string;
  readonly of: Span;
  readonly things: readonly Thing[];
  readonly chosen: string | null;
}) {
  const led = things.some(({ kind }) => kind === 'at');
  return (
    <>
      {segments(of, things).map(({ start, end, under }) => {
        const words = text.slice(start, end);
        const claims = under.filter((thing) => thing.kind === 'claim');
        const said = under.find((thing) => thing.kind === 'said');
        const mention = under.find((thing) => thing.kind === 'mention');
        const at = under.some((thing) => thing.kind === 'at');
        if (under.length === 0) return words;
        // A link to some words of a claim means these.
        const isChosen = led ? at : claims.some(({ id }) => id === chosen);
        const classes = ['seg', ...claims.map(({ track }) => `track-${track}`), isChosen && 'seg-chosen'];
        const inner = ['seg-in', said && 'seg-said', mention && 'seg-mention'];
        const about = [said && texts.document.saidBy(said.by), mention?.name].filter(Boolean).join('; ');
        const shown = (
          <span class={inner.filter(Boolean).join(' ')} title={about || undefined}>
            {words}
          </span>
        );
        const drawn = classes.filter(Boolean).join(' ');
        // The shortest one is meant where several lie under the pointer.
        const [nearest] = claims.toSorted((a, b) => a.end - a.start - (b.end - b.start));
        return nearest === undefined ? (
          <span key={start} class={drawn}>
            {shown}
          </span>
        ) : (
          <a key={start} class={drawn} href={thisPage({ claim: nearest.id, at: null })} tabIndex={-1}>
            {shown}
          </a>
        );
      })}
    </>
  );
}
