import type { Span } from '../text/span.ts';

export type Tense = 'past' | 'future';

/** Words of a clause that say whether it tells of what has been or of what is to come (`leaves on Tuesday`); the nearest to a date counts. */
const FUTURE =
  /^(?:will|would|shall|should|must|'ll|’ll|won|wouldn|shan|may|might|could|can|plans?|planned|planning|intends?|intending|aims?|hopes?|hoped|expects?|expected|due|set|scheduled|slated|supposed|going|poised|forthcoming|upcoming|coming|next|postponed|deferred|delayed|adjourned|promise[sd]?|pledges?|vows?|ready|deadline|leaves|arrives|begins|starts|opens|resumes|meets|convenes|reconvenes|flies|visits|ends|expires|votes|returns|reopens|takes|comes|holds|hosts|travels|decides|signs|closes|pays|faces|receives|wants|want|likely|unlikely|effective)$/;
const PAST =
  /^(?:was|were|had|has|have|been|did|didn|ago|last|after|following|since|began|begun|bought|broke|brought|built|came|caught|chose|cut|drew|drove|fell|felt|fought|found|fled|flew|froze|gave|got|grew|held|hit|kept|killed|knew|laid|led|left|lent|let|lost|made|meant|met|paid|put|quit|ran|rang|read|rose|said|sat|saw|sent|shook|shot|shut|sold|sought|spent|split|spoke|spread|stood|stole|struck|swore|told|took|taken|taught|thought|threw|tore|understood|undertook|underwent|went|withdrew|won|wound|wrote|written|[a-z]{2,}ed)$/;

/** Of these a noun tells nothing: `rejected the plan on Monday`. */
const NOUN_TOO =
  /^(?:plans?|promises?|pledges?|vows?|hopes?|aims?|visits?|ends|votes?|returns|takes|holds|hosts|signs|faces)$/;
const BEFORE_NOUN =
  /^(?:the|an?|its|their|his|her|our|this|that|these|those|any|all|some|no|of|for|with|on|in|new|s|\p{Ll}+(?:al|ic|ive|ing|ed))$/u;
/** Scheduled ones tell of what is to come in the present: `the talks start on Monday`. */
const SCHEDULED =
  /^(?:start|begin|open|reopen|resume|meet|hold|vote|convene|return|leave|arrive|end|expire|take|come|sign|travel|visit)$/;
/** What may be the subject of such a verb: many, or a name that is none of the noun's (`the Paris vote`). */
const isSubject = (word: string, before: string): boolean =>
  /^(?:\p{Ll}{2,}s|they|we)$/u.test(word) ||
  (/^\p{Lu}\p{L}+$/u.test(word) && !/^(?:the|an?|this|that|its|s)$/i.test(before));

/** After these an infinitive tells of what did or did not come about: `forced to resign on Friday`. */
const FACTIVE =
  /^(?:used|forced|failed|refused|able|began|begun|continued|managed|seemed|appeared|declined|obliged|had|compelled|unable)$/;

/** `will be released`, `to be put`, `will once more cut`: what looks like a past form is none behind these. */
const UNDER_MODAL =
  /\b(?:will|would|shall|should|must|may|might|could|can|ll)\b|\b(?:to|be)$|\bto be \p{L}+$/u;

/** Capitalised words behind `to` are its goal (`to Kyiv`); these small ones too. */
const NO_VERB =
  /^(?:a|an|about|around|nearly|almost|at|be|both|each|every|more|less|over|some|the|its|their|his|her|our|this|that|these|those|some|any|all|\d.*)$/;

/** `appealed to governments on Monday`: no verb in its bare form ends so. */
const PLURAL = /(?<!s|focu)s$/;
/** Before a participle that goes with a noun. */
const OF_NOUN =
  /^(?:the|an?|its|their|his|her|our|any|all|some|no|of|for|with|by|on|in|from|more|new|\p{Ll}+ing)$/u;
/** What may stand between a verb and its date: where it was. */
const PLACED = /^(?:(?:in|at) \p{Lu}\S*(?: \p{Lu}\S*)* ?)*(?:in)?$/u;

const WINDOW = 220;

/**
 * The tense of the clause around a date: the nearest verb before it in its sentence, else the nearest after it;
 * null where neither is told. An infinitive (`agreed to meet on Monday`) is still to come.
 */
export function tenseAt(text: string, sentence: Span, date: Span): Tense | null {
  const ahead = text.slice(date.end, Math.min(sentence.end, date.end + WINDOW));
  const behind = text.slice(Math.max(sentence.start, date.start - WINDOW), date.start);
  // `Brussels has postponed the rules twice, and on Tuesday the Commission ruled out …`: a clause of its own
  const own = CLAUSE.test(behind) ? firstTense(words(ahead)) : null;
  if (own !== null) return own;
  const before = words(behind);
  // `after the talks on Friday` tells of what has been; `after Friday` is as far ahead as what comes after it.
  const nearest = before.length - (/^(?:after|following)$/i.test(before.at(-1) ?? '') ? 2 : 1);
  for (let i = nearest; i >= 0; i--) {
    const tense = tenseOf(before, i);
    if (tense !== null) return tense;
  }
  // `Ahead of a meeting on Monday it said …`
  if (/^(?:before|ahead)$/i.test(before[0] ?? '')) return 'future';
  return firstTense(words(ahead));
}

/** What joins a clause that begins with its date. */
const CLAUSE = /(?:[,;] (?:and|but|while|whereas)|;) (?:(?:on|in|early|late) )*$/;

function firstTense(after: readonly string[]): Tense | null {
  for (let i = 0; i < after.length; i++) {
    const tense = tenseOf(after, i);
    if (tense !== null) return tense;
  }
  return null;
}

/** What was agreed, announced or called off may be still to come: `dropped the idea of a contribution in September`. */
const PLANNED =
  /^(?:agreed|announced|approved|adopted|promised|pledged|offered|proposed|called|scheduled|planned|set|accepted|invited|demanded|wanted|asked|urged|dropped|cancelled|canceled|postponed|delayed|endorsed|backed|rejected|opposed|confirmed|discussed|ordered|decided|unveiled|put|won|expected|welcomed)$/;

/** Whether the verb before a date that tells of what has been is one of planning. */
export function isPlannedAt(text: string, sentence: Span, date: Span): boolean {
  const before = words(text.slice(Math.max(sentence.start, date.start - WINDOW), date.start));
  for (let i = before.length - 1; i >= 0; i--)
    if (tenseOf(before, i) !== null) return PLANNED.test(before[i]?.toLowerCase() ?? '');
  return true;
}

const words = (text: string): readonly string[] => text.match(/[\p{L}\d]+|['’]ll/gu) ?? [];

function tenseOf(all: readonly string[], i: number): Tense | null {
  const word = all[i] ?? '';
  const next = all[i + 1];
  if (
    word === 'to' &&
    next !== undefined &&
    /^\p{Ll}/u.test(next) &&
    !NO_VERB.test(next) &&
    !PLURAL.test(next)
  ) {
    const governor = (all[i - 1] ?? '').toLowerCase();
    return FACTIVE.test(governor) ? 'past' : /^\p{Ll}/u.test(governor) ? 'future' : null;
  }
  const lower = word.toLowerCase();
  if (!/^\p{Ll}|^['’]/u.test(word)) return null;
  const before = all[i - 1] ?? '';
  if (NOUN_TOO.test(lower) && BEFORE_NOUN.test(before)) return null;
  // `the talks start on Monday`, `the vote is on Monday`, `is sending troops on Monday`
  if (SCHEDULED.test(lower) && isSubject(before, all[i - 2] ?? '')) return 'future';
  if (
    /^(?:is|are)$/.test(lower) &&
    /^(?:(?:on|at|next|this|in)?|\p{Ll}+ing.*)$/u.test(all.slice(i + 1).join(' '))
  )
    return 'future';
  // `the tanks that it promised in May`: then; `promised tanks for May`: for it
  if (lower === 'promised' && PLACED.test(all.slice(i + 1).join(' '))) return 'past';
  // `the 25 million it had promised in June`
  if (FUTURE.test(lower)) return /ed$/.test(lower) && before === 'had' ? 'past' : 'future';
  // `buying uncertified mackerel from July 1`: of a noun
  if (/ed$/.test(lower) && OF_NOUN.test(before) && /^\p{Ll}{3}/u.test(next ?? '')) return null;
  // `called for a strike on Sunday`
  if (lower === 'called' && next === 'for') return 'future';
  if (!PAST.test(lower)) return null;
  return UNDER_MODAL.test(
    all
      .slice(Math.max(0, i - 3), i)
      .filter((other) => other !== 'May')
      .join(' ')
      .toLowerCase(),
  )
    ? 'future'
    : 'past';
}
