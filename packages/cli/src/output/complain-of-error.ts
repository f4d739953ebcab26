import { complain } from './output.ts';

/** Prints an unexpected error of a server that continues. */
export function complainOfError(error: unknown): void {
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
