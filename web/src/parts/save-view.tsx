import { bookChanged, plain, tell } from '../api.ts';
import type { Saved } from '../api-types.ts';
import { sayProblem } from '../deciding.ts';
import { type Params, to } from '../router.ts';
import { may, me } from '../session.ts';
import { texts } from '../texts.ts';
import { toast } from '../toasts.ts';
import { useShared } from '../value.ts';

export const feedOf = (name: string): string => plain(`/saved/${encodeURIComponent(name)}.atom`);

/** Keeps the question of this page by a name, by which it is a feed, too. */
export function SaveView({ kind, asked }: { readonly kind: Saved['kind']; readonly asked: Params }) {
  useShared(me);
  const save = async (name: string): Promise<void> => {
    try {
      await tell('PUT', plain(`/saved/${encodeURIComponent(name)}`), {
        kind,
        query: plain('', asked).replace(/^\/api\??/, ''),
      });
      toast(texts.saved.saved(name));
      bookChanged();
    } catch (error) {
      sayProblem(error);
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
          if (!(form instanceof HTMLFormElement)) return;
          save(String(new FormData(form).get('name') ?? '').trim());
          form.closest('details')?.removeAttribute('open');
        }}
      >
        <p class="soft small">{texts.saved.feedAbout}</p>
        {may('propose') ? (
          <>
            <label>
              {texts.saved.name}
              <input name="name" required maxLength={100} autocomplete="off" />
            </label>
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
