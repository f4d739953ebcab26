import type { RbassistError } from '../errors.ts';

/** What became of one file: a value, or the classed reason why there is none. A bad file is data, not an exception. */
export type Result<T> = { path: string; ok: true; value: T } | { path: string; ok: false; error: RbassistError };
