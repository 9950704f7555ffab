import type { ComponentChildren } from 'preact';
import { type Answer, bookChanged, type Problem } from '../api.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';

/** `alone`: nothing else is on the page, so that its heading is the page's. */
export function Empty({
  title,
  alone = false,
  children,
}: {
  readonly title: string;
  readonly alone?: boolean;
  readonly children?: ComponentChildren;
}) {
  const Heading = alone ? 'h1' : 'h2';
  return (
    <div class="state">
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}

/** Lines where words will stand. */
export function Loading() {
  return (
    <div class="state loading" role="status">
      <span class="hidden">{texts.state.loading}</span>
      {[90, 70, 80, 60].map((width) => (
        <span key={width} class={`bone bone-${width}`} />
      ))}
    </div>
  );
}

/** Where those are that there are, by what was asked for and is not there. */
const MISSING: Readonly<Record<string, keyof typeof texts.state.allOf>> = {
  'usage/report': '/reports',
  'usage/story': '/stories',
  'usage/entry': '/',
  'usage/claim': '/',
  'http/actor': '/actors',
  'http/measure': '/measures',
};

export function Failed({ problem, alone = false }: { readonly problem: Problem; readonly alone?: boolean }) {
  const Heading = alone ? 'h1' : 'h2';
  const missing = MISSING[problem.code];
  return (
    <div class="state failed" role="alert">
      <Heading>{texts.state.problems[problem.code] ?? texts.state.problem}</Heading>
      {problem.code !== 'web/unreachable' && <p>{problem.message}</p>}
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map(({ at, message }) => (
            <li key={at}>
              <code>{at}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      {missing === undefined ? (
        <p class="row">
          <button type="button" onClick={bookChanged}>
            {texts.state.retry}
          </button>
          <a href={to(location.pathname)}>{texts.state.clear}</a>
          <code class="soft">{problem.code}</code>
        </p>
      ) : (
        <p>
          <a href={to(missing)}>{texts.state.allOf[missing]}</a>
        </p>
      )}
    </div>
  );
}

/** What was answered, or what there is to say until then. */
export function Answered<T>({
  of: { data, problem, loading },
  alone = false,
  children,
}: {
  readonly of: Answer<T>;
  readonly alone?: boolean;
  readonly children: (data: T) => ComponentChildren;
}) {
  if (problem && (data === null || problem.code !== 'web/unreachable'))
    return <Failed problem={problem} alone={alone} />;
  if (data === null) return <Loading />;
  return <div aria-busy={loading}>{children(data)}</div>;
}
