import { texts } from '../texts.ts';
import { dismiss, toasts } from '../toasts.ts';
import { useShared } from '../value.ts';

export function Toasts() {
  const shown = useShared(toasts);
  return (
    <div class="toasts" role="status">
      {shown.map(({ id, text, kind, link }) => (
        <p key={id} class={`toast ${kind}`}>
          <span>
            {text}{' '}
            {link && (
              <a href={link.href} onClick={() => dismiss(id)}>
                {link.words}
              </a>
            )}
          </span>
          <button type="button" class="quiet" aria-label={texts.keys.close} onClick={() => dismiss(id)}>
            ×
          </button>
        </p>
      ))}
    </div>
  );
}
