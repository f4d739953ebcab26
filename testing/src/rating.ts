import { spawnSync } from 'node:child_process';

const ATTRIBUTE = 'user.baloo.rating';

/** Sets an extended attribute, like a file manager on Linux. Returns false if the system or disk has none. */
export function rate(path: string, rating: number): boolean {
  return spawnSync('setfattr', ['-n', ATTRIBUTE, '-v', String(rating), path]).status === 0;
}

export function ratingOf(path: string): number | undefined {
  const { stdout } = spawnSync('getfattr', ['-n', ATTRIBUTE, '--only-values', '--absolute-names', path]);
  return stdout?.length > 0 ? Number(stdout) : undefined;
}
