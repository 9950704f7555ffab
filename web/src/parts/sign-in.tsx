import { useState } from 'preact/hooks';
import { type Problem, problemOf } from '../api.ts';
import { me, signIn, signOut } from '../session.ts';
import { texts } from '../texts.ts';
import { toast } from '../toasts.ts';
import { useShared } from '../value.ts';

/** Who looks at the book; a token makes somebody of nobody. */
export function SignIn() {
  const { person, right } = useShared(me);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (person !== null)
    return (
      <details key={person} class="menu me">
        <summary>{person}</summary>
        <div class="sheet">
          <p>{texts.top.signedInAs(person, right ?? '')}</p>
          <button
            type="button"
            onClick={() => signOut().catch((error: unknown) => toast(problemOf(error).message, 'failed'))}
          >
            {texts.top.signOut}
          </button>
        </div>
      </details>
    );
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const token = String(new FormData(event.currentTarget).get('token') ?? '').trim();
    signIn(token).catch((error: unknown) => setProblem(problemOf(error)));
  };
  return (
    <details key="" class="menu me">
      <summary>{texts.top.signIn}</summary>
      <form class="sheet" onSubmit={onSubmit}>
        <p class="soft">{texts.top.tokenAbout}</p>
        <label>
          {texts.top.token}
          <input name="token" type="password" required autocomplete="current-password" />
        </label>
        {problem && <p role="alert">{problem.message}</p>}
        <button type="submit">{texts.top.signIn}</button>
      </form>
    </details>
  );
}
