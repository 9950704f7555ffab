import { useEffect, useRef } from 'preact/hooks';
import { reachable } from '../api.ts';
import { dateText, momentText } from '../format.ts';
import { change, to, usePlace } from '../router.ts';
import { book } from '../session.ts';
import { texts } from '../texts.ts';
import { useNarrow } from '../use-narrow.ts';
import { kept, useShared } from '../value.ts';
import { helpShown } from './help.tsx';
import { NavMenu } from './nav.tsx';
import { SearchBox } from './search-box.tsx';
import { SignIn } from './sign-in.tsx';

const THEMES = ['system', 'light', 'dark'] as const;
const theme = kept('theme', 'system');
const showTheme = (): void => {
  document.documentElement.dataset['theme'] = theme.get();
};
theme.subscribe(showTheme);
showTheme();

/** Above every page: which book this is, as of when, who looks. */
export function Top() {
  const about = useShared(book);
  const { path } = usePlace();
  const narrow = useNarrow();
  return (
    <header class="top">
      {narrow && <NavMenu path={path} />}
      <a class="brand" href={to('/')} aria-label={texts.product}>
        <img src="/favicon.svg" alt="" width="24" height="24" />
        <span>{texts.product}</span>
      </a>
      {about && (
        <span class="book">
          <span class="book-name">{about.book.replace(/\.db$/, '')}</span>
          {about.sample && (
            <span class="badge badge-sample" title={texts.top.sampleAbout}>
              {texts.top.sample}
            </span>
          )}
        </span>
      )}
      <Printed />
      <SearchBox />
      {narrow ? (
        <details key={path} class="menu settings-menu">
          <summary aria-label={texts.top.settings}>⋯</summary>
          <div class="sheet">
            <Settings />
            <SignIn />
          </div>
        </details>
      ) : (
        <>
          <Settings />
          <SignIn />
        </>
      )}
    </header>
  );
}

/** As of when the book is shown, and how the pages look. */
function Settings() {
  const chosen = useShared(theme);
  const { query } = usePlace();
  return (
    <>
      <label class="as-of" title={texts.top.asOfAbout}>
        <span>{texts.top.asOf}</span>
        <input
          type="date"
          value={query.get('as-of') ?? ''}
          onChange={(event) => change({ 'as-of': event.currentTarget.value || null, cursor: null })}
        />
      </label>
      <label title={texts.top.theme}>
        <span class="hidden">{texts.top.theme}</span>
        <select value={chosen} onChange={(event) => theme.set(event.currentTarget.value)}>
          {THEMES.map((name) => (
            <option key={name} value={name}>
              {texts.top.themes[name]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="quiet help-button"
        aria-keyshortcuts="?"
        onClick={() => helpShown.set(true)}
      >
        {texts.top.help} <kbd>?</kbd>
      </button>
    </>
  );
}

/** On paper alone: as of which day this is, and when it was printed. */
function Printed() {
  const asOf = usePlace().query.get('as-of');
  const line = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // A page may stay open for days before it is printed.
    const tell = (): void => {
      if (line.current)
        line.current.textContent = texts.top.printed(dateText(asOf), momentText(new Date().toISOString()));
    };
    tell();
    addEventListener('beforeprint', tell);
    return () => removeEventListener('beforeprint', tell);
  }, [asOf]);
  return <span ref={line} class="printed" />;
}

/** What changes everything on the page. */
export function Banners() {
  const { query } = usePlace();
  const answering = useShared(reachable);
  const [asOf, knownOn] = [query.get('as-of'), query.get('known-on')];
  return (
    <>
      <div role="status">{!answering && <p class="banner gone">{texts.state.gone}</p>}</div>
      {(asOf || knownOn) && (
        <p class="banner as-of-banner">
          {asOf && texts.top.asOfBanner(dateText(asOf))} {knownOn && texts.top.knownBanner(dateText(knownOn))}
          <button type="button" onClick={() => change({ 'as-of': null, 'known-on': null })}>
            {texts.top.asOfNow}
          </button>
        </p>
      )}
    </>
  );
}
