import { useSyncExternalStore } from 'react';
import type { Remedy } from '../api/problem.ts';

/** Milliseconds for which a notice stays. */
const SHOWN_MS = 10_000;

/** Ways to act on a notice. */
interface NoticeActions {
  /** Its button. */
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly remedies?: readonly Remedy[];
}

interface Notice extends NoticeActions {
  readonly sentence: string;
}

const listeners = new Set<() => void>();
let shown: Notice | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence above the player for a while, or takes it away. */
export function notice(sentence?: string, actions: NoticeActions = {}): void {
  clearTimeout(timer);
  shown = sentence === undefined ? undefined : { sentence, ...actions };
  if (sentence !== undefined) timer = setTimeout(() => notice(), SHOWN_MS);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The notice to show. */
export function useNotice(): Notice | undefined {
  return useSyncExternalStore(subscribe, () => shown);
}
