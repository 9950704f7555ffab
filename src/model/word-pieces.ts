import { characterOf } from './characters.ts';

/** Pieces that begin a word and pieces that go on with one (without their `##`), each with its id. */
export interface Vocabulary {
  readonly beginning: ReadonlyMap<string, number>;
  readonly continuing: ReadonlyMap<string, number>;
  /** Code units of the longest piece. */
  readonly longest: number;
  /** Id of what stands for a word that has no pieces. */
  readonly unknown: number;
  readonly size: number;
}

/** The word pieces of a text, in order: parallel arrays, one element a piece. */
export interface Pieces {
  readonly count: number;
  readonly ids: Int32Array;
  /** UTF-16 offsets into the text; accents written as characters of their own may lie between two pieces. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where the piece goes on with the word of the piece before it. */
  readonly continues: Uint8Array;
}

/** A longer word becomes one unknown piece, as in BERT. */
const LONGEST_WORD = 100;

/** @param lines one piece a line; its number, from 0, is its id */
export function vocabularyOf(lines: readonly string[], unknown: number): Vocabulary {
  const beginning = new Map<string, number>();
  const continuing = new Map<string, number>();
  let longest = 0;
  for (const [id, line] of lines.entries()) {
    const [map, piece] = line.startsWith('##') ? [continuing, line.slice(2)] : [beginning, line];
    map.set(piece, id);
    longest = Math.max(longest, piece.length);
  }
  return { beginning, continuing, longest, unknown, size: lines.length };
}

/** A word while it is being read: its normal form, and where each code unit of that comes from. */
interface Word {
  text: string;
  characters: number;
  readonly starts: number[];
  readonly ends: number[];
  end: number;
}

/**
 * WordPiece as Hugging Face's fast tokenizer does it (Schuster and Nakajima 2012; Devlin et al. 2019), with offsets
 * into the original text. Special pieces written in a text (`[SEP]`) are words like any other. Time is linear in the
 * text's length, also for a text of one word.
 */
export function wordPieces(text: string, vocabulary: Vocabulary): Pieces {
  const ids: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const continues: number[] = [];
  const word: Word = { text: '', characters: 0, starts: [], ends: [], end: 0 };

  const put = (id: number, start: number, end: number, more: number): void => {
    ids.push(id);
    starts.push(start);
    ends.push(end);
    continues.push(more);
  };

  const finish = (): void => {
    if (word.characters === 0) return;
    const first = ids.length;
    const units = word.text.length;
    let known = word.characters <= LONGEST_WORD;
    for (let at = 0; at < units && known; ) {
      const map = at === 0 ? vocabulary.beginning : vocabulary.continuing;
      let end = Math.min(units, at + vocabulary.longest);
      let id = map.get(word.text.slice(at, end));
      while (id === undefined && --end > at) id = map.get(word.text.slice(at, end));
      if (id === undefined) known = false;
      else put(id, word.starts[at] ?? 0, word.ends[end - 1] ?? 0, at === 0 ? 0 : 1);
      at = end;
    }
    if (!known) {
      for (const list of [ids, starts, ends, continues]) list.length = first;
      put(vocabulary.unknown, word.starts[0] ?? 0, word.end, 0);
    }
    word.text = '';
    word.characters = 0;
  };

  const add = (normal: string, start: number, end: number): void => {
    word.characters += normal.length === 1 ? 1 : Array.from(normal).length;
    word.end = end;
    if (word.characters > LONGEST_WORD) return;
    for (let i = 0; i < normal.length; i++) {
      word.starts[word.text.length + i] = start;
      word.ends[word.text.length + i] = end;
    }
    word.text += normal;
  };

  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const next = at + (code > 0xffff ? 2 : 1);
    const character = characterOf(code);
    if (character.kind === 'word') {
      add(character.text, at, next);
    } else if (character.kind !== 'dropped') {
      finish();
      if (character.kind === 'alone') {
        add(character.text, at, next);
        finish();
      }
    }
    at = next;
  }
  finish();
  return {
    count: ids.length,
    ids: Int32Array.from(ids),
    starts: Int32Array.from(starts),
    ends: Int32Array.from(ends),
    continues: Uint8Array.from(continues),
  };
}
