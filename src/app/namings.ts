import type { Naming, PartyRole } from '../book/record.ts';
import { length, overlaps, type Span, slice } from '../text/span.ts';
import type { Reading, ReadingAttribution, ReadingMention } from './reading.ts';

/**
 * By which words each claim (by its id) names its parties: for each the mention next to the predicate, of a source next to its
 * cue; in the same sentence rather than elsewhere, and by a name rather than by `he` or `the country`.
 */
export function namingsOf(
  { document, actors, mentions, attributions, claims }: Reading,
  partyOf: (actor: string) => string,
): ReadonlyMap<string, readonly Naming[]> {
  const names = new Map(actors.map(({ id, name }) => [id, name]));
  const byActor = Map.groupBy(mentions, ({ actor }) => actor);
  const byId = new Map(attributions.map((a) => [a.id, a]));
  return new Map(
    claims.map((claim) => {
      const found = new Map<string, Naming>();
      const add = (role: PartyRole, ids: readonly string[], at: Span) => {
        for (const actor of ids) {
          const mention = nearest(byActor.get(actor) ?? [], at, document);
          if (mention === null) continue;
          const { start, end } = mention;
          const key = `${actor} ${start} ${end}`;
          const roles = [...new Set([...(found.get(key)?.roles ?? []), role])];
          found.set(key, { start, end, party: partyOf(actor), roles, name: names.get(actor) ?? actor });
        }
      };
      for (const role of ['actors', 'targets', 'beneficiary'] as const)
        add(role, claim[role], claim.predicate);
      for (const { source, cue, actors: ids } of chain(byId, claim.attribution))
        add('sources', ids, source ?? cue ?? claim.predicate);
      add('sources', claim.reportedBy, claim.predicate);
      return [claim.id, [...found.values()]] as const;
    }),
  );
}

/** An attribution and those it stands in, innermost first. */
export function chain(
  attributions: ReadonlyMap<string, ReadingAttribution>,
  id: string | null,
): readonly ReadingAttribution[] {
  const attribution = id === null ? undefined : attributions.get(id);
  return attribution ? [attribution, ...chain(attributions, attribution.within)] : [];
}

function nearest(
  mentions: readonly ReadingMention[],
  at: Span,
  { text, sentences }: Reading['document'],
): ReadingMention | null {
  const around = sentences.find((sentence) => overlaps(sentence, at)) ?? at;
  // The whole of `the Dutch prime minister, Dick Schoof` rather than its end, which is as near.
  const rank = (m: Span): readonly number[] => [
    overlaps(m, around) ? 0 : 1,
    isName(slice(text, m)) ? 0 : 1,
    Math.max(0, m.start - at.end, at.start - m.end),
    -length(m),
  ];
  return (
    mentions
      .map((mention) => ({ mention, rank: rank(mention) }))
      .sort((a, b) => a.rank.reduce((order, n, i) => order || n - (b.rank[i] ?? 0), 0))[0]?.mention ?? null
  );
}

/** `Paris`, `the Dutch prime minister`; not `He`, `The country`. */
const isName = (words: string): boolean =>
  /\p{Lu}/u.test(
    words.replace(/^(?:The|He|She|It|They|We|I|This|That|These|Those|Its|Their|His|Her|Our)\b/, ''),
  );
