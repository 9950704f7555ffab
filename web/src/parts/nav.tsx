import { to } from '../router.ts';
import { NAV, routeOf } from '../routes.ts';
import { texts } from '../texts.ts';

export function Nav({ path }: { readonly path: string }) {
  return (
    <nav class="side" aria-label={texts.nav.name}>
      {NAV.map(({ name, items }) => (
        <div key={name}>
          <h2>{name}</h2>
          <ul>
            {items.map((item) => (
              <li key={item.path}>
                <a
                  href={to(item.path)}
                  aria-current={item.path === path ? 'page' : under(path) === item.path ? 'true' : undefined}
                >
                  {item.name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The list to which a page belongs: `/stories/x` to `/stories`. */
const under = (path: string): string => routeOf(path)?.path.replace(/(?<=.)\/$/, '') ?? '';
