import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { timed } from './cpu-time.ts';

const run = promisify(execFile);

describe('timed', () => {
  it('counts the time of child processes, if the system reports it', async () => {
    const burn = 'const end = Date.now() + 200; while (Date.now() < end);';
    const { result, seconds, cpuSeconds } = await timed(() => run(process.execPath, ['-e', burn]).then(() => 'done'));
    expect(result).toBe('done');
    expect(seconds).toBeGreaterThan(0.2);
    // starting Node alone takes longer than this on any machine
    if (process.platform === 'linux') expect(cpuSeconds).toBeGreaterThan(0.02);
  });
});
