import { useEffect, useRef } from 'preact/hooks';
import { to } from '../router.ts';
import { NAV } from '../routes.ts';
import { texts } from '../texts.ts';

export function Nav({ path }: { readonly path: string }) {
  const nav = useRef<HTMLElement>(null);
  // On a small screen the pages stand in a line that is wider than the screen.
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && here) nav.current.scrollLeft = here.offsetLeft - 24;
  }, [path]);
  return (
    <nav ref={nav} class="side" aria-label={texts.nav.name}>
      <Pages path={path} />
    </nav>
  );
}

/** The same on a phone, where they open from the head. */
export const NavMenu = ({ path }: { readonly path: string }) => (
  <details key={path} class="menu pages-menu">
    <summary>{texts.nav.menu}</summary>
    <nav class="sheet" aria-label={texts.nav.name}>
      <Pages path={path} />
    </nav>
  </details>
);

function Pages({ path }: { readonly path: string }) {
  return (
    <>
      {NAV.map(({ name, items }) => (
        <div key={name}>
          <h2>{name}</h2>
          <ul>
            {items.map((item) => (
              <li key={item.path}>
                <a
                  href={to(item.path)}
                  // A page below a list belongs to it: `/stories/x` to `/stories`.
                  aria-current={
                    item.path === path ? 'page' : path.startsWith(`${item.path}/`) ? 'true' : undefined
                  }
                >
                  {item.name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
