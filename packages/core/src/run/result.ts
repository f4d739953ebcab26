import type { RbassistError } from '../errors.ts';

/** Result for one file: a value or an error. One bad file never ends a job. */
export type Result<T> = { path: string; ok: true; value: T } | { path: string; ok: false; error: RbassistError };
