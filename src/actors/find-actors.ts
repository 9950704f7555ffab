import type { Mention, Mentioned, Tokenised } from '../document/layers.ts';
import type { Span } from '../text/span.ts';
import type { Company } from './discourse.ts';
import { withoutFalseCapitals } from './false-capitals.ts';
import { AT_PLACE, AUXILIARIES, IN_PLACE, PLACE_MARKS, SPEECH } from './grammar.ts';
import { pairsParted } from './pairs.ts';
import { parsePhrases } from './parse.ts';
import type { Phrase } from './phrase.ts';
import type { Draft } from './register.ts';
import { Resolver } from './resolve.ts';
import { closesReport, goesOnSaying, isSpeaker } from './speakers.ts';
import { type Word, wordsOf } from './words.ts';

/**
 * Finds the mentions of actors in a text and resolves each to whom it means: by rules and resources alone, in one pass, linear in
 * the text's length. Mentions nest; only actors that are mentioned are listed.
 * @throws ResourceError where a resource is missing or damaged.
 */
export function findActors(document: Tokenised): Mentioned {
  const sentences = document.sentences.map((sentence) => {
    const words = pairsParted(
      withoutFalseCapitals(wordsOf(document.text, behindClock(document.text, sentence))),
    );
    return { words, phrases: parsePhrases(words) };
  });
  const resolver = new Resolver(document);
  for (const { phrases } of sentences) for (const phrase of phrases) resolver.see(phrase);
  for (const persons of [true, false])
    for (const { phrases } of sentences) for (const phrase of phrases) resolver.introduce(phrase, persons);

  const mentions: Mention[] = [];
  const paragraphOf = paragraphs(document);
  for (const [index, { words, phrases }] of sentences.entries()) {
    resolver.sentence = index;
    resolver.paragraph = paragraphOf(document.sentences[index]);
    resolver.placed = null;
    const scene: Scene = {
      resolver,
      words,
      sentence: index,
      paragraph: resolver.paragraph,
      mentions,
      speakers: [],
    };
    const companyOf = companies(scene);
    let met: Company[] = [];
    const join = (): void => {
      for (const company of met) resolver.discourse.join(company);
      met = [];
    };
    let before: { readonly phrase: Phrase; readonly drafts: readonly Draft[] } | null = null;
    for (const [at, phrase] of phrases.entries()) {
      // `Hamas and Islamic Jihad said they would respond`
      if (
        (phrase.kind === 'pronoun' && phrase.pronoun === 'they') ||
        (phrase.kind === 'noun' && phrase.noun.plural)
      )
        join();
      const again = before !== null && isApposed(words, before.phrase, phrase) ? before.drafts : [];
      const listed = listedBehind(words, phrases, at).flatMap((name) => resolver.resolve(name).drafts);
      resolver.acting = before !== null && isDoneTo(words, before.phrase, phrase) ? before.drafts : [];
      const drafts = mention(
        scene,
        phrase,
        false,
        again.length === 1 ? again : listed.length > 1 ? listed : null,
      );
      before = { phrase, drafts };
      const company = companyOf(phrase, drafts);
      if (company !== null) met.push(company);
    }
    join();
    for (const pronoun of scene.speakers) firstPerson(scene, document, pronoun);
  }
  mentions.sort((a, b) => a.start - b.start || b.end - a.end);
  return Object.freeze({
    ...document,
    actors: resolver.register.finish(new Set(mentions.map(({ actor }) => actor))),
    mentions: Object.freeze(mentions),
  });
}

interface Scene {
  readonly resolver: Resolver;
  readonly words: readonly Word[];
  readonly sentence: number;
  readonly paragraph: number;
  readonly mentions: Mention[];
  /** First persons of the sentence, resolved when it has been read: the speaker may stand behind the quotation. */
  readonly speakers: Span[];
}

/** What a name may be said to be: `Zenchu, the farm lobby, …`. */
const CALLED: ReadonlySet<string> = new Set(['body', 'organisation', 'party', 'company', 'armed-group']);

