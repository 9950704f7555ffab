import type { Mentioned } from '../document/layers.ts';
import { type Span, slice, span } from '../text/span.ts';

/** What one speaker says in a transcript: the words before its colon, in small letters too, and all until the next one speaks. */
export interface Turn {
  readonly name: string;
  readonly label: Span;
  readonly said: Span;
}

/** `MR. HALVORSEN:`, `Deputy Noreen Tuohy:`, `SPOKESPERSON (TRADE):`, `A:`, `A.` */
const LABEL = /^(\p{Lu}[\p{L}\p{M} .'’-]{0,60}?(?: ?\([^)\n]{1,60}\))?)(?::|(?<=^[QA])\.)\s+(?=\S)/u;
/** A label of more words is a sentence that ends in a colon. */
const MOST_WORDS = 8;
const FEWEST_TURNS = 4;

/** Who asks takes no stand. */
const ASKS =
  /^(?:q|question|questioner|host|interviewer|reporter|moderator|presenter|anchor|journalist|audience|caller)$/;
/** Whether the speaker is whoever is asked: `A:`. */
export const isAnswer = ({ name }: Turn): boolean => /^(?:a|answer)$/.test(name);

/**
 * The turns of an interview, a briefing or a debate in which somebody answers for something, in their order; `[]` where a text
 * is none: at least four paragraphs have to begin with a speaker, and one of them twice. A list of what each state does
 * (`France: …`) names each once.
 */
export function turnsOf({ text, paragraphs }: Pick<Mentioned, 'text' | 'paragraphs'>): readonly Turn[] {
  const labelled = paragraphs.flatMap((paragraph, at) => {
    const [whole = '', name = ''] = LABEL.exec(slice(text, paragraph)) ?? [];
    const { start } = paragraph;
    return name === '' || name.split(/\s+/).length > MOST_WORDS
      ? []
      : [
          {
            at,
            name: name.toLowerCase(),
            label: span(start, start + name.length),
            from: start + whole.length,
          },
        ];
  });
  const names = labelled.map(({ name }) => name);
  if (names.length < FEWEST_TURNS || new Set(names).size === names.length) return [];
  // Behind the last turn a reporter may go on; where no turn before has several paragraphs it has but one.
  const goesOn = labelled.some(({ at }, i) => (labelled[i + 1]?.at ?? at) > at + 1);
  const end = (goesOn ? paragraphs.at(-1) : paragraphs[labelled.at(-1)?.at ?? 0])?.end ?? text.length;
  return labelled.flatMap(({ name, label, from }, i) =>
    ASKS.test(name) ? [] : [{ name, label, said: span(from, labelled[i + 1]?.label.start ?? end) }],
  );
}

/** Whom an interview is with: the one person that is named before it begins; of several nobody can say. */
export function askedIn({ actors, mentions }: Mentioned, begins: number): readonly string[] {
  const persons = new Set(actors.filter(({ kind }) => kind === 'person').map(({ id }) => id));
  const named = new Set(
    mentions.filter(({ start, actor }) => start < begins && persons.has(actor)).map(({ actor }) => actor),
  );
  return named.size === 1 ? [...named] : [];
}
