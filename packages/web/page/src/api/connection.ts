import { useSyncExternalStore } from 'react';

/** State of the connection: true if the server answers. */
export type Connection = 'open' | 'lost';

const listeners = new Set<() => void>();
let connection: Connection = 'open';

/** Notes whether the server answers. */
export function setConnection(now: Connection): void {
  if (now === connection) return;
  connection = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** State of the connection: true if the server answers. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}
