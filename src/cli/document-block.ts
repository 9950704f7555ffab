import type { Reading } from '../app/reading.ts';
import { displayable, wrapped } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { plural } from './unit-words.ts';

/** The head of a document: title, publisher, date and what was found; or why it was not read. */
export function documentBlock(reading: Reading, name: string, { width, paint }: Terminal): readonly string[] {
  const { title, publisher, published } = reading.document;
  const origin = [publisher, published?.replace('T', ' '), title ? name : null].filter(
    (part) => part !== null,
  );
  const lines = (text: string) => wrapped(displayable(text), width);
  return [
    paint('dim', '─'.repeat(width)),
    ...lines(title ?? name).map((line) => paint('bold', line)),
    ...lines(origin.join(' · ')).map((line) => paint('dim', line)),
    ...lines(outcome(reading)),
  ];
}

/** `14 claims, 9 actors, 6 attributions`; of a text in another language: that it was kept, not read. */
export function outcome(reading: Reading): string {
  if (reading.skipped) return notRead(reading.document.language);
  const { claims, actors, attributions } = reading;
  return [
    counted(claims.length, 'claim'),
    counted(actors.length, 'actor'),
    counted(attributions.length, 'attribution'),
  ].join(', ');
}

export const notRead = (language: string | null): string =>
  `kept, not read: the text is in ${languageName(language)}`;

/** `1 claim`, `14 claims`, `2 entries`. */
export const counted = (n: number, noun: string): string => `${n} ${n === 1 ? noun : plural(noun)}`;

const languages = new Intl.DisplayNames('en', { type: 'language' });

const languageName = (code: string | null): string =>
  code ? (languages.of(code) ?? code) : 'another language';
