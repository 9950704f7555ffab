import { readFileSync } from 'node:fs';
import { type Located, locatedYaml } from '../../claims/located-yaml.ts';
import { phraseFrom } from '../../claims/phrase-from.ts';
import { type Phrase, phraseFinder } from '../../claims/phrases.ts';
import { type Word, wordsOf } from '../../claims/words.ts';
import type { Span } from '../../text/span.ts';

/** Words that tell one thing about an amount (resources/rules/stages.yaml, amounts.yaml). */
export interface WordRule<Id extends string> {
  readonly id: Id;
  /** Where the words stand, in order; those that a `not` pattern covers are left out. */
  readonly find: (words: readonly Word[]) => readonly Span[];
}

/**
 * The rules of one file, in its order; `lists` are its keys that hold plain words.
 * @throws ResourceError with file and line: a rule that is unknown or missing, a key that is, a pattern that cannot be read,
 * an example on which a rule does not fire, a counter-example on which it does.
 */
export function wordRules<Id extends string, List extends string = never>(
  file: string,
  ids: readonly Id[],
  lists: readonly List[] = [],
  yaml: string = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'),
): { readonly rules: readonly WordRule<Id>[]; readonly lists: ReadonlyMap<List, readonly string[]> } {
  const root = locatedYaml(yaml, file);
  const record = root.record<Id | List>([...ids, ...lists]);
  const known = <Key extends Id | List>(key: Key): Located => {
    const entry = record[key];
    if (entry === undefined) throw root.wrong(`"${key}" is missing`, 'resource/key');
    return entry;
  };
  return Object.freeze({
    rules: ids.map((id) => ruleFrom(id, known(id))),
    lists: new Map(
      lists.map((key) => [
        key,
        known(key)
          .items()
          .map((item) => item.string()),
      ]),
    ),
  });
}

function ruleFrom<Id extends string>(id: Id, entry: Located): WordRule<Id> {
  const part = entry.record(['reason', 'patterns', 'not', 'examples', 'counter-examples']);
  if (!part.reason || !part.patterns || !part.examples || !part['counter-examples']) {
    throw entry.wrong(
      `the rule "${id}" needs "reason", "patterns", "examples" and "counter-examples"`,
      'resource/key',
    );
  }
  part.reason.string();
  const search = phraseFinder([
    ...phrases(part.patterns, true),
    ...(part.not ? phrases(part.not, false) : []),
  ]);
  const find = (words: readonly Word[]): readonly Span[] => {
    const all = search(words);
    const covers = all.filter((m) => !m.phrase.value);
    return all
      .filter((m) => m.phrase.value && !covers.some((c) => c.first < m.end && m.first < c.end))
      .map((m) => ({ start: words[m.first]?.start ?? 0, end: words[m.end - 1]?.end ?? 0 }));
  };
  for (const [list, wanted] of [
    [part.examples, true],
    [part['counter-examples'], false],
  ] as const) {
    for (const example of list.items()) {
      if (find(wordsOf(example.string())).length > 0 === wanted) continue;
      throw example.wrong(
        `the rule "${id}" ${wanted ? 'does not fire on its example' : 'fires on its counter-example'} "${example.string()}"`,
        'resource/example',
      );
    }
  }
  return Object.freeze({ id, find });
}

/** The patterns of a list; `<amount>` stands for a number as for an amount of money. */
function phrases(list: Located, counts: boolean): readonly Phrase<boolean>[] {
  return list.items().flatMap((item) =>
    item
      .string()
      .split('<amount>')
      .slice(1)
      .reduce<readonly string[]>(
        (heads, tail) => heads.flatMap((head) => [`${head}<money>${tail}`, `${head}<number>${tail}`]),
        [item.string().split('<amount>')[0] ?? ''],
      )
      .map((pattern) => phraseFrom({ ...item, string: () => pattern }, counts)),
  );
}
