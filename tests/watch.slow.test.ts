import { copyFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { knownRecords, scanLibrary, withLibrary } from './support/library.ts';
import { writeSounds } from './support/music.ts';
import { start } from './support/rbassist.ts';
import { smallDisk } from './support/small-disk.ts';

const SECONDS = 6;

let sounds: string[];
beforeAll(async () => {
  sounds = await writeSounds(await temporaryFolder('sounds'), SECONDS, 8);
});

let music: string;
let dataDir: string;
beforeEach(async () => {
  const root = await temporaryFolder('watch');
  [music, dataDir] = [join(root, 'music'), join(root, 'data')];
  await mkdir(join(music, 'old'), { recursive: true });
  await copyFile(sounds[0], join(music, 'old', '0.wav'));
});

/** Starts the command. `lines` resolves with the lines of a type once there are so many. */
function startWatch(...more: string[]) {
  const { child, ended } = start(['watch', music, '--data-dir', dataDir, '--json', '--settle', '0.5', ...more]);
  // also after a failure
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: { type: string; [key: string]: unknown }[] = [];
  let rest = '';
  let wake = Promise.withResolvers<void>();
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line)));
    wake.resolve();
    wake = Promise.withResolvers();
  });
  const over = ended.then((ran) => Promise.reject(new Error(`ended: ${JSON.stringify(ran)}`)));
  over.catch(() => {});
  const until = async (isReached: (line: (typeof lines)[number]) => boolean, from = 0) => {
    for (;;) {
      const found = lines.slice(from).find(isReached);
      if (found) return found;
      await Promise.race([wake.promise, over]);
    }
  };
  const untilDone = (what: Partial<Record<string, number>> = {}) =>
    until(({ type, summary }) => {
      const counts = summary as Record<string, number> | undefined;
      return type === 'done' && Object.entries(what).every(([name, count]) => counts?.[name] === count);
    });
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  return { child, lines, until, untilDone, stop, ended };
}

/** Writes a copy of a sound in pieces, slower than it is read. */
async function writeSlowly(from: string, to: string): Promise<void> {
  const bytes = await readFile(from);
  const file = await open(to, 'w');
  for (let at = 0; at < bytes.length; at += bytes.length / 10) {
    await file.write(bytes.subarray(at, at + bytes.length / 10));
    await sleep(200);
  }
  await file.close();
}

/** Returns what is measured of each track, without times, names of files and what a person set. */
function measured(records: Record<string, TrackRecord>): Record<string, unknown> {
  const values = Object.entries(records).map(([path, { bpm, key, duration, loudness, energy, missing, error }]) => [
    path,
    { bpm, key, duration, loudness, energy, isMissing: missing !== undefined, error },
  ]);
  return Object.fromEntries(values);
}

