import type { Reading, ReadingActor, ReadingClaim } from '../app/reading.ts';
import { slice } from '../text/span.ts';

/** On whose word a claim stands, outermost first: `Dnipro Daily ← Harbour Wire ← a White House official`. */
export function sourceChain(reading: Reading, claim: ReadingClaim): string {
  const links = [
    reading.document.publisher ?? 'this report',
    ...claim.reportedBy.toReversed().map((id) => nameOfActor(reading, id)),
    ...sourceOf(reading, claim),
  ];
  return links.filter((link, i) => link !== links[i - 1]).join(' ← ');
}

/** A person with the state that he or she acts for; others by name; an id that the reading does not hold as it stands. */
export function nameOfActor(reading: Reading, id: string): string {
  const actor = reading.actors.find((a) => a.id === id);
  if (!actor) return id;
  return actor.state && NAMED_WITH_STATE.has(actor.kind) ? `${actor.name} (${actor.state})` : actor.name;
}

const NAMED_WITH_STATE: ReadonlySet<ReadingActor['kind']> = new Set([
  'person',
  'body',
  'party',
  'armed-group',
]);

// He, she and the like say less than the name that they stand for.
const PRONOUN = /^(?:he|she|it|they|we|i|you|who|which|that|this|these|those|one|both|all)$/i;

const stateOf = (reading: Reading, id: string): string | null =>
  reading.actors.find((a) => a.id === id && a.kind === 'state')?.state ?? null;

function sourceOf(reading: Reading, claim: ReadingClaim): readonly string[] {
  const attribution = reading.attributions.find((a) => a.id === claim.attribution);
  if (!attribution) return [];
  const names = attribution.actors.map((id) => nameOfActor(reading, id)).join(', ');
  const words = attribution.source ? slice(reading.document.text, attribution.source) : '';
  const people = reading.actors.some((a) => a.kind === 'person' && attribution.actors.includes(a.id));
  if (!words || people || PRONOUN.test(words)) return names ? [names] : [];
  const codes = attribution.actors.map((id) => stateOf(reading, id) ?? nameOfActor(reading, id)).join(', ');
  return [!names || names === words ? words : `${words} (${codes})`];
}
