import type { Act } from '../document/vocabulary.ts';
import { type Span, slice, span } from '../text/span.ts';
import { byRule, type Derived } from './derived.ts';

/** Acts that say no by themselves: `will not send` is a refusal, `has not decided` puts off. */
export const AVERSE: ReadonlySet<Act> = new Set<Act>(['refuse', 'reject', 'threaten', 'defer']);

/** `did not reject`, `is no longer opposed`: the no of a no. */
const UNDONE =
  /\b(?:not|never|no longer|hardly)\b.*\b(?:oppos|object|reject|refus|condemn|criticis|against|block|veto|resist|obstruct)|n['’]t\s(?:\S+\s)?(?:oppos|object|reject|refus|condemn|criticis|block|veto|resist|obstruct)/i;

/** `has not agreed`, `failed to meet`, `is unlikely`, `ended in deadlock`. */
export const DENIED =
  /\b(?:not|never|no|nor|neither|nobody|nothing|none|without|failed to|fails to|fell through|cannot|unable|unlikely|deadlock|stalemate|stopped short|yet to)\b|\bfail(?:s|ed|ing|ure)?$|n['’]t\b/i;

/** `did not stand in the way`, `is not averse`, `will not hesitate`: these deny a hindrance, so that what is said holds. */
const NO_HINDRANCE =
  /\b(?:rul(?:e|ed|ing) (?:(?:it|this|that|these|those|them|anything) )?out|exclud(?:e|ed|ing)|in the way|averse|objections?|obstacles?|(?:shut|close|closed) the door|in the towel|nothing but|hesitate|choice but)\b/i;

/** Of what was to be agreed: 11 of 11 such in the training texts are negated. */
const CAME_TO_NOTHING =
  /\b(?:collaps\p{Ll}*|br(?:eak|oke|oken|eaking) (?:down|off|up)|f(?:a|e)ll(?:en|ing)? apart|unravel\p{Ll}*)\b/iu;

/** Right before the predicate: `had not yet [agreed]`, `no formal [meetings]`, `failed on Wednesday to [agree]`. */
const DENIED_BEFORE =
  /(?:(?:\b(?:not|never|nor)|n['’]t)\s+(?:(?:yet|currently|been|be|have|has|\p{Ll}+ly)\s+){0,2}|\bfail(?:s|ed|ing|ure)?(?:\s+(?!to\b)[^\s,;:]+){0,8}\s+to\s+|\b(?:no|without)\s+(?:(?:any|further|such|new|formal|official|specific|concrete|immediate|plans?|more|agreement|to|for)\s+){0,2})$/iu;

/** The subject is nobody: `no hydel project [should]`, `none of the members has [asked]`. */
const NOBODY =
  /\b(?:no|none|nobody|neither|not one|no one|nothing)\b(?<subject>(?:\s+[\p{L}'’-]+){0,6}?)\s+(?:(?:has|have|had|is|are|was|were|been|be|yet)\s+)*$/iu;
/** No subject: `no time in`, `said no to`, `no comment on`, `would say no more than`. */
const NO_SUBJECT = /\b(?:time|choice|comment|position|doubts?|more|to|that|but|and|who|which|in a)\b/i;

/** What is denied to be so: `denied that it plans`, `denies having signed`, `denied any plans`, `dismissed a report that it had left`. */
const DENIAL =
  /\b(?:den(?:y|ies|ied|ying)\s+(?:that\b[^;:,]*|having\s+|any\s+(?:\p{Ll}+\s+)?)|(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)?|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing))\s+(?:\p{L}+\s+){0,3}(?:reports?|rumou?rs?|suggestions?|allegations?|accusations?|claims?|speculation)\b[^;:,]*)$/iu;

/** Further before the predicate nothing denies it. */
const FURTHEST = 240;

/**
 * Whether a predicate is denied where its act does not already say so, by the words of its sentence. On marked claims they
 * tell it better than the model does (train/EXPERIMENTS.md, "Negation").
 */
export function negationOf(act: Act, predicate: Span, sentence: Span, text: string): Derived<boolean> {
  const words = slice(text, predicate).replace(/\s+/g, ' ');
  const from = Math.min(predicate.start, Math.max(sentence.start, predicate.start - FURTHEST));
  const before = clauseBefore(slice(text, span(from, predicate.start)));
  if (DENIAL.test(before)) return byRule(!DENIED.test(words), 'negated.denial');
  if (AVERSE.has(act)) return byRule(UNDONE.test(words), 'negated.averse');
  if (act === 'agree' && CAME_TO_NOTHING.test(words)) return byRule(true, 'negated.predicate');
  if (DENIED.test(words)) return byRule(!NO_HINDRANCE.test(words), 'negated.predicate');
  if (DENIED_BEFORE.test(/^to\s/.test(words) ? `${before}to ` : before))
    return byRule(true, 'negated.before');
  const subject = NOBODY.exec(before)?.groups?.['subject'];
  return byRule(subject !== undefined && !NO_SUBJECT.test(subject), 'negated.subject');
}

/** The words of the clause up to the predicate. */
const clauseBefore = (sentence: string): string =>
  (sentence.split(/[.!?;:,“"](?=\s)|--/).at(-1) ?? '').replace(/\s+/g, ' ');
