import { dateText } from './format.ts';
import type { Picture } from './picture.ts';
import { currentPlace } from './router.ts';
import { book } from './session.ts';
import { texts } from './texts.ts';

/** What every picture says of itself: what it shows, from which book, as of when. */
export function pictureWords(title: string): Pick<Picture, 'title' | 'source' | 'date'> {
  const about = book.get();
  return {
    title,
    source: texts.matrix.source(about?.reports ?? 0, about?.book ?? ''),
    date: texts.matrix.date(dateText(currentPlace().query.get('as-of') ?? new Date().toISOString())),
  };
}
