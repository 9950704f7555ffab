import { useState } from 'preact/hooks';
import { bookChanged, plain, problemOf, tell, useAnswer } from '../api.ts';
import type { Saved } from '../api-types.ts';
import { type Params, to } from '../router.ts';
import { me } from '../session.ts';
import { texts } from '../texts.ts';
import { toast } from '../toasts.ts';
import { useShared } from '../value.ts';

/** A choice by name: it leads back here, and is a feed. */
export function SaveView({ kind, asked }: { readonly kind: Saved['kind']; readonly asked: Params }) {
  const { right } = useShared(me);
  const [isOpen, setOpen] = useState(false);
  const answer = useAnswer<{ readonly items: readonly Saved[] }>(isOpen ? plain('/saved') : null);
  const mayWrite = right === 'propose' || right === 'decide';
  const write = (method: 'PUT' | 'DELETE', name: string, body?: Pick<Saved, 'kind' | 'query'>): void => {
    tell(method, plain(`/saved/${encodeURIComponent(name)}`), body).then(
      () => {
        toast(method === 'PUT' ? texts.saved.done(name) : texts.saved.gone(name));
        bookChanged();
      },
      (error: unknown) => toast(problemOf(error).message, 'failed'),
    );
  };
  const query = plain('', asked).replace(/^\/api\??/, '');
  return (
    <details class="menu" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.saved.title}</summary>
      <div class="sheet">
        {mayWrite ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const { currentTarget: form } = event;
              if (!(form instanceof HTMLFormElement)) return;
              const name = String(new FormData(form).get('name') ?? '').trim();
              if (name !== '') write('PUT', name, { kind, query });
            }}
          >
            <label>
              {texts.saved.name}
              <input name="name" required maxLength={100} />
            </label>
            <button type="submit">{texts.saved.save}</button>
          </form>
        ) : (
          <p class="soft">{texts.saved.readOnly}</p>
        )}
        <ul class="saved">
          {answer.data?.items.map((one) => (
            <li key={one.name} class="row">
              <a href={addressOf(one)}>{one.name}</a>
              <a href={plain(`/saved/${encodeURIComponent(one.name)}.atom`)}>{texts.saved.feed}</a>
              {mayWrite && (
                <button
                  type="button"
                  class="quiet"
                  aria-label={texts.saved.remove(one.name)}
                  onClick={() => write('DELETE', one.name)}
                >
                  ×
                </button>
              )}
            </li>
          ))}
        </ul>
        {answer.data?.items.length === 0 && <p class="soft">{texts.saved.none}</p>}
      </div>
    </details>
  );
}

const addressOf = ({ kind, query }: Saved): string => {
  const params = new URLSearchParams(query);
  const all = Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
  return to(kind === 'diff' ? '/changes' : '/', all);
};
