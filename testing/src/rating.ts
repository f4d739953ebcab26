import { spawnSync } from 'node:child_process';

const ATTRIBUTE = 'user.baloo.rating';

/**
 * Gives a file a rating as a file manager of Linux does, in an extended attribute. Returns false if the system or the
 * disk has none.
 */
export function rate(path: string, rating: number): boolean {
  return spawnSync('setfattr', ['-n', ATTRIBUTE, '-v', String(rating), path]).status === 0;
}

/** Reads the rating that {@link rate} gave; undefined if there is none. */
export function ratingOf(path: string): number | undefined {
  const { stdout } = spawnSync('getfattr', ['-n', ATTRIBUTE, '--only-values', '--absolute-names', path]);
  return stdout?.length > 0 ? Number(stdout) : undefined;
}
