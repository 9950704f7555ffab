import { family, type MeasureMatch } from './measure.ts';
import { type ClaimWords, OTHER, type Subjects, TALKS } from './measure-subjects.ts';

/** What speaks for a measure of a claim, by the names of resources/rules/measure-evidence.yaml. */
export type Evidence = ReadonlyMap<string, number>;

/** Measures that come into question for a claim of the document: all that are spoken of anywhere in it. */
export const candidates = ({ counts }: Subjects): readonly string[] => [
  ...new Set([...counts.keys(), TALKS, OTHER]),
];

/**
 * How a measure stands to a claim's own words: `told` by them, `hinted`, `beside` others that are told; where none is told,
 * `pointing` if the claim points back (`rejected it`), else `silent`.
 */
type Standing = 'told' | 'hinted' | 'beside' | 'pointing' | 'silent';

/** Talks and what is no measure's are spoken of in other ways than things undertaken: their evidence has names of its own. */
const kindOf = (id: string): string => (id === OTHER ? '.other' : id === TALKS ? '.talks' : '');

/** Money has its purpose beside it, a quota or a ban its goods. */
const INSTRUMENT =
  /^(?:funding\.|quota|subsidy|tariff|sanctions\.|market-access|trade-agreement|export-control|investment|debt-relief)/;
const PURPOSE = new Set([
  'armed-forces.build-up',
  'arms.any',
  'training',
  'reconstruction',
  'humanitarian-aid',
  'health',
  'food',
  'transport',
  'fisheries',
  'water',
  'environment',
  'climate-finance',
  'migration',
  'energy-supply',
  'nuclear',
]);
const GOODS = new Set([...PURPOSE, 'energy-output', 'arms.aircraft']);

/** A report that is about one of these throughout or from its lead on means it with each sum or share. */
const COMPANY: readonly { readonly of: RegExp; readonly with: ReadonlySet<string> }[] = [
  { of: /^funding\./, with: new Set(['climate-finance', 'humanitarian-aid']) },
  { of: /^(?:quota|sanctions\.trade)$/, with: new Set(['fisheries']) },
];
const THROUGHOUT = 0.12;

export function evidenceFor(id: string, words: ClaimWords, subjects: Subjects): Evidence {
  const evidence = new Map<string, number>();
  const { claim, told } = words;
  const { bySentence, counts, most } = subjects;
  const own = words.matches.filter((m) => m.id === id);
  const rest: Standing = told.size > 0 ? 'beside' : words.pointsBack ? 'pointing' : 'silent';
  const standing: Standing = told.has(id) ? 'told' : own.length > 0 ? 'hinted' : rest;
  const kind = kindOf(id);
  const put = (name: string, value: number) => {
    if (value !== 0) evidence.set(name, value);
  };
  put(`${standing}${kind}`, 1);
  if (claim.act === 'meet' && kind !== '')
    put(`${standing}${kind}:${claim.what === null ? 'bare-meeting' : 'meeting'}`, 1);
  if (standing === 'told') {
    ownEvidence(own, words, put);
    put(`told:in.${family(id)}`, 0.5);
  }

  const around = `${standing === 'hinted' ? rest : standing}${kind}`;
  const count = counts.get(id) ?? 0;
  const here = bySentence[claim.sentence]?.get(id) ?? 0;
  const inLead = Math.max(bySentence[0]?.get(id) ?? 0, SECOND * (bySentence[1]?.get(id) ?? 0));
  if (own.length === 0) put(`${around}:sentence`, here);
  put(`${around}:before`, bySentence[claim.sentence - 1]?.get(id) ?? 0);
  put(`${around}:share`, count / Math.max(SHORT, bySentence.length));
  put(`${around}:rank`, count / most);
  put(`${around}:lead`, inLead);
  const others = (subjects.telling.get(id) ?? 0) - (standing === 'told' ? 1 : 0);
  put(`${around}:claims`, others / Math.max(1, subjects.tellingAny - (told.size > 0 ? 1 : 0)));
  if (words.behind.has(id)) put(`${standing === 'hinted' ? rest : standing}:behind`, 1);
  if (standing === 'told') return evidence;

  const instruments = [...told].filter((other) => INSTRUMENT.test(other));
  const money = instruments.some((other) => family(other) === 'funding');
  for (const [name, meant] of [
    ['goods', instruments.length > 0 && GOODS.has(id)],
    ['purpose', money && PURPOSE.has(id)],
  ] as const) {
    if (!meant) continue;
    put(name, 1);
    put(`${name}:rank`, count / most);
    put(`${name}:sentence`, here);
  }
  const throughout =
    count >= Math.max(2, THROUGHOUT * bySentence.length) ||
    bySentence.slice(0, 2).some((s) => s.get(id) === 1);
  if (throughout && COMPANY.some((c) => c.with.has(id) && instruments.some((other) => c.of.test(other))))
    put('company', 1);
  return evidence;
}

/** A text of fewer sentences is as good as an extract: what fills it may be passed over in the whole. */
const SHORT = 6;
/** The second sentence tells what a report is about less surely than the first. */
const SECOND = 0.7;
/** Characters after which a word of the what counts as late in full. */
const LATE = 120;

/** How a measure stands among the words that tell it. */
function ownEvidence(
  own: readonly MeasureMatch[],
  { claim: { what }, matches, told }: ClaimWords,
  put: (name: string, value: number) => void,
): void {
  const plain = own.filter((m) => m.role === 'pattern');
  put('told:several', Math.log(plain.length));
  put('told:words', Math.min(2, Math.max(...plain.map((m) => m.words)) - 1));
  put('told:rivals', Math.min(4, told.size - 1));
  if (what === null) return;
  const within = (m: MeasureMatch) => m.role === 'pattern' && m.start < what.end && what.start < m.end;
  const first = plain.find(within);
  if (first === undefined) return;
  put('told:first', matches.find(within)?.start === first.start ? 1 : 0);
  put('told:late', Math.min(1, Math.max(0, first.start - what.start) / LATE));
}