describe('rbassist watch', { timeout: 180_000 }, () => {
  it('keeps the library as a new scan would find it', async () => {
    const watch = startWatch();
    await watch.untilDone({ added: 1 });
    await withLibrary(dataDir, (library) => library.edit(join(music, 'old', '0.wav'), { rating: 5 }));

    await mkdir(join(music, 'new'));
    await Promise.all([1, 2, 3].map((i) => writeSlowly(sounds[i], join(music, 'new', `${i}.wav`))));
    for (const i of [1, 2, 3])
      await watch.until(({ type, path }) => type === 'track' && path === join(music, 'new', `${i}.wav`));
    await rename(join(music, 'old'), join(music, 'renamed'));
    await watch.untilDone({ moved: 1 });
    await rename(join(music, 'new', '1.wav'), join(music, 'renamed', 'One.wav'));
    await watch.until(({ type, to }) => type === 'moved' && to === join(music, 'renamed', 'One.wav'));
    await rm(join(music, 'new', '2.wav'));
    await watch.until(({ type, path }) => type === 'missing' && path === join(music, 'new', '2.wav'));
    await copyFile(sounds[4], join(music, 'new', '3.wav'));
    await watch.until(({ type, path }) => type === 'track' && path === join(music, 'new', '3.wav'), watch.lines.length);
    const { code, stdout } = await watch.stop();
    expect(code).toBe(0);
    expect(stdout.includes('"state":"failed"')).toBe(false);

    const fresh = join(await temporaryFolder('fresh'), 'data');
    await scanLibrary(fresh, [music], { analyze: true });
    const known = await knownRecords(dataDir);
    const { [join(music, 'new', '2.wav')]: gone, ...present } = known;
    expect(gone.missing).toEqual({ since: expect.any(String) });
    expect(measured(present)).toEqual(measured(await knownRecords(fresh)));
    expect(present[join(music, 'renamed', '0.wav')].rating).toBe(5);
  });

  it('catches up after a kill in the middle of a scan', async () => {
    for (const [i, sound] of sounds.entries()) await copyFile(sound, join(music, `${i}.wav`));
    const killed = startWatch('--workers', '1');
    await killed.until(({ type, done }) => type === 'track' && done === 3);
    killed.child.kill('SIGKILL');
    await killed.ended;
    await rename(join(music, '0.wav'), join(music, 'Zero.wav'));
    const next = startWatch();
    const { summary } = await next.untilDone();
    expect(summary).toMatchObject({ failed: 0, interrupted: false, moved: 1 });
    await next.stop();
    const paths = Object.keys(await knownRecords(dataDir)).sort();
    expect(paths).toEqual(
      [1, 2, 3, 4, 5, 6, 7]
        .map((i) => join(music, `${i}.wav`))
        .concat(join(music, 'Zero.wav'), join(music, 'old', '0.wav'))
        .sort(),
    );
    await withLibrary(dataDir, async (library) => expect((await library.check()).findings).toEqual([]));
  });

  it('waits while another process writes', async () => {
    for (const [i, sound] of sounds.entries()) await copyFile(sound, join(music, `${i}.wav`));
    const other = start(['scan', music, '--data-dir', dataDir, '--json', '--workers', '1']);
    await other.whenSaid('"done":1,');
    other.child.kill('SIGSTOP');
    const watch = startWatch();
    expect(await watch.until(({ type }) => type === 'problem')).toMatchObject({ error: { code: 'library-busy' } });
    other.child.kill('SIGCONT');
    expect((await other.ended).code).toBe(0);
    expect(await watch.untilDone()).toMatchObject({ summary: { unchanged: 9, added: 0 } });
    await watch.stop();
  });

  it('waits for a drive that is away, and for its data folder', async () => {
    const watch = startWatch();
    await watch.untilDone({ added: 1 });
    await rename(music, `${music} away`);
    await watch.until(({ type }) => type === 'gone');
    await rename(`${music} away`, music);
    await watch.until(({ type }) => type === 'back');
    await watch.untilDone({ unchanged: 1, missing: 0 });
    await rename(dataDir, `${dataDir} away`);
    await copyFile(sounds[1], join(music, '1.wav'));
    expect(await watch.until(({ type }) => type === 'problem')).toMatchObject({ error: { code: 'data-folder' } });
    await rename(`${dataDir} away`, dataDir);
    await watch.untilDone({ new: 1, unchanged: 1 });
    await watch.stop();
    expect(Object.values(await knownRecords(dataDir)).map(({ missing }) => missing)).toEqual([undefined, undefined]);
  });

  it('goes on when a full disk has space again', async ({ skip }) => {
    const disk = await smallDisk('watch-disk', '1m');
    if (!disk) return skip();
    dataDir = join(disk.folder, 'data');
    const watch = startWatch();
    await watch.untilDone({ added: 1 });
    const filler = join(disk.folder, 'filler');
    await writeFile(filler, Buffer.alloc(2_000_000)).catch(() => {});
    await copyFile(sounds[1], join(music, '1.wav'));
    expect(await watch.until(({ type }) => type === 'problem')).toMatchObject({ error: { code: 'data-folder' } });
    await rm(filler);
    await watch.untilDone({ unchanged: 1 });
    await watch.until(({ type, path }) => type === 'track' && path === join(music, '1.wav'));
    await watch.stop();
    expect(Object.keys(await knownRecords(dataDir)).sort()).toEqual([
      join(music, '1.wav'),
      join(music, 'old', '0.wav'),
    ]);
  });

  it('keeps watching while its data folder is read-only', async ({ skip }) => {
    const disk = await smallDisk('watch-read-only', '4m');
    if (!disk) return skip();
    dataDir = join(disk.folder, 'data');
    const watch = startWatch();
    await watch.untilDone({ added: 1 });
    disk.makeReadOnly();
    await copyFile(sounds[1], join(music, '1.wav'));
    expect(await watch.until(({ type }) => type === 'problem')).toMatchObject({ error: { code: 'data-folder' } });
    expect((await watch.stop()).code).toBe(0);
  });
});
