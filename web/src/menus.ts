/** So far from the edge of the page, in pixels. */
const EDGE = 8;

/** What a menu opens hangs from its right end; where that is far to the left, it is moved until none of it is cut off. */
export function keepMenusInView(): void {
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.open || !target.matches('.menu')) return;
      const sheet = target.querySelector<HTMLElement>(':scope > .sheet');
      if (sheet === null) return;
      sheet.style.translate = '';
      const { left } = sheet.getBoundingClientRect();
      if (left < EDGE) sheet.style.translate = `${EDGE - left}px`;
    },
    // It does not bubble.
    { capture: true },
  );
}
