import { useSyncExternalStore } from 'react';
import type { Remedy } from '../api/problem.ts';

/** A sentence, and what to do about it. */
export interface Notice {
  readonly sentence: string;
  readonly remedies: readonly Remedy[];
}

/** Milliseconds for which a notice stays. */
const SHOWN_MS = 10_000;

const listeners = new Set<() => void>();
let shown: Notice | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence above the player for a while, or takes it away. */
export function notice(sentence?: string, remedies: readonly Remedy[] = []): void {
  clearTimeout(timer);
  shown = sentence === undefined ? undefined : { sentence, remedies };
  if (sentence !== undefined) timer = setTimeout(notice, SHOWN_MS);
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
