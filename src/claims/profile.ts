import { readdirSync, readFileSync } from 'node:fs';
import { ResourceError } from '../text/errors.ts';
import { type Located, locatedYaml } from './located-yaml.ts';
import { type Measure, measureFrom } from './measure.ts';
import { type TriggerRule, triggerRuleFrom } from './trigger-rule.ts';

/** What a field of diplomacy cares about (docs/profiles.md). */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly measures: readonly Measure[];
  /** Triggers of this field beside those of resources/rules/triggers.yaml. */
  readonly triggers: readonly TriggerRule[];
}

interface Taxonomy {
  readonly measures: ReadonlyMap<string, Measure>;
  readonly families: ReadonlySet<string>;
}

const RESOURCES = new URL('../../resources/', import.meta.url);

/** Names of the profiles that ship. */
export const shippedProfiles = (): readonly string[] =>
  filesIn('profiles').map((name) => name.slice(0, -'.yaml'.length));

/**
 * Profiles by name (a shipped one) or by path (`./my-field.yaml`); all shipped ones where none is named.
 * @throws ResourceError where a profile is missing or wrong, with file and line.
 */
export function loadProfiles(namesOrPaths: readonly string[] = []): readonly Profile[] {
  const shipped = shippedProfiles();
  return (namesOrPaths.length === 0 ? shipped : namesOrPaths).map((name) => {
    if (shipped.includes(name))
      return parseProfile(
        read(new URL(`profiles/${name}.yaml`, RESOURCES), name),
        `resources/profiles/${name}.yaml`,
      );
    if (!/[/\\]|\.ya?ml$/.test(name)) {
      throw new ResourceError(
        'resource/profile',
        `there is no profile "${name}"; shipped are ${shipped.join(', ')}; a file is given by its path`,
      );
    }
    return parseProfile(read(name, name), name);
  });
}

/**
 * A profile from its YAML text; `file` names it in errors.
 * @throws ResourceError with file and line: unknown key, wrong type, unknown measure or parent, a rule that does not fire
 * on one of its examples or fires on a counter-example.
 */
export function parseProfile(yaml: string, file: string): Profile {
  const root = locatedYaml(yaml, file);
  const { id, title, about, uses, families, measures, triggers } = root.record([
    'id',
    'title',
    'about',
    'uses',
    'families',
    'measures',
    'triggers',
  ]);
  for (const [key, value] of Object.entries({ id, title, about })) {
    if (value === undefined) throw root.wrong(`"${key}" is missing`, 'resource/key');
  }
  const shared = sharedTaxonomy();
  const used = (uses?.items() ?? []).flatMap((item) => usedMeasures(item, shared));
  const own = measures ? measuresFrom(measures, familiesFrom(families), shared) : [];
  return Object.freeze({
    id: id?.string() ?? '',
    title: title?.string() ?? '',
    about: about?.string() ?? '',
    measures: [...new Set([...used, ...own])],
    triggers: (triggers?.entries() ?? []).map(([name, entry]) => triggerRuleFrom(name, entry)),
  });
}

let taxonomy: Taxonomy | null = null;

/** The measures that all profiles share: resources/measures/*.yaml, read once. */
function sharedTaxonomy(): Taxonomy {
  if (taxonomy !== null) return taxonomy;
  const measures = new Map<string, Measure>();
  const families = new Set<string>();
  for (const name of filesIn('measures')) {
    const file = `resources/measures/${name}`;
    const root = locatedYaml(read(new URL(`measures/${name}`, RESOURCES), file), file);
    const part = root.record(['families', 'measures']);
    const known = { measures, families };
    const own = familiesFrom(part.families);
    if (part.measures === undefined) throw root.wrong('"measures" is missing', 'resource/key');
    for (const measure of measuresFrom(part.measures, own, known)) measures.set(measure.id, measure);
    for (const family of own) families.add(family);
  }
  taxonomy = { measures, families };
  return taxonomy;
}

const familiesFrom = (families: Located | undefined): ReadonlySet<string> =>
  new Set((families?.entries() ?? []).map(([name]) => name));

/** `force.land` is that measure, `force` all of its family. */
function usedMeasures(item: Located, shared: Taxonomy): readonly Measure[] {
  const name = item.string();
  const found = [...shared.measures.values()].filter((m) => m.id === name || m.id.startsWith(`${name}.`));
  if (found.length === 0) {
    throw item.wrong(
      `there is no measure "${name}" in the shared taxonomy (resources/measures)`,
      'resource/measure',
    );
  }
  return found;
}

function measuresFrom(list: Located, families: ReadonlySet<string>, shared: Taxonomy): readonly Measure[] {
  const own = new Map<string, Measure>();
  for (const [id, entry] of list.entries()) {
    if (shared.measures.has(id)) {
      throw entry.wrong(
        `the measure "${id}" is in the shared taxonomy: name it under "uses", or refine it as "${id}.…"`,
        'resource/measure',
      );
    }
    const parent = id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : null;
    const known = (name: string) =>
      own.has(name) || shared.measures.has(name) || families.has(name) || shared.families.has(name);
    if (parent !== null && !known(parent)) {
      throw entry.wrong(
        `the measure "${id}" stands under "${parent}", which is no measure and no family`,
        'resource/measure',
      );
    }
    own.set(id, measureFrom(id, entry));
  }
  return [...own.values()];
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(new URL(`${folder}/`, RESOURCES))
    .filter((name) => name.endsWith('.yaml'))
    .sort();

function read(path: URL | string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ResourceError('resource/missing', `${shown} cannot be read`, { cause });
  }
}
