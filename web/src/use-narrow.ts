import { useEffect, useState } from 'preact/hooks';

const phone = matchMedia('(max-width: 40rem)');

/** Whether the page is as narrow as a phone. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(phone.matches);
  useEffect(() => {
    const follow = (): void => setNarrow(phone.matches);
    phone.addEventListener('change', follow);
    return () => phone.removeEventListener('change', follow);
  }, []);
  return narrow;
}
