import type { ComponentChildren } from 'preact';
import { plain, useAnswer } from '../api.ts';
import type { About } from '../api-types.ts';
import { to } from '../router.ts';
import { book } from '../session.ts';
import { texts } from '../texts.ts';
import { Empty } from './states.tsx';

/** A page has nothing to show: because the book has no report yet, or because nothing in it fits. */
export function Nothing({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  const about = useAnswer<About>(plain('/about', { counts: 'no' })).data ?? book.get();
  if (about?.reports !== 0) return <Empty title={title}>{children}</Empty>;
  return (
    <Empty title={texts.register.empty}>
      <p>{texts.register.emptyAbout}</p>
      <p>
        <a href={to('/add')}>{texts.nav.add}</a>
      </p>
    </Empty>
  );
}
