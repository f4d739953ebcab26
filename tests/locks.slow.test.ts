import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { startProgram } from './support/rbassist.ts';

const PROCESSES = 8;
const ROUNDS = 12;

/**
 * Takes a lock again and again. Writes its name while it has the lock, waits, and reads the name back to detect a
 * second owner. With `die`, kills itself from time to time while it has the lock.
 */
const CONTENDER = `
  import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
  import { setTimeout as delay } from 'node:timers/promises';
  import { takeProcessLock } from '@rbassist/core';
  const [lockPath, rounds, die] = process.argv.slice(1);
  for (let round = 0; round < Number(rounds); ) {
    let lock;
    try {
      lock = await takeProcessLock(lockPath, { staleMs: 120_000, busy: () => new Error('busy') });
    } catch (error) {
      if (error.message !== 'busy') throw error;
      await delay(Math.random() * 3);
      continue;
    }
    const name = process.pid + "." + round;
    writeFileSync(lockPath + '.inside', name);
    await delay(Math.random() * 3);
    if (readFileSync(lockPath + '.inside', 'utf8') !== name) console.log('two inside');
    if (lock.isLost) console.log('lost');
    appendFileSync(lockPath + '.log', 'x');
    round++;
    if (die === 'die' && Math.random() < 0.2) process.kill(process.pid, 'SIGKILL');
    await lock.release();
  }
`;

describe('a lock that many processes want', { timeout: 120_000 }, () => {
  it('has one owner at a time', async () => {
    const folder = await temporaryFolder('locks');
    const path = join(folder, 'work');
    const running = Array.from({ length: PROCESSES }, () => startProgram(CONTENDER, path, String(ROUNDS)).ended);
    for (const ran of await Promise.all(running)) expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await readdir(folder)).sort()).toEqual(['work.inside', 'work.log']);
  });

  it('has one owner at a time while its owners are killed', async () => {
    const folder = await temporaryFolder('locks');
    const path = join(folder, 'work');
    const contend = async () => {
      let killed = 0;
      for (;;) {
        const ran = await startProgram(CONTENDER, path, '4', 'die').ended;
        expect(ran).toMatchObject({ stdout: '', stderr: '' });
        if (ran.code === 0) return killed;
        killed++;
      }
    };
    const killed = await Promise.all(Array.from({ length: PROCESSES }, contend));
    expect(killed.reduce((sum, each) => sum + each)).toBeGreaterThan(0);
    expect((await readdir(folder)).sort()).toEqual(['work.inside', 'work.log']);
  });
});
