import compromise from 'compromise';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import type { SourceReader } from '../src/app/reader.ts';
import type { Source } from '../src/document/layers.ts';
import { tokenise } from '../src/language/sentences.ts';
import type { Model } from '../src/model/index.ts';
import type { Side } from './rounds.ts';

/** Reading as a caller of the library has it. */
export const ours = (name: string, read: SourceReader): Side<Source> => ({ name, read });

/** The calls to the runtime alone that reading these documents takes, with the same windows and questions. */
export async function bare(
  name: string,
  { bareCalls }: Model,
  documents: readonly Source[],
): Promise<Side<Source>> {
  const calls = new Map<Source, () => Promise<void>>();
  for (const document of documents) calls.set(document, await bareCalls(tokenise(document)));
  return { name, read: (document) => calls.get(document)?.() };
}

/** Tokens, sentences, parts of speech, entities: everything that its pipe has for a text. */
export function wink(): Side<Source> {
  const nlp = winkNLP(model);
  return {
    name: 'wink-nlp',
    read: ({ text }) => {
      const document = nlp.readDoc(text);
      return [
        document.sentences().out(),
        document.tokens().out(nlp.its.pos),
        document.entities().out(nlp.its.detail),
      ];
    },
  };
}

/** Tokens, sentences, tags, and the people, places and organisations. */
export const compromised = (): Side<Source> => ({
  name: 'compromise',
  read: ({ text }) => {
    const view = compromise(text);
    return [view.out('tags'), view.topics().out('array')];
  },
});
