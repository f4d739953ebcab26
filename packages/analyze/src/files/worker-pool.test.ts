import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorkerPool, type WorkerPool } from './worker-pool.ts';

let folder: string;
let pool: WorkerPool<number, number>;
beforeAll(async () => {
  folder = await temporaryFolder('pool');
  const entry = join(folder, 'entry.mjs');
  await writeFile(
    entry,
    `export async function halve(number) {
       if (number === 13) process.exit(3);
       if (number === 99) await new Promise((resolve) => setTimeout(resolve, 600_000));
       if (number % 2 === 1) throw new Error('odd: ' + number);
       return number / 2;
     }`,
  );
  pool = createWorkerPool({ entry: pathToFileURL(entry), task: 'halve', workers: 2 });
});
afterAll(async () => {
  await pool.close();
});

it('runs tasks, and passes on their errors', async () => {
  expect(await pool.run(8)).toBe(4);
  await expect(pool.run(7)).rejects.toThrow('odd: 7');
});

it('loses only the task that crashed its thread', async () => {
  const outcomes = await Promise.allSettled([2, 13, 4, 6, 13, 8, 10].map((task) => pool.run(task)));
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, false, true, true]);
});

it('shares data with all threads', async () => {
  const entry = join(folder, 'shared.mjs');
  const source = `import { sharedData } from '${import.meta.resolve('@rbassist/analyze')}';
     const { factor } = sharedData();
     export const scale = (number) => factor * number;`;
  await writeFile(entry, source);
  const options = { entry: pathToFileURL(entry), task: 'scale', workers: 2 };
  const sharing = createWorkerPool<number, number>({ ...options, shared: { factor: 3 } });
  expect(await Promise.all([1, 2, 3].map((task) => sharing.run(task)))).toEqual([3, 6, 9]);
  await sharing.close();
});

it('rejects if no thread can start', async () => {
  for (const source of [undefined, 'throw new Error("broken")']) {
    const entry = join(folder, source ? 'broken.mjs' : 'absent.mjs');
    if (source) await writeFile(entry, source);
    const broken = createWorkerPool<number, number>({ entry: pathToFileURL(entry), task: 'halve', workers: 2 });
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map((task) => broken.run(task)));
    expect(outcomes.map(({ status }) => status)).not.toContain('fulfilled');
    expect(outcomes.at(source ? -1 : 0)).toMatchObject({ reason: { code: 'worker-start' } });
    await expect(broken.run(6)).rejects.toMatchObject({ code: 'worker-start' });
    await broken.close();
  }
});

it('stops an endless task on abort', async () => {
  const controller = new AbortController();
  const running = pool.run(99, controller.signal);
  controller.abort();
  await expect(running).rejects.toThrow();
  expect(await pool.run(8)).toBe(4);
});
