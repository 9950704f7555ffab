import { ResourceError } from '../../text/errors.ts';
import { readResource, readWordLists } from '../../text/resource.ts';

const FILE = 'formats/page-furniture.yaml';

const lists = readWordLists(FILE, ['names', 'not_names_after', 'lead_ins']);
const names: ReadonlySet<string> = new Set(lists.names);
const notNamesAfter: ReadonlySet<string> = new Set(lists.not_names_after);
const blocks = blockPatterns(readResource(FILE));

/** Whether a class or id says that the element is no part of an article: `related-stories`, `post__newsletter`, `shareBar`. */
export function isFurnitureName(classOrId: string): boolean {
  return classOrId.split(/\s+/).some((name) => {
    const words = name
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .split(/[-_]+/);
    return words.some((_, at) => {
      if (notNamesAfter.has(words[at - 1] ?? '')) return false;
      return LENGTHS.some((length) => names.has(words.slice(at, at + length).join('-')));
    });
  });
}

/** Words in a name of the list. */
const LENGTHS = [1, 2, 3] as const;

/**
 * Whether a block of text inside an article is none of its sentences: a link to another report, a request to subscribe, a
 * line of the layout. `linked` is the part of its characters that are a link (0 to 1).
 */
export function isFurnitureBlock(text: string, linked: number): boolean {
  if (text.length > LONGEST) return false;
  if (linked > WHOLLY_LINKED || !/[\p{L}\p{N}]/u.test(text)) return true;
  const lower = text.toLowerCase();
  if (linked >= 0.5 && lists.lead_ins.some((start) => lower.startsWith(start))) return true;
  return blocks.some((pattern) => pattern.test(text));
}

/** In characters; longer blocks are prose. A headline that is linked to has at most some 150. */
const LONGEST = 200;
/** The rest is a bullet, an arrow or a colon. */
const WHOLLY_LINKED = 0.9;

function blockPatterns(content: unknown): readonly RegExp[] {
  const rules: unknown =
    typeof content === 'object' && content !== null ? Reflect.get(content, 'blocks') : null;
  if (!Array.isArray(rules))
    throw new ResourceError('resource/shape', `resources/${FILE}: "blocks" must be a list`);
  return rules.map((rule: unknown) => {
    const pattern: unknown = typeof rule === 'object' && rule !== null ? Reflect.get(rule, 'pattern') : null;
    if (typeof pattern === 'string') return new RegExp(`^(?:${pattern})$`, 'i');
    throw new ResourceError('resource/shape', `resources/${FILE}: each of "blocks" needs a "pattern"`);
  });
}
