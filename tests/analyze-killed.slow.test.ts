import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { storedRecords } from './support/library.ts';
import { writeUntagged } from './support/music.ts';
import { rbassist, start } from './support/rbassist.ts';

/** Enough tracks to interrupt a run in the middle. */
const MANY = 40;

describe('rbassist analyze', () => {
  it('continues after it was killed, and lets only one process write at a time', async () => {
    const folder = await temporaryFolder('many');
    const first = join(folder, '0.wav');
    await writeUntagged(first, 'Perihelion', 16);
    for (let i = 1; i < MANY; i++) await copyFile(first, join(folder, `${i}.wav`));
    const dataDir = await temporaryFolder('data');
    const words = ['analyze', folder, '--data-dir', dataDir, '--workers', '1', '--checkpoint-every', '1', '--verbose'];
    const running = start(words);
    await running.whenSaid('done: ');
    const second = await rbassist('analyze', folder, '--data-dir', dataDir);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('Another rbassist');
    running.child.kill('SIGKILL');
    await running.ended;
    const { stdout } = await rbassist('analyze', folder, '--data-dir', dataDir, '--json');
    const rest = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(rest.unchanged).toBeGreaterThan(0);
    expect(rest.added).toBe(MANY - rest.unchanged);
    expect((await readdir(dataDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    for (const record of Object.values(await storedRecords(dataDir))) expect(record.bpm).toEqual(expect.any(Number));
  });
});
