import { OptionError } from '../errors.ts';
import { exists } from './exists.ts';

interface FreeOptions {
  /** True to replace any file. @default false */
  overwrite?: boolean;
  /** Returns true for an existing file that rbassist wrote, which may be replaced. @default no file */
  isOwn?: (path: string) => Promise<boolean>;
}

/**
 * Requires that writing a file replaces nothing of the user.
 *
 * @throws {OptionError} if the path exists, unless `overwrite` is set or the file is rbassist's own.
 */
export async function requireFree(path: string, { overwrite = false, isOwn }: FreeOptions = {}): Promise<void> {
  if (overwrite || !(await exists(path)) || (await isOwn?.(path))) return;
  throw new OptionError(`${path} exists already.`, { remedies: [{ action: 'overwrite' }] });
}
