import { AsyncLocalStorage } from 'node:async_hooks';

const muted = new AsyncLocalStorage<true>();
let users = 0;
let original: typeof console.error;

/** Hides the work's own `console.error` lines, because some decoders print every damaged frame. */
export async function quietly<T>(work: () => T | Promise<T>): Promise<T> {
  if (users++ === 0) {
    original = Reflect.get(console, 'error');
    Reflect.set(console, 'error', (...line: unknown[]) => {
      if (!muted.getStore()) original(...line);
    });
  }
  try {
    return await muted.run(true, work);
  } finally {
    if (--users === 0) Reflect.set(console, 'error', original);
  }
}
