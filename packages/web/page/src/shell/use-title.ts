import { useEffect } from 'react';
import { text } from '../text/en.ts';

/** Names the window after a view. */
export function useTitle(view: string): void {
  useEffect(() => {
    document.title = `${view} – ${text.name}`;
  }, [view]);
}
