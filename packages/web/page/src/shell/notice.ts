import { useSyncExternalStore } from 'react';

/** Milliseconds for which a notice stays. */
const SHOWN_MS = 10_000;

/** A button in a notice. */
export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

interface Notice {
  readonly sentence: string;
  readonly action?: NoticeAction;
}

const listeners = new Set<() => void>();
let shown: Notice | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence above the player for a while, or takes it away. */
export function notice(sentence?: string, action?: NoticeAction): void {
  clearTimeout(timer);
  shown = sentence === undefined ? undefined : { sentence, action };
  if (sentence !== undefined) timer = setTimeout(() => notice(), SHOWN_MS);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The sentence to show. */
export function useNotice(): Notice | undefined {
  return useSyncExternalStore(subscribe, () => shown);
}
