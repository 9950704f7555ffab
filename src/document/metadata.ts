import type { Metadata } from './layers.ts';

/** Of a text of which nothing is known but its words. */
export const UNKNOWN: Metadata = Object.freeze({
  title: null,
  publisher: null,
  byline: null,
  url: null,
  published: null,
  publishedFrom: null,
  language: null,
});

type Dated = Pick<Metadata, 'published' | 'publishedFrom'>;

/** The date with which a report came, by which it is the same report as another; null where it was found otherwise. */
export const declaredDate = ({ published, publishedFrom }: Dated): string | null =>
  publishedFrom === 'text' || publishedFrom === 'capture' ? null : published;

/** From when a text speaks, so that `on Friday` is a day. A page may have been captured years after it was written. */
export const spokenOn = ({ published, publishedFrom }: Dated): string | null =>
  publishedFrom === 'capture' ? null : published;
