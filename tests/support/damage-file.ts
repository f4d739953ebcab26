import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '@rbassist/testing/random';

/** Contents of a user's file in place of a library file. */
export const PRECIOUS = 'nobody may delete this';

const HUGE_BYTES = 100 * 2 ** 30;

type Damage = (path: string, random: Random) => Promise<unknown>;

const replace =
  (make: Damage): Damage =>
  async (path, random) => {
    await rm(path, { recursive: true, force: true });
    await make(path, random);
  };

/** Changes the bytes of a file; does not change a folder. */
const rewrite =
  (change: (bytes: Buffer, random: Random) => Uint8Array | string): Damage =>
  async (path, random) => {
    if ((await stat(path)).isFile()) await writeFile(path, change(await readFile(path), random));
  };

const mode =
  (bits: number): Damage =>
  (path) =>
    chmod(path, bits);

export const DAMAGES: Readonly<Record<string, Damage>> = {
  missing: (path) => rm(path, { recursive: true, force: true }),
  empty: rewrite(() => ''),
  half: rewrite((bytes) => bytes.subarray(0, bytes.length / 2)),
  flipped: rewrite((bytes, random) => {
    const at = Math.floor(random() * bytes.length);
    if (bytes.length > 0) bytes[at] ^= 1 << Math.floor(random() * 8);
    return bytes;
  }),
  'random bytes': rewrite((bytes, random) => bytes.map(() => Math.floor(random() * 256))),
  CRLF: rewrite((bytes) => bytes.toString().replaceAll('\n', '\r\n')),
  BOM: rewrite((bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes])),
  'UTF-16': rewrite((bytes) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le')),
  'an empty file': replace((path) => writeFile(path, '')),
  'an empty folder': replace((path) => mkdir(path)),
  'a folder': replace(async (path) => {
    await mkdir(path);
    await writeFile(join(path, 'precious'), PRECIOUS);
  }),
  'a pipe': replace(async (path) => spawnSync('mkfifo', ['-m', '666', path])),
  'a socket': replace(async (path) => {
    const program = 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])';
    spawnSync('python3', ['-c', program, path]);
  }),
  '/dev/zero': replace((path) => symlink('/dev/zero', path)),
  '/dev/full': replace((path) => symlink('/dev/full', path)),
  'a dangling link': replace((path) => symlink('/nowhere/at/all', path)),
  'a link loop': replace((path) => symlink(path, path)),
  'no permission': mode(0),
  'read-only': async (path) => chmod(path, (await stat(path)).isDirectory() ? 0o555 : 0o444),
  huge: replace(async (path) => {
    await writeFile(path, '');
    await truncate(path, HUGE_BYTES);
  }),
};
