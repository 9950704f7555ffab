/** Verbs whose past is not formed with -ed, and nouns whose plural is not formed with -s, of the field's language. */
const IRREGULAR: Readonly<Record<string, readonly string[]>> = {
  become: ['became'],
  begin: ['began', 'begun'],
  break: ['broke', 'broken'],
  bring: ['brought'],
  build: ['built'],
  buy: ['bought'],
  catch: ['caught'],
  choose: ['chose', 'chosen'],
  come: ['came'],
  crisis: ['crises'],
  do: ['does', 'doing', 'did', 'done'],
  draw: ['drew', 'drawn'],
  fall: ['fell', 'fallen'],
  feed: ['fed'],
  fight: ['fought'],
  fly: ['flew', 'flown'],
  freeze: ['froze', 'frozen'],
  get: ['got', 'gotten'],
  give: ['gave', 'given'],
  go: ['goes', 'going', 'went', 'gone'],
  grow: ['grew', 'grown'],
  hold: ['held'],
  keep: ['kept'],
  lay: ['laid'],
  leave: ['left'],
  lend: ['lent'],
  lose: ['lost'],
  make: ['made'],
  man: ['men'],
  meet: ['met'],
  pay: ['paid'],
  person: ['people'],
  rise: ['rose', 'risen'],
  sell: ['sold'],
  send: ['sent'],
  ship: ['shipped', 'shipping'],
  shoot: ['shot'],
  speak: ['spoke', 'spoken'],
  spend: ['spent'],
  stand: ['stood'],
  take: ['took', 'taken'],
  withdraw: ['withdrew', 'withdrawn'],
  withhold: ['withheld'],
  win: ['won'],
  woman: ['women'],
  write: ['wrote', 'written'],
};

/** `sent`, `withdrawn`, …: participles are among them. */
export const IRREGULAR_FORMS: ReadonlySet<string> = new Set(Object.values(IRREGULAR).flat());

/** British and American spellings that both stand in the press. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/defence/, 'defense'],
  [/offence/, 'offense'],
  [/licence/, 'license'],
  [/programme/, 'program'],
  [/labour/, 'labor'],
  [/armour/, 'armor'],
  [/harbour/, 'harbor'],
  [/neighbour/, 'neighbor'],
  [/favour/, 'favor'],
  [/centre/, 'center'],
  [/fuelling/, 'fueling'],
  [/ise$/, 'ize'],
  [/isation/, 'ization'],
];

/**
 * The forms under which a word of a pattern may stand in a text, in lower case: itself, plural, -s, -ed, -ing, irregular
 * ones, British and American spelling. Some forms are no English words; they do no harm, since no text has them.
 */
export function formsOf(word: string): ReadonlySet<string> {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const forms = new Set<string>();
  remembered.set(word, forms);
  for (const base of spellings(word)) {
    for (const form of inflections(base)) forms.add(form);
  }
  return forms;
}

/** The same words stand in many patterns. */
const remembered = new Map<string, ReadonlySet<string>>();

function spellings(word: string): readonly string[] {
  const american = SPELLINGS.filter(([british]) => british.test(word)).map(([british, other]) =>
    word.replace(british, other),
  );
  return [word, ...american];
}

function inflections(word: string): readonly string[] {
  const irregular = IRREGULAR[word] ?? [];
  if (word.length < 3) return [word, `${word}s`, ...irregular];
  const stem = word.slice(0, -1);
  if (word.endsWith('e')) return [word, `${word}s`, `${word}d`, `${stem}ing`, ...irregular];
  if (/[^aeiou]y$/.test(word)) return [word, `${stem}ies`, `${stem}ied`, `${word}ing`, ...irregular];
  const plural = /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
  const last = word.slice(-1);
  // Short words and stressed ends double their consonant: ban, banned; ship, shipping; control, controlled.
  const doubled = /[aeiou][bdglmnprt]$/.test(word) ? [`${word}${last}ed`, `${word}${last}ing`] : [];
  return [word, plural, `${word}ed`, `${word}ing`, ...doubled, ...irregular];
}
