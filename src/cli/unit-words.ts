/** `percent`, `aircraft`: one or many; the others by their last word, before `a day`. */
const UNCHANGED = /^(?:percent|.*aircraft)$/;
const IRREGULAR: Readonly<Record<string, string>> = { foot: 'feet', person: 'people' };

/** What is counted, as it stands after a number: `700,000 troops`, `2 cubic feet`, `1 missile`. */
export function unitWords(unit: string, isOne: boolean): string {
  const words = unit.replaceAll('-', ' ');
  return isOne ? words : words.replace(/^(.*?)(?= a day$|$)/, plural);
}

/** Of a noun, or of several words that end in one. */
export function plural(noun: string): string {
  if (UNCHANGED.test(noun)) return noun;
  const last = noun.slice(noun.lastIndexOf(' ') + 1);
  const irregular = IRREGULAR[last] ?? (last.endsWith('man') ? last.replace(/man$/, 'men') : undefined);
  if (irregular !== undefined) return noun.slice(0, noun.length - last.length) + irregular;
  return /(?:s|sh|ch|x|z)$/.test(noun) ? `${noun}es` : `${noun}s`.replace(/(?<=[^aeiou])ys$/, 'ies');
}
