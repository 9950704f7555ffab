import { InputError } from '../text/errors.ts';
import { extractArticle } from './html/article.ts';
import { readHead } from './html/head.ts';
import { pageMetadata } from './html/metadata.ts';
import { shallow } from './html/shallow.ts';
import { type Wall, wallOnly } from './html/wall.ts';
import type { ParsedReport } from './parsed-report.ts';

/**
 * A saved news page: its article, and what the page says of it. No script runs, nothing is fetched.
 * @throws InputError `input/consent-wall` where the page has only a request for consent, money or proof of being a person;
 * `input/no-article` where it has no text of an article
 */
export function parseHtml(source: string, name: string): ParsedReport {
  const page = shallow(source);
  const declared = pageMetadata(readHead(page));
  const { text, around } = extractArticle(page, declared.title);
  const wall = wallOnly(text, around);
  if (wall !== null) {
    const remedy = 'open the report in a browser, get past it and save the page again';
    throw new InputError(
      'input/consent-wall',
      `${name}: the page has no report, only ${WALLS[wall]}; ${remedy}`,
    );
  }
  if (text === '') {
    throw new InputError(
      'input/no-article',
      `${name}: no article was found in this page; save its text as a .txt file`,
    );
  }
  return Object.freeze({ ...declared, text });
}

const WALLS: Readonly<Record<Wall, string>> = {
  consent: 'a request to consent to cookies',
  paywall: 'a request to subscribe or log in',
  robot: 'a check for robots',
};
