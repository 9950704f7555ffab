import { useEffect, useRef } from 'preact/hooks';
import { singleKeys } from '../keys.ts';
import { texts } from '../texts.ts';
import { shared, useShared } from '../value.ts';

export const helpShown = shared(false);

const { groups, ...words } = texts.keys;
const KEYS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    groups.everywhere,
    [
      ['?', words.help],
      ['/', words.search],
      ['g then r m t k l w s d v a p b', words.go],
      ['c', words.copy],
    ],
  ],
  [
    groups.lists,
    [
      ['j k', words.next],
      ['Enter', words.open],
    ],
  ],
  [groups.matrix, [['← → ↑ ↓', words.arrows]]],
  [
    groups.review,
    [
      ['a r', words.accept],
      ['m', words.mend],
      ['u', words.undo],
      ['o', words.report],
    ],
  ],
  [
    groups.blind,
    [
      ['j k', words.sentence],
      ['m', words.mark],
      ['1 then 9', words.change],
      ['x then 1', words.takeAway],
      ['f', words.finish],
    ],
  ],
  [
    groups.settle,
    [
      ['1 then 9', words.take],
      ['m then 1', words.mendAndTake],
      ['0', words.noClaim],
      ['n b', words.next],
      ['u', words.undo],
    ],
  ],
];

export function Help() {
  const shown = useShared(helpShown);
  const single = useShared(singleKeys);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown && !dialog.current?.open) dialog.current?.showModal();
    if (!shown) dialog.current?.close();
  }, [shown]);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={() => helpShown.set(false)}>
      {/* The first to get the focus, so that the list is seen from its beginning. */}
      <div class="row">
        <h2 id="help-title">{texts.keys.title}</h2>
        <button type="button" onClick={() => helpShown.set(false)}>
          {texts.keys.close}
        </button>
      </div>
      {KEYS.map(([name, keys]) => (
        <section key={name}>
          <h3>{name}</h3>
          <dl>
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>{key.split(' ').map((one) => (one === 'then' ? ' … ' : <kbd key={one}>{one}</kbd>))}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p>
        <label>
          <input
            type="checkbox"
            checked={single === 'on'}
            onChange={(event) => singleKeys.set(event.currentTarget.checked ? 'on' : 'off')}
          />{' '}
          {texts.keys.toggle}
        </label>
      </p>
    </dialog>
  );
}
