import type { NameRun } from './names.ts';
import type { Noun } from './nouns.ts';
import type { NamePhrase, Phrase } from './phrase.ts';
import type { Word } from './words.ts';

/** A headline: no full stop, and nearly all of the longer words with capitals, so that a capital says nothing. */
function isTitleCase(words: readonly Word[]): boolean {
  const long = words.filter((word) => word.kind === 'word' && word.lower.length > 3);
  const last = words.at(-1)?.text ?? '';
  return (
    long.length >= 5 &&
    !/[.!?"”’:;]/.test(last) &&
    long.filter((word) => word.capital).length >= 0.75 * long.length
  );
}

/** The words of one sentence, with the questions that the parser asks about them. */
export class Sentence {
  readonly words: readonly Word[];
  readonly titleCase: boolean;

  constructor(words: readonly Word[]) {
    this.words = words;
    this.titleCase = isTitleCase(words);
  }

  lower(at: number): string {
    return this.words[at]?.lower ?? '';
  }

  is(at: number, ...texts: readonly string[]): boolean {
    return texts.includes(this.lower(at));
  }

  text(from: number, to: number): string {
    let text = '';
    let end = -1;
    for (const word of this.words.slice(from, to)) {
      if (text !== '' && word.start > end) text += ' ';
      text += word.text;
      end = word.end;
    }
    return text;
  }
}

/** A name before it is known what belongs to it; `owner` stands before it, `noun` closes it (`Party`). */
export interface ToName extends NameRun {
  readonly owner?: Phrase | null;
  readonly noun?: Noun | null;
}

/** A sentence whose phrases can be asked for. */
export interface Parsing extends Sentence {
  phrase(at: number, depth: number): Phrase | null;
  named(name: ToName, depth: number): NamePhrase;
}
