import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** Returns whether a media query holds, and follows it. */
export function useMedia(query: string): boolean {
  // asking for the list in each rendering is slow
  const media = useMemo(() => matchMedia(query), [query]);
  const subscribe = useCallback(
    (listener: () => void) => {
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [media],
  );
  return useSyncExternalStore(subscribe, () => media.matches);
}
