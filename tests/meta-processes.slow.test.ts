import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { LibraryBusyError } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';

const ROUNDS = 25;
const DELETE_EVERY = 7;
const COMPACT_EVERY = 40;

/** Updates, deletes and compacts forever, and prints each flushed number. */
const WRITER = `
  import { writeSync } from 'node:fs';
  import { openMetaStore } from '@rbassist/meta';
  const [path, start] = process.argv.slice(1);
  const store = await openMetaStore(path, { onWarning: ({ message }) => writeSync(2, message) });
  for (let n = Number(start); ; n++) {
    const contour = Array.from({ length: n % 300 }, (_, i) => i / 7);
    store.update('/music/' + n, { n, features: { contour } });
    store.update('/last', { n, title: 'ü'.repeat(n % 500) });
    if (n % ${DELETE_EVERY} === 0) store.delete('/music/' + (n - 3));
    await store.flush({ sync: n % 5 === 0 });
    writeSync(1, n + '\\n');
    if (n % ${COMPACT_EVERY} === 0) await store.compact();
  }
`;

function startWriter(path: string, start: number) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, path, String(start)], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complaints = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (complaints += text));
  const last = () => Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1) ?? 0);
  return {
    child,
    last,
    complaints: () => complaints,
    /** Resolves after this many lines of output. */
    async saying(lines: number) {
      while (said.split('\n').length <= lines) {
        if (child.exitCode !== null) throw new Error(`ended: ${complaints}`);
        await once(child.stdout, 'data');
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

/** Returns true if a track must exist after `last` was flushed; undefined if the next step may or may not be done. */
function isKept(n: number, last: number): boolean | undefined {
  const deletedBy = n + 3;
  if (deletedBy % DELETE_EVERY !== 0 || deletedBy > last + 1) return true;
  return deletedBy > last ? undefined : false;
}

describe('two processes', { timeout: 300_000 }, () => {
  it('lose nothing that was flushed if killed at any time', async () => {
    const path = join(await temporaryFolder('killed'), 'meta.json');
    const random = seededRandom(11);
    let last = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const writer = startWriter(path, last + 1);
      await writer.saying(1 + Math.floor(random() * 60));
      await new Promise((resolve) => setTimeout(resolve, random() * 30));
      await writer.kill();
      last = writer.last();
      const store = await openMetaStore(path, { readOnly: true });
      for (const { code } of store.warnings) expect(code).toBe('journal-torn');
      expect(store.get('/last')?.n).toBeGreaterThanOrEqual(last);
      for (let n = 1; n <= last; n++) {
        const kept = isKept(n, last);
        if (kept === undefined) continue;
        const expected = { n, features: { contour: Array.from({ length: n % 300 }, (_, i) => i / 7) } };
        expect(store.get(`/music/${n}`), `round ${round}, ${n} of ${last}`).toEqual(kept ? expected : undefined);
      }
    }
    expect(last).toBeGreaterThan(ROUNDS * 5);
    const store = await openMetaStore(path);
    const size = store.size;
    await store.close();
    expect(Object.keys(JSON.parse(await readFile(path, 'utf8')).tracks)).toHaveLength(size);
    expect(await readdir(join(path, '..'))).toEqual(['meta.json']);
  });

  it('let readers see every state in order, while the writer replaces the file', async () => {
    const path = join(await temporaryFolder('readers'), 'meta.json');
    const writer = startWriter(path, 1);
    await writer.saying(2);
    await expect(openMetaStore(path)).rejects.toThrow(LibraryBusyError);
    const open = await openMetaStore(path, { readOnly: true });
    let seen = 0;
    let replaced = 0;
    for (let look = 0; look < 150; look++) {
      // the writer waits until its output is read
      await turn();
      const flushed = writer.last();
      const store = await openMetaStore(path, { readOnly: true });
      expect(store.warnings.filter(({ code }) => code !== 'journal-torn')).toEqual([]);
      const n = Number(store.get('/last')?.n);
      expect(n).toBeGreaterThanOrEqual(Math.max(seen, flushed));
      if (isKept(n - 1, n)) expect(store.get(`/music/${n - 1}`)?.n).toBe(n - 1);
      // a store that was opened long ago still works
      const contour = Array.from({ length: 2 }, (_, i) => i / 7);
      expect(open.get('/music/2')).toEqual({ n: 2, features: { contour } });
      if (Math.floor(n / COMPACT_EVERY) > Math.floor(seen / COMPACT_EVERY)) replaced++;
      seen = n;
    }
    expect(replaced).toBeGreaterThan(1);
    await writer.kill();
    expect(writer.complaints()).toBe('');
    await (await openMetaStore(path)).close();
  });
});
