import { useState } from 'preact/hooks';
import { bookChanged, type Problem, plain, problemOf, tell } from '../api.ts';
import type { Saved } from '../api-types.ts';
import { problemText } from '../deciding.ts';
import { type Params, to } from '../router.ts';
import { may, me } from '../session.ts';
import { texts } from '../texts.ts';
import { toast } from '../toasts.ts';
import { useShared } from '../value.ts';

export const feedOf = (name: string): string => plain(`/saved/${encodeURIComponent(name)}.atom`);

/** Keeps the question of this page by a name, by which it is a feed, too. */
export function SaveView({ kind, asked }: { readonly kind: Saved['kind']; readonly asked: Params }) {
  useShared(me);
  const [refused, setRefused] = useState<Problem | null>(null);
  /** What is refused stays in the form, with the reason. */
  const save = async (form: HTMLFormElement): Promise<void> => {
    const name = String(new FormData(form).get('name') ?? '').trim();
    try {
      await tell('PUT', plain(`/saved/${encodeURIComponent(name)}`), {
        kind,
        query: plain('', asked).replace(/^\/api\??/, ''),
      });
      toast(texts.saved.saved(name));
      bookChanged();
      setRefused(null);
      form.reset();
      form.closest('details')?.removeAttribute('open');
    } catch (error) {
      setRefused(problemOf(error));
    }
  };
  return (
    <details class="menu">
      <summary>{texts.saved.save}</summary>
      <form
        class="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          const { currentTarget: form } = event;
          if (form instanceof HTMLFormElement) save(form);
        }}
      >
        <p class="soft small">{texts.saved.feedAbout}</p>
        {may('propose') ? (
          <>
            <label>
              {texts.saved.name}
              <input name="name" required maxLength={80} autocomplete="off" />
            </label>
            {refused && (
              <p role="alert" class="refused">
                {texts.saved.refused}{' '}
                {refused.errors.map(({ message }) => message).join(', ') || problemText(refused)}
              </p>
            )}
            <button type="submit" class="primary">
              {texts.saved.save}
            </button>
          </>
        ) : (
          <p>{texts.saved.mustSignIn}</p>
        )}
        <a href={to('/saved')}>{texts.saved.title}</a>
      </form>
    </details>
  );
}