/** Whether a phrase between commas says what the name right before it is. */
const isApposed = (words: readonly Word[], name: Phrase, phrase: Phrase): boolean =>
  (name.kind === 'name' || name.kind === 'known') &&
  phrase.kind === 'noun' &&
  CALLED.has(phrase.noun.class) &&
  phrase.named === null &&
  !phrase.noun.plural &&
  (phrase.determiner === 'definite' || phrase.determiner === 'owner') &&
  phrase.from === name.to + 1 &&
  words[name.to]?.text === ',' &&
  words[phrase.to]?.text === ',' &&
  !/^(?:and|or)$/.test(words[phrase.to + 1]?.lower ?? '') &&
  words[name.from - 1]?.text !== ',';

/** What may stand between a subject and a pronoun that its verb is about. */
const DOES = 4;
/** What opens another clause, or what somebody may do beside himself: `took it with them`. */
const ELSE =
  /^(?:that|which|who|whom|whose|if|when|where|while|because|as|than|and|but|or|to|with|behind|around|among|between|before|after|over|under|near|above|upon|inside|outside|in|of)$/;

/** What follows an `it` that is no subject. */
const CLOSED =
  /^(?:[.,;:)"”–—-]|to|from|by|in|on|at|for|with|as|before|after|until|into|and|or|this|last|next|today|yesterday)$/;

/** Whether a pronoun is what is done something to by whoever stands before it: `regulators are asking them` is not about regulators. */
function isDoneTo(words: readonly Word[], who: Phrase, pronoun: Phrase): boolean {
  // `its envoys praised it`: whose envoys they are may be meant
  if (pronoun.kind !== 'pronoun' || who.owners.some(({ kind }) => kind === 'pronoun')) return false;
  const form = words[pronoun.from]?.lower ?? '';
  if (form === 'it' ? !CLOSED.test(words[pronoun.to]?.lower ?? '.') : form !== 'him' && form !== 'them')
    return false;
  const between = words.slice(who.to, pronoun.from);
  return (
    between.length > 0 &&
    between.length <= DOES &&
    between.every(({ kind, lower }) => kind === 'word' && !ELSE.test(lower))
  );
}

/** So many are named one by one behind their number. */
const MOST_LISTED = 6;

/** `two donors, Germany and Switzerland, …`: the names of those who are counted; `[]` where others or none stand behind. */
function listedBehind(words: readonly Word[], phrases: readonly Phrase[], at: number): readonly Phrase[] {
  const group = phrases[at];
  if (group?.kind !== 'noun' || !group.noun.plural || group.named !== null || group.size === null) return [];
  if (group.size < 2 || group.size > MOST_LISTED) return [];
  const names = phrases.slice(at + 1, at + 1 + group.size);
  const between = (i: number): string =>
    words
      .slice((i === 0 ? group : names[i - 1])?.to, names[i]?.from)
      .map(({ lower }) => lower)
      .join(' ');
  const isList =
    names.length === group.size &&
    names.every(
      ({ kind }, i) => kind === 'known' && (i === 0 ? /^[,:(–—-]$/ : /^(?:,|and|, and)$/).test(between(i)),
    ) &&
    /and$/.test(between(names.length - 1));
  const next = words[names.at(-1)?.to ?? 0]?.text ?? '.';
  return isList && /^[,.;:)–—-]$/.test(next) ? names : [];
}

/**
 * @param again whom it says again, where what stands before it says so
 * @returns whom it means
 */
function mention(
  scene: Scene,
  phrase: Phrase,
  inner: boolean,
  again: readonly Draft[] | null = null,
): readonly Draft[] {
  const { resolver, words, sentence, paragraph } = scene;
  // The whole before its parts: `U.S. envoy Christopher Hill` says whose man Hill is. Nothing else is remembered out of order.
  const speaks = !inner && isSpeaker(words, phrase);
  if (!inner) {
    resolver.speaker = speaks ? { phrase, closes: closesReport(words, phrase) } : null;
    resolver.bySubject = goesOnSaying(words, phrase);
  }
  const resolved = again === null ? resolver.resolve(phrase) : { drafts: again, rule: 'apposition' };
  for (const part of phrase.parts) mention(scene, part, true);
  const first = words[phrase.from];
  const last = words[phrase.to - 1];
  if (first === undefined || last === undefined) return [];
  if (isPlace(scene, phrase)) {
    if (!inner) resolver.placed = fronted(scene, phrase);
    return [];
  }
  if (!inner) resolver.placed = null;
  if (phrase.kind === 'pronoun' && (phrase.pronoun === 'we' || phrase.pronoun === 'i')) {
    scene.speakers.push(first);
    return [];
  }
  const subject = !inner && isSubject(words, phrase);
  const [draft, ...others] = resolved.drafts;
  if (draft === undefined) return [];
  const short = shortForm(words, phrase);
  if (short !== null && others.length === 0) resolver.register.abbreviate(draft, short);
  const noun =
    phrase.kind === 'noun' &&
    (phrase.named === null || phrase.noun.class === 'organisation') &&
    !phrase.noun.plural
      ? phrase.noun.lemma
      : null;
  for (const shared of resolved.drafts)
    if (phrase.kind !== 'pronoun' || subject)
      resolver.discourse.push({
        draft: shared,
        sentence,
        paragraph,
        subject,
        inner,
        embedded: isEmbedded(words, phrase),
        people: isPeople(resolver, phrase),
        noun,
        name: phrase.kind === 'name',
        many: phrase.kind === 'noun' && phrase.noun.plural ? phrase.noun.lemma : null,
        speaks,
      });
  // What several share is mentioned by its parts, where it names them; not `their ministers`.
  if (others.length > 0 && phrase.parts.some(({ kind }) => kind !== 'pronoun')) return resolved.drafts;
  for (const { id } of resolved.drafts)
    scene.mentions.push(Object.freeze({ start: first.start, end: last.end, actor: id, rule: resolved.rule }));
  return resolved.drafts;
}

/** Words that open a clause within another, and what may stand between one and its subject: `which Chad and the Sudan back`. */
const OPENS = /^(?:that|if|whether|because|unless|while|which|whom|whose)$/;
const LISTED = /^(?:\p{Lu}.*|,|and|the)$/u;

/** Whether the clause of a subject stands within another: behind what opens one, or `USAir said Piedmont has agreed`. */
function isEmbedded(words: readonly Word[], { from, to }: Phrase): boolean {
  if (SPEECH.has(words[from - 1]?.lower ?? '') && AUXILIARIES.has(words[to]?.lower ?? '')) return true;
  let at = from - 1;
  while (at > 0 && LISTED.test(words[at]?.text ?? '')) at--;
  return OPENS.test(words[at]?.lower ?? '');
}

/** `the Brazilians` are they, not it. */
const isPeople = (resolver: Resolver, phrase: Phrase): boolean =>
  phrase.kind === 'known' && resolver.sense(phrase.known)?.as === 'demonym' && /s$/.test(phrase.text);

/** `the Department of Transportation (DOT)` */
function shortForm(words: readonly Word[], { kind, to }: Phrase): string | null {
  const inside = words[to + 1];
  return kind !== 'pronoun' &&
    words[to]?.text === '(' &&
    words[to + 2]?.text === ')' &&
    inside !== undefined &&
    /^\p{Lu}{2,}$/u.test(inside.form)
    ? inside.form
    : null;
}

/** Who is named in one breath: phrases with nothing but commas and an `and` between them, and each that means several. */
function companies({ words, sentence }: Scene): (phrase: Phrase, own: readonly Draft[]) => Company | null {
  let list: Draft[] = [];
  let subject = false;
  let before: Phrase | null = null;
  return (phrase, own) => {
    const between = before === null ? [] : words.slice(before.to, phrase.from).map(({ lower }) => lower);
    before = phrase;
    const joined =
      between.length > 0 && between.every((word) => word === ',' || word === 'and' || word === 'the');
    if (!joined) [list, subject] = [[], isSubject(words, phrase)];
    list = [...list, ...own];
    subject ||= isSubject(words, phrase);
    return own.length > 1 || (joined && between.includes('and') && list.length > 1)
      ? { drafts: list, sentence, subject }
      : null;
  };
}

/** Quotations longer than this are not looked back through. */
const QUOTED = 2000;

/** `"We will send troops," Macron said`: inside a quotation or a labelled turn, the first person is who speaks. */
function firstPerson(
  { resolver, sentence, paragraph, mentions }: Scene,
  { text, paragraphs: blocks }: Tokenised,
  { start, end }: Span,
): void {
  const block = blocks[paragraph];
  if (block === undefined) return;
  const before = text.slice(Math.max(block.start, start - QUOTED), start);
  const straight = before.split('"').length - 1;
  const open = before.split('“').length - before.split('”').length;
  if (straight % 2 === 0 && open <= 0 && !/^[\p{Lu}][\p{Lu} .'’-]+(?:\([^)]*\))?:/u.test(before)) return;
  const speaker = resolver.discourse.speaker(sentence);
  if (speaker !== null)
    mentions.push(Object.freeze({ start, end, actor: speaker.id, rule: 'pronoun.first-person' }));
}

/** `In Sofia the foreign ministry advised …`: the state whose capital opens the sentence. */
function fronted({ resolver, words }: Scene, phrase: Phrase): string | null {
  const sense = phrase.kind === 'known' ? resolver.sense(phrase.known) : null;
  return phrase.from === 1 && words[0]?.lower === 'in' && sense?.type === 'state' ? sense.entry.code : null;
}

/** `in Washington`, and `BERLIN, Jan 25 -` before a report: the city. */
function isPlace({ resolver, words, sentence }: Scene, phrase: Phrase): boolean {
  const dateline =
    phrase.from === 0 &&
    sentence < 3 &&
    isDateline(words) &&
    /^(?:[,/(]|[-–—])/.test(words[phrase.to]?.text ?? '');
  if (phrase.kind === 'name') {
    if (phrase.role !== null || phrase.title !== null || phrase.noun !== null || phrase.company) return false;
    if (dateline || PLACE_MARKS.has(words[phrase.to - 1]?.lower ?? '')) return true;
    const before = words[phrase.from - 1]?.lower ?? '';
    const article = words[phrase.from]?.lower === 'the';
    return !article && AT_PLACE.has(before) && resolver.register.partOf(phrase.name)?.kind !== 'person';
  }
  if (phrase.kind !== 'known') return false;
  const sense = resolver.sense(phrase.known);
  // `GENEVA, May 12 (AP) —`: a city that is a region, too
  if (dateline && sense?.type === 'region') return true;
  if (sense === null || (sense.as !== 'metonym' && sense.as !== 'seat')) return false;
  if (dateline) {
    if (sense.type === 'state') resolver.home ??= sense.entry.code;
    return true;
  }
  const isCity = sense.type !== 'state' || sense.as === 'metonym';
  return isCity && IN_PLACE.has(words[phrase.from - 1]?.lower ?? '');
}

const isDateline = (words: readonly Word[]): boolean =>
  words.slice(1, 12).some(({ text }) => /^[-–—]+$/.test(text)) ||
  words[0]?.text === words[0]?.text.toUpperCase();

/** `14:40 US envoy Tom Perriello:`: the minute of an entry is no part of its sentence. */
function behindClock(text: string, { start, end }: Span): Span {
  const clock = /^\d{1,2}[:.]\d{2}(?: ?(?:GMT|UTC|[ap]\.?m\.?))?:? (?=\p{Lu}|["“])/u.exec(
    text.slice(start, Math.min(end, start + 16)),
  );
  return { start: start + (clock?.[0].length ?? 0), end };
}

/** Before an auxiliary or a verb of speech, after one that is turned round (`said Macron`), or first in the sentence. */
function isSubject(words: readonly Word[], { from, to }: Phrase): boolean {
  const next = words[to];
  if (from <= 1) return true;
  if (
    next !== undefined &&
    (AUXILIARIES.has(next.lower) || SPEECH.has(next.lower) || /[a-z]ed$/.test(next.lower))
  )
    return true;
  return SPEECH.has(words[from - 1]?.lower ?? '');
}

function paragraphs(document: Tokenised): (sentence: Span | undefined) => number {
  let index = 0;
  return (sentence) => {
    if (sentence === undefined) return index;
    while (index + 1 < document.paragraphs.length && (document.paragraphs[index]?.end ?? 0) <= sentence.start)
      index++;
    return index;
  };
}
