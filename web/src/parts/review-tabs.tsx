import '../styles/document.css';
import '../styles/mend.css';
import '../styles/review.css';
import { to } from '../router.ts';
import { texts } from '../texts.ts';

const TABS = ['/review', '/review/blind', '/review/settle'] as const;
export type ReviewTab = (typeof TABS)[number];

/** The three ways of working through what was read, and what comes of it. */
export function ReviewTabs({ of }: { readonly of: ReviewTab }) {
  return (
    <nav class="tabs" aria-label={texts.review.tabsName}>
      {TABS.map((path) => (
        <a key={path} href={to(path)} aria-current={path === of ? 'page' : undefined}>
          {texts.review.tabs[path]}
        </a>
      ))}
    </nav>
  );
}
