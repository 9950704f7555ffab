import '../styles/pages.css';
import type { ComponentChildren } from 'preact';
import { numberText } from '../format.ts';
import { texts } from '../texts.ts';

export interface SectionOf {
  readonly id: string;
  readonly title: string;
  readonly count?: number | undefined;
  readonly body: ComponentChildren;
}

/** A long page in parts, each to be reached from its top. */
export function PageSections({ sections }: { readonly sections: readonly SectionOf[] }) {
  return (
    <>
      <nav class="sections-nav" aria-label={texts.party.sections}>
        {sections.map(({ id, title, count }) => (
          <a key={id} class="button" href={`#${id}`}>
            {title} {count !== undefined && <span class="soft">&nbsp;{numberText(count)}</span>}
          </a>
        ))}
      </nav>
      {sections.map(({ id, title, body }) => (
        <section key={id} id={id} class="page-section" aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`}>{title}</h2>
          {body}
        </section>
      ))}
    </>
  );
}
