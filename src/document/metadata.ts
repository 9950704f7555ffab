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
