import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { PlainCopy } from './plain-copy.ts';

const MODULE = new URL('./plain-copy.ts', import.meta.url).href;

/** Runs a program that has a copy open, in its own temporary folder, and returns what is left there. */
async function leftBy(program: string): Promise<{ left: string[]; signal: NodeJS.Signals | null }> {
  const folder = await temporaryFolder('tmp');
  const code = `import { PlainCopy } from '${MODULE}'; const copy = PlainCopy.write(Buffer.from('secret')); ${program}`;
  const env = { ...process.env, TMPDIR: folder, TEMP: folder };
  const { signal } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', code], { env });
  return { left: readdirSync(folder), signal };
}

describe('PlainCopy', () => {
  test('is readable by the user alone, and gone once removed', () => {
    const listeners = process.listenerCount('SIGTERM');
    const copy = PlainCopy.write(Buffer.from('secret'));
    expect(readFileSync(copy.path, 'utf8')).toBe('secret');
    if (process.platform !== 'win32') expect(statSync(copy.path).mode & 0o777).toBe(0o600);
    copy.remove();
    copy.remove();
    expect(existsSync(copy.path)).toBe(false);
    expect(process.listenerCount('SIGTERM')).toBe(listeners);
  });

  test('is removed when the process ends', async () => {
    expect((await leftBy('process.exit(3)')).left).toEqual([]);
    expect((await leftBy("throw new Error('a bug')")).left).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('is removed when a signal ends the process', async () => {
    const signalled = "process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 10_000);";
    expect(await leftBy(signalled)).toEqual({ left: [], signal: 'SIGTERM' });
  });
});
