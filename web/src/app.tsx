import { Component, type ComponentChildren, type ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { problemOf } from './api.ts';
import { useKeys } from './keys.ts';
import { Help, helpShown } from './parts/help.tsx';
import { Nav } from './parts/nav.tsx';
import { copyQuoteInView } from './parts/quote.tsx';
import { Empty, Failed, Loading } from './parts/states.tsx';
import { Toasts } from './parts/toasts.tsx';
import { Banners, Top } from './parts/top.tsx';
import { go, idIn, to, usePlace } from './router.ts';
import { NAV, type RouteOf, routeOf } from './routes.ts';
import { loadSession } from './session.ts';
import { texts } from './texts.ts';
import { toast } from './toasts.ts';
import { useNarrow } from './use-narrow.ts';

const GO = Object.fromEntries(
  NAV.flatMap(({ items }) => items)
    .filter(({ key }) => key !== undefined)
    .map(({ path, key }) => [`g ${key}`, () => go(to(path))]),
);

export function App() {
  const { path } = usePlace();
  const narrow = useNarrow();
  useEffect(() => {
    loadSession().catch((error: unknown) => {
      if (problemOf(error).code !== 'web/unreachable') toast(problemOf(error).message, 'failed');
    });
  }, []);
  useKeys({
    ...GO,
    '?': () => helpShown.set(true),
    '/': () => document.getElementById('search')?.focus(),
    c: copyQuoteInView,
  });
  return (
    <>
      <a class="skip" href="#main">
        {texts.skip}
      </a>
      <Top />
      <div class="body">
        {!narrow && <Nav path={path} />}
        <main id="main" tabIndex={-1}>
          <Banners />
          <Boundary key={path}>
            <PageAt path={path} />
          </Boundary>
        </main>
      </div>
      <Help />
      <Toasts />
    </>
  );
}

const loaded = new Map<string, ComponentType<{ readonly id: string }>>();

function PageAt({ path }: { readonly path: string }) {
  const route = routeOf(path);
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState<string | null>(null);
  const Page = route && loaded.get(route.path);
  useEffect(() => {
    if (route && !Page)
      route.load().then(
        (file) => {
          loaded.set(route.path, file.default);
          redraw((n) => n + 1);
        },
        (error: unknown) => setFailed(problemOf(error).message),
      );
  }, [route, Page]);
  // Another page begins at its top and at its heading, for eyes and for screen readers; before it goes to what it was opened for.
  useLayoutEffect(() => {
    if (!Page) return;
    if (opened !== null && opened !== path) {
      scrollTo(0, 0);
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    }
    opened = path;
  }, [Page, path]);
  if (failed !== null) return <Failed problem={problemOf(new Error(failed))} alone />;
  if (route === null)
    return (
      <Empty title={texts.state.notFound} alone>
        <p>{texts.state.notFoundAbout(path)}</p>
        <p>
          <a href={to('/')}>{texts.state.toRegister}</a>
        </p>
      </Empty>
    );
  return Page ? <Page id={pageId(route, path)} /> : <Loading />;
}
let opened: string | null = null;

const pageId = (route: RouteOf, path: string): string =>
  route.path.endsWith('/') && route.path.length > 1 ? idIn(path, route.path) : '';

/** A page that fails takes none of the others with it. */
class Boundary extends Component<
  { readonly children: ComponentChildren },
  { readonly failed: string | null }
> {
  override state: { readonly failed: string | null } = { failed: null };
  static override getDerivedStateFromError = (error: unknown) => ({
    failed: error instanceof Error ? error.message : String(error),
  });
  override render() {
    const { failed } = this.state;
    if (failed === null) return this.props.children;
    return (
      <Empty title={texts.state.fault} alone>
        <p>{texts.state.faultAbout}</p>
        <p>
          <code>{failed}</code>
        </p>
        <p class="row">
          <button type="button" onClick={() => location.reload()}>
            {texts.state.retry}
          </button>
          <a href={to('/')}>{texts.state.toRegister}</a>
        </p>
      </Empty>
    );
  }
}
