import { useEffect, useRef, useState } from 'preact/hooks';
import { plain, useAnswer } from '../api.ts';
import type { Found } from '../api-types.ts';
import { dateText } from '../format.ts';
import { entryName, measureName } from '../names.ts';
import { go, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

const WAIT_MS = 150;

interface Hit {
  readonly href: string;
  readonly name: string;
  readonly about: string;
}

/** Names, measures, stories and words, wherever they stand; arrow keys choose. */
export function SearchBox() {
  const { path } = usePlace();
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, choose] = useState(-1);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(words.trim()), WAIT_MS);
    return () => clearTimeout(timer);
  }, [words]);
  useEffect(() => setOpen(false), [path]);
  const { data } = useAnswer<Found>(
    /[\p{L}\p{N}]/u.test(asked)
      ? plain('/search', { words: asked.slice(0, 500), in: PLACES, limit: `${A_FEW}` })
      : null,
  );
  const hits = open && words.trim() !== '' && data ? hitsOf(data) : [];
  const take = (hit: Hit | undefined): void => {
    setOpen(false);
    go(hit?.href ?? to('/', { text: words.trim() }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      choose((at) => Math.max(-1, Math.min(hits.length - 1, at + step)));
    } else if (event.key === 'Enter' && words.trim() !== '') take(hits[chosen]);
    else if (event.key === 'Escape') setOpen(false);
  };
  return (
    <search
      class="search-box"
      ref={box}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && box.current?.contains(relatedTarget))) setOpen(false);
      }}
    >
      <input
        id="search"
        type="text"
        role="combobox"
        aria-label={texts.top.search}
        aria-keyshortcuts="/"
        aria-expanded={hits.length > 0}
        aria-controls="hits"
        aria-autocomplete="list"
        aria-activedescendant={hits[chosen] ? `hit-${chosen}` : undefined}
        placeholder={texts.top.searchHint}
        inputMode="search"
        autocomplete="off"
        value={words}
        onInput={(event) => {
          setWords(event.currentTarget.value);
          choose(-1);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <div id="hits" role="listbox" aria-label={texts.top.search} hidden={hits.length === 0}>
        {hits.map((hit, i) => (
          <a
            key={hit.href}
            id={`hit-${i}`}
            role="option"
            aria-selected={i === chosen}
            href={hit.href}
            tabIndex={-1}
            onClick={() => setOpen(false)}
          >
            <strong>{hit.name}</strong> <span class="soft">{hit.about}</span>
          </a>
        ))}
      </div>
    </search>
  );
}

/** Not entries: those of the claims that are found are told with the reports. */
const PLACES = ['reports', 'actors', 'measures', 'stories'];
const A_FEW = 5;

const hitsOf = ({ actors, measures, stories, reports }: Found): readonly Hit[] => [
  ...actors.map(({ id, name }) => ({
    href: to('/', { actor: id }),
    name,
    about: texts.register.facet.actor,
  })),
  ...measures.map(({ id }) => ({
    href: to(`/measures/${encodeURIComponent(id)}`),
    name: measureName(id),
    about: texts.register.facet.measure,
  })),
  ...stories.map(({ id, title }) => ({
    href: to(`/stories/${encodeURIComponent(id)}`),
    name: title ?? texts.stories.untitled,
    about: texts.nav.stories,
  })),
  ...entriesIn(reports).map((id) => ({
    href: to('/', { actor: id.split('/')[0] ?? '', measure: id.split('/')[1] ?? '', open: id }),
    name: entryName(id),
    about: texts.document.entry,
  })),
  ...reports.map(({ report: { id, title, publisher, published } }) => ({
    href: to(`/reports/${encodeURIComponent(id)}`),
    name: title ?? publisher ?? id,
    about: [publisher, published && dateText(published)].filter(Boolean).join(', '),
  })),
];

const entriesIn = (reports: Found['reports']): readonly string[] =>
  [...new Set(reports.flatMap(({ quotes }) => quotes.flatMap(({ entries }) => entries)))].slice(0, A_FEW);
