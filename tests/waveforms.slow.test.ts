import { copyFile, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { beforeAll, expect, it, vi } from 'vitest';

let sounds: string;
beforeAll(async () => {
  sounds = join(await temporaryFolder('music'), 'sounds');
  await synthesizeLibrary(sounds, { tracks: 2, seconds: 12 });
});

async function copyOfSounds(): Promise<{ music: string; dataDir: string; waveforms: string }> {
  const music = join(await temporaryFolder('music'), 'music');
  await mkdir(music);
  for (const name of await readdir(sounds)) await writeFile(join(music, name), await readFile(join(sounds, name)));
  const dataDir = await temporaryFolder('data');
  return { music, dataDir, waveforms: join(dataDir, 'waveforms') };
}

async function analyze(library: Library, music: string): Promise<void> {
  // key alone is quick
  for await (const _ of library.analyze([music], { analysis: { parts: ['key'] } }));
}

it('stores the same waveforms in a scan and on the first look', async () => {
  const { music, dataDir, waveforms } = await copyOfSounds();
  await using library = await openLibrary({ dataDir });
  await analyze(library, music);
  const files = await readdir(waveforms);
  expect(files.length).toBe(2);
  for (const [path, record] of library.tracks()) {
    expect(Object.keys(record).filter((key) => key.includes('wave'))).toEqual([]);
    const [strip] = await library.waveformStrips([path]);
    expect(strip?.length).toBe(64 * 3);
    const file = join(
      waveforms,
      files.find((name) => path.includes(name.replace(/-[0-9a-f]{8}\.waveform$/, ''))) ?? '',
    );
    const scanned = await readFile(file);
    await rm(file);
    const { columns, stepS } = await library.waveform(path);
    expect((columns.length / 3) * stepS).toBeCloseTo(record.duration ?? 0, 1);
    expect((await readFile(file)).equals(scanned)).toBe(true);
  }
});

it('computes a waveform again that is damaged, of another version or of an earlier file', async () => {
  const { music, dataDir, waveforms } = await copyOfSounds();
  await using library = await openLibrary({ dataDir });
  await analyze(library, music);
  const [[path]] = library.tracks();
  const whole = await library.waveform(path);
  const [name] = (await readdir(waveforms)).filter((file) =>
    path.includes(file.slice(0, -'-01234567.waveform'.length)),
  );
  const file = join(waveforms, name);
  const good = await readFile(file);
  for (const edit of [
    () => Buffer.alloc(0),
    () => good.subarray(0, -1),
    () => Buffer.from(good).fill(0, 200, 300),
    () => Buffer.from(good).fill(9, 4, 5),
    () => Buffer.alloc(1 << 20, good),
  ]) {
    await writeFile(file, edit());
    expect(await library.waveform(path)).toEqual(whole);
    expect(await readFile(file)).toEqual(good);
  }
  const [other] = [...library.tracks()].map(([track]) => track).filter((track) => track !== path);
  await writeFile(path, await readFile(other));
  expect(await library.waveform(path)).not.toEqual(whole);
});

it('follows moved files, and removes the waveforms of tracks that are gone', async () => {
  const { music, dataDir, waveforms } = await copyOfSounds();
  await using library = await openLibrary({ dataDir });
  await analyze(library, music);
  const [moved, gone] = [...library.tracks()].map(([path]) => path);
  const before = await library.waveform(moved);
  await mkdir(join(music, 'new'));
  const to = join(music, 'new', 'moved.wav');
  await rename(moved, to);
  await rm(gone);
  await writeFile(join(waveforms, 'Nobody-01234567.waveform'), 'no track has it');
  await writeFile(join(waveforms, 'note.txt'), 'not ours');

  const repaired = await library.repair([music], { apply: true });
  expect(repaired.moved.map((move) => move.to)).toEqual([to]);
  expect(repaired.removedFiles).toEqual([join(waveforms, 'Nobody-01234567.waveform')]);
  expect((await readdir(waveforms)).filter((name) => name.startsWith('moved-')).length).toBe(1);
  await rm(to);
  expect(await library.waveform(to)).toEqual(before);

  await library.prune({ apply: true, force: true, roots: [music] });
  expect(library.size).toBe(0);
  expect(await readdir(waveforms)).toEqual(['note.txt']);
});

it('keeps a waveform when ReplayGain tags change the file', async () => {
  const music = await temporaryFolder('music');
  const dataDir = await temporaryFolder('data');
  await copyFile(new URL('fixtures/audio/vbr.mp3', import.meta.url), join(music, 'vbr.mp3'));
  await using library = await openLibrary({ dataDir });
  await analyze(library, music);
  const [name] = await readdir(join(dataDir, 'waveforms'));
  const contents = () => readFile(join(dataDir, 'waveforms', name));
  const before = await contents();
  for await (const _ of library.normalize([music]));
  const after = await contents();
  expect(after.equals(before)).toBe(false);
  await library.waveform(join(music, 'vbr.mp3'));
  expect((await contents()).equals(after)).toBe(true);
});

it('draws the tracks of a table in the background', async () => {
  const { music, dataDir } = await copyOfSounds();
  await using library = await openLibrary({ dataDir });
  for await (const _ of library.analyze([music], { analysis: { parts: ['loudness'] } }));
  const paths = [...library.tracks()].map(([path]) => path);
  expect(await library.waveformStrips(paths)).toEqual([undefined, undefined]);
  await library.waveformStrips(paths, { draw: true });
  await vi.waitFor(async () => expect(await library.waveformStrips(paths)).not.toContain(undefined), 30_000);
  await expect(library.waveformStrips(paths, { drawn: true } as object)).rejects.toThrow('Unknown option "drawn"');
});

it('shows details, and says what it can not draw', async () => {
  const { music, dataDir } = await copyOfSounds();
  await using library = await openLibrary({ dataDir });
  await analyze(library, music);
  const [[path]] = library.tracks();
  const whole = await library.waveform(path, { startS: 0, durationS: 1000 });
  const part = await library.waveform(path, { startS: 2.001, durationS: 1 });
  expect(part.startS).toBe(2);
  expect(part.columns).toEqual(whole.columns.slice(300 * 3, 451 * 3));
  await expect(library.waveform(path, { startS: -1, durationS: 1 })).rejects.toThrow('startS must be 0 or more');
  await expect(library.waveform('/none.wav')).rejects.toMatchObject({ code: 'not-found' });
  await writeFile(path, 'not audio');
  await utimes(path, 1, 1);
  await expect(library.waveform(path)).rejects.toMatchObject({ code: 'not-audio' });
});
