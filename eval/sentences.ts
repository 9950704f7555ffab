import { readFileSync } from 'node:fs';
import { UNKNOWN } from '../src/document/metadata.ts';
import { tokenise } from '../src/language/sentences.ts';
import { type Span, span, trim } from '../src/text/span.ts';

/**
 * Sentence boundaries against Universal Dependencies, beside plain `Intl.Segmenter`: exact sentences, F1.
 *   node eval/sentences.ts ../shared/data/ud/en_ewt-dev.conllu … [--errors]
 */
interface Gold {
  readonly text: string;
  readonly sentences: readonly Span[];
}

function readGold(file: string): readonly Gold[] {
  const documents: Gold[] = [];
  let text = '';
  let sentences: Span[] = [];
  const close = (): void => {
    if (sentences.length > 0) documents.push({ text, sentences });
    text = '';
    sentences = [];
  };
  let glued = false;
  for (const block of readFileSync(file, 'utf8').split('\n\n')) {
    if (block.includes('# newdoc')) close();
    const sentence = /^# text = (.*)$/m.exec(block)?.[1];
    if (sentence === undefined) continue;
    const fresh = /^# newpar/m.test(block) || text === '';
    if (text !== '') text += fresh ? '\n\n' : glued ? '' : ' ';
    sentences.push(trim(text + sentence, span(text.length, text.length + sentence.length)));
    text += sentence;
    glued = /SpaceAfter=No/.test(block.trimEnd().split('\n').at(-1) ?? '');
  }
  close();
  return documents;
}

function segmented(text: string): readonly Span[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  return [...segmenter.segment(text)]
    .map(({ index, segment }) => trim(text, span(index, index + segment.length)))
    .filter((sentence) => sentence.start < sentence.end);
}

const NONE = { ...UNKNOWN, language: 'en' } as const;

const showErrors = process.argv.includes('--errors');

function score(
  name: string,
  gold: readonly Gold[],
  split: (text: string) => readonly Span[],
  show: boolean,
): void {
  let right = 0;
  let wanted = 0;
  let given = 0;
  for (const { text, sentences } of gold) {
    const found = split(text);
    const ends = new Set(found.map(({ end }) => end));
    const keys = new Set(found.map(({ start, end }) => `${start} ${end}`));
    const goldEnds = new Set(sentences.map(({ end }) => end));
    right += sentences.filter(({ start, end }) => keys.has(`${start} ${end}`)).length;
    wanted += sentences.length;
    given += found.length;
    if (!show) continue;
    const print = (kind: string, at: number): void =>
      console.log(
        `${kind} ${JSON.stringify(text.slice(Math.max(0, at - 40), at))} | ${JSON.stringify(text.slice(at, at + 30))}`,
      );
    for (const end of goldEnds) if (!ends.has(end)) print('missed', end);
    for (const end of ends) if (!goldEnds.has(end)) print('extra ', end);
  }
  const [p, r] = [right / given, right / wanted];
  console.log(
    `${name.padEnd(16)} P ${p.toFixed(3)}  R ${r.toFixed(3)}  F1 ${((2 * p * r) / (p + r)).toFixed(3)}  (${wanted})`,
  );
}

for (const file of process.argv.slice(2).filter((argument) => !argument.startsWith('--'))) {
  const gold = readGold(file);
  console.log(file);
  score('ours', gold, (text) => tokenise({ text, metadata: NONE }).sentences, showErrors);
  score('Intl.Segmenter', gold, segmented, false);
}
