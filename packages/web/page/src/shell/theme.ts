import { useSyncExternalStore } from 'react';

/** Theme that a person chose; `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark';

const STORED = 'rbassist.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosenTheme(): Theme {
  const stored = localStorage.getItem(STORED);
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

function shownTheme(): 'light' | 'dark' {
  const chosen = chosenTheme();
  if (chosen !== 'auto') return chosen;
  return dark.matches ? 'dark' : 'light';
}

/** Marks the page with the chosen theme, which the tokens read. */
export function applyTheme(): void {
  const chosen = chosenTheme();
  if (chosen === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  for (const listener of listeners) listener();
}

/** Chooses a theme, and stores the choice in this browser. */
export function setTheme(theme: Theme): void {
  localStorage.setItem(STORED, theme);
  applyTheme();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  dark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    dark.removeEventListener('change', listener);
  };
}

/** The theme that was chosen, and the one that is shown. */
export function useTheme(): { chosen: Theme; shown: 'light' | 'dark' } {
  const chosen = useSyncExternalStore(subscribe, chosenTheme);
  const shown = useSyncExternalStore(subscribe, shownTheme);
  return { chosen, shown };
}
