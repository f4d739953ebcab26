import { useSyncExternalStore } from 'react';

/** Milliseconds for which a notice stays. */
const SHOWN_MS = 10_000;

const listeners = new Set<() => void>();
let shown: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence above the player for a while, or takes it away. */
export function notice(sentence?: string): void {
  clearTimeout(timer);
  shown = sentence;
  if (sentence !== undefined) timer = setTimeout(notice, SHOWN_MS);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The sentence to show. */
export function useNotice(): string | undefined {
  return useSyncExternalStore(subscribe, () => shown);
}
