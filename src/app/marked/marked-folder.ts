import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTS, ATTRIBUTION_KINDS, CONDITION_KINDS, FIRMNESS } from '../../document/vocabulary.ts';
import { InputError } from '../../text/errors.ts';
import { isIsoDate } from '../../text/iso-date.ts';
import type { MarkedAttribution, MarkedClaim, MarkedDetails, MarkedText } from './marked-text.ts';
import { Marks } from './marks.ts';

/** Where the layers of marks lie: a file a text in each, `DOC.json`. */
export interface MarkedFolders {
  readonly claims: string;
  /** Not looked for where it is left out. */
  readonly attributions?: string;
  readonly details?: string;
}

/** A folder of one's own: claims in it, the other layers in folders of it. */
export const ownFolder = (folder: string): MarkedFolders => ({
  claims: folder,
  attributions: join(folder, 'attributions'),
  details: join(folder, 'details'),
});

/** Names of the files of marks in a folder, in order. @throws InputError where there is no such folder */
export function markedDocs(folder: string): readonly string[] {
  if (!existsSync(folder)) throw new InputError('input/missing', `${folder}: there is no such folder`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** @throws InputError `input/marks` where a file is not as it should be, with file and field */
export function markedText(doc: string, folders: MarkedFolders): MarkedText {
  const marks = marksIn(join(folders.claims, `${doc}.json`));
  if (!marks.field('text').given)
    throw marks.wrong(
      'there is no "text"; offsets alone cannot be read (train/assemble.ts takes texts from their collection)',
    );
  const text = marks.field('text').words();
  const at = (field: Marks) => field.optional((marks) => marks.span(text.length));
  const attributions = marksIfThere(folders.attributions, doc);
  const details = marksIfThere(folders.details, doc);
  const day = [marks, ...(details ? [details] : [])].find((file) => file.field('published').given);
  return {
    doc: marks.field('doc').optional((name) => name.words()) ?? doc,
    text,
    published: day ? date(day.field('published')) : null,
    claims: claimsOf(marks),
    attributions: attributions && attributionsOf(attributions),
    details: details && detailsOf(details),
  };

  function claimsOf(file: Marks): readonly MarkedClaim[] {
    if (!file.field('claims').given)
      throw file.field('claims').wrong('a list is wanted, empty where there is no claim');
    return file.field('claims').list((claim) => ({
      predicate: claim.field('predicateSpan').span(text.length),
      act: claim.field('act').oneOf(ACTS),
      actors: claim.field('actors').list((who) => who.words()),
      targets: claim.field('targets').list((who) => who.words()),
      what: at(claim.field('whatSpan')),
      firmness: claim.field('firmness').optional((word) => word.oneOf(FIRMNESS)),
      negated: claim.field('negated').flag(),
      conditions: claim.field('conditions').list((condition) => ({
        kind: condition.field('kind').oneOf(CONDITION_KINDS),
        span: at(condition.field('span')),
      })),
      source: claim.field('source').optional((who) => who.words()),
    }));
  }

  function attributionsOf(file: Marks): readonly MarkedAttribution[] {
    return file.field('attributions').list((attribution) => ({
      cue: at(attribution.field('cueSpan')),
      source: at(attribution.field('sourceSpan')),
      content: attribution.field('contentSpans').list((part) => part.span(text.length)),
      kind: attribution.field('kind').oneOf(ATTRIBUTION_KINDS),
      within: attribution.field('within').optional((index) => index.number()),
    }));
  }

  function detailsOf(file: Marks): readonly MarkedDetails[] {
    return file.field('claims').list((claim) => ({
      predicate: claim.field('predicateSpan').span(text.length),
      measures: claim.field('measures').list((id) => id.words()),
      quantities: claim.field('quantities').list((quantity) => ({
        value: quantity.field('value').optional((n) => n.number()),
        low: quantity.field('low').optional((n) => n.number()),
        high: quantity.field('high').optional((n) => n.number()),
        unit: quantity.field('unit').words(),
      })),
      when: claim.field('when').optional((when) => ({
        from: when.field('from').optional(date),
        to: when.field('to').optional(date),
      })),
      triggers: claim
        .field('triggers')
        .list((trigger) =>
          [trigger.field('any'), trigger.field('all')].flatMap((names) => names.list((name) => name.words())),
        )
        .flat(),
      beneficiaries: claim.field('beneficiary').optional((who) => who.words().split(/, */)) ?? [],
    }));
  }
}

function date(marks: Marks): string {
  const day = marks.words();
  if (!isIsoDate(day)) throw marks.wrong(`"${day}" is no date; write it as 2025-09-04`);
  return day;
}

const marksIfThere = (folder: string | undefined, doc: string): Marks | null => {
  const path = folder === undefined ? null : join(folder, `${doc}.json`);
  return path !== null && existsSync(path) ? marksIn(path) : null;
};

function marksIn(path: string): Marks {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new InputError('input/marks', `${path} is no JSON; docs/doctor.md shows the form`, { cause });
  }
  return new Marks(value, path);
}
