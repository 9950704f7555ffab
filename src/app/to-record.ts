import { createHash } from 'node:crypto';
import type { BookClaim, Party, ReadReport } from '../book/record.ts';
import { declaredDate } from '../document/metadata.ts';
import { chain, namingsOf } from './namings.ts';
import type { Reading, ReadingActor } from './reading.ts';

/**
 * A reading as the unit that comes into the book. Actors become parties: a person stands for the state or body whose office
 * it holds, so that `Macron`, `Paris` and `the French defence minister` share one line of the book.
 */
export function toRecord(reading: Reading, learned: string): ReadReport {
  const { document } = reading;
  // The id is known before the text is read, and one text captured on two days is one report.
  const id = reportId(document.publisher, declaredDate(document), document.text);
  const actors = new Map(reading.actors.map((a) => [a.id, a]));
  const partyOf = (actor: string): string => partyIdOf(actors, actor);
  const parties = (ids: readonly string[]): string[] => [...new Set(ids.map(partyOf))];
  const attributions = new Map(reading.attributions.map((a) => [a.id, a]));
  const namings = namingsOf(reading, partyOf);
  const claims = reading.claims.map(
    ({
      attribution,
      reportedBy,
      sentence,
      plover: _,
      cameo: __,
      rule: ___,
      reasons: ____,
      ...c
    }): BookClaim => ({
      ...c,
      id: `${id}#${c.id}`,
      report: id,
      actors: parties(c.actors),
      targets: parties(c.targets),
      beneficiary: parties(c.beneficiary),
      sources: parties([...chain(attributions, attribution).flatMap((a) => a.actors), ...reportedBy]),
      sentence: document.sentences[sentence] ?? c.evidence,
      namings: namings.get(c.id) ?? [],
    }),
  );
  return {
    report: {
      id,
      title: document.title,
      publisher: document.publisher,
      byline: document.byline,
      url: document.url,
      published: document.published,
      learned,
      language: document.language,
      text: document.text,
      sentences: document.sentences,
    },
    parties: [...new Set(reading.actors.map((a) => partyOf(a.id)))].flatMap((party) =>
      partyFrom(actors.get(party), party),
    ),
    claims,
  };
}

/** The book's id of a report: of publisher, date and text. The text alone would make one report of an agency's story in five papers. */
export function reportId(publisher: string | null, published: string | null, text: string): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([publisher, published, text]), 'utf8');
  return `sha256:${hash.digest('hex')}`;
}

function partyIdOf(actors: ReadonlyMap<string, ReadingActor>, id: string): string {
  const actor = actors.get(id);
  if (actor?.kind !== 'person') return id;
  return actor.state === null
    ? (actor.roles.find(({ of }) => of !== null)?.of ?? id)
    : `state:${actor.state}`;
}

/** A state that is named by its president only is not among the reading's actors. */
function partyFrom(actor: ReadingActor | undefined, id: string): Party[] {
  if (actor) return [{ id, kind: actor.kind, name: actor.name, state: actor.state, size: actor.size }];
  const state = /^state:([A-Z]{3})$/.exec(id)?.[1];
  return state ? [{ id, kind: 'state', name: state, state, size: null }] : [];
}
