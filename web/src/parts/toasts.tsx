import { texts } from '../texts.ts';
import { dismiss, toasts } from '../toasts.ts';
import { useShared } from '../value.ts';

export function Toasts() {
  const shown = useShared(toasts);
  return (
    <div class="toasts" role="status">
      {shown.map(({ id, text, kind }) => (
        <p key={id} class={`toast ${kind}`}>
          {text}
          <button type="button" class="quiet" aria-label={texts.keys.close} onClick={() => dismiss(id)}>
            ×
          </button>
        </p>
      ))}
    </div>
  );
}
