import { useCallback, useState } from 'react';
import type { Choices } from './choices.ts';

const STORED = 'rbassist.copies';

/** Decisions of a search, which stay when a person goes to another view or reloads the page. */
export function useChoices(search: string): [Choices, (choices: Choices) => void] {
  const [kept, setKept] = useState(() => ({ search, choices: stored(search) }));
  if (kept.search !== search) setKept({ search, choices: stored(search) });
  const keep = useCallback(
    (choices: Choices) => {
      setKept({ search, choices });
      sessionStorage.setItem(STORED, JSON.stringify({ search, choices }));
    },
    [search],
  );
  return [kept.search === search ? kept.choices : {}, keep];
}

function stored(search: string): Choices {
  const before = JSON.parse(sessionStorage.getItem(STORED) ?? '{}');
  return before.search === search ? before.choices : {};
}
