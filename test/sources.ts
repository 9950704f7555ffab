import type { Source } from '../src/document/layers.ts';

/** A text as a stage gets it, published on a day or at an unknown time. */
export const sourceOf = (text: string, published: string | null = null): Source => ({
  text,
  metadata: {
    title: null,
    publisher: null,
    byline: null,
    url: null,
    published,
    publishedFrom: published === null ? null : 'option',
    language: 'en',
  },
});
