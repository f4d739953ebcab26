import type { MiddlewareHandler } from 'hono';

/**
 * Lets requests begin one after another, in the order in which they came, with a round of the event loop between them.
 * Without it, the few connections that Node.js has accepted keep it busy, and a burst of new ones waits for seconds.
 */
export function turns(): MiddlewareHandler {
  const waiting: (() => void)[] = [];
  const begin = () => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(begin);
  };
  return async (_, next) => {
    await new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(begin);
    });
    return next();
  };
}
