import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ran, rbassist } from './support/rbassist.ts';

const CUES = [
  { name: 'Drop', type: 0, num: 1, start: 61.5, end: 61.5, color: '#FF0000' },
  { name: 'Mix in', type: 0, num: -1, start: 8, end: 8 },
  { name: 'Loop', type: 4, num: 2, start: 90, end: 97.5 },
];
const TRACKS: Record<string, Record<string, unknown>> = {
  'C:\\Music\\a & b.wav': {
    artist: 'Ann',
    title: 'One "1" <x>',
    duration: 3600,
    bpm: 174,
    key: '8A',
    rating: 5,
    tempos: [{ inizio_sec: 0.5, bpm: 174.0037, metro: '4/4', battito: 2 }],
    cues: CUES,
    mytags: ['Peak'],
  },
  '/m/two.wav': { artist: 'Bob', title: 'Two', duration: 200, mytags: ['Peak', 'Vocals'] },
  '/m/none.wav': { artist: 'Cat', title: 'No length' },
};

const READER = join(import.meta.dirname, 'reference', 'rekordbox_reads_ours.py');
const hasPyrekordbox = spawnSync('python3', ['-c', 'import pyrekordbox']).status === 0;

let folder: string;

function run(...words: string[]): Promise<Ran> {
  return rbassist(...words, '--data-dir', join(folder, 'data'));
}

beforeAll(async () => {
  folder = await temporaryFolder('export-xml');
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'meta.json'), JSON.stringify({ tracks: TRACKS }));
});

describe('export-xml', () => {
  it('works with the flags of the Python rbassist, and says what it left out and what to click', async () => {
    const out = join(folder, 'rbassist.xml');
    const { code, stdout, stderr } = await run('export-xml', '--out', out, '--name', 'rbassist export');
    expect(code).toBe(0);
    expect(stdout).toBe(`Wrote 2 tracks to ${out}.\nPlaylist rbassist export / rbassist export: 2 tracks.\n`);
    expect(stderr).toContain('Left out 1 track. Reason: its length is unknown');
    expect(stderr).toContain('/m/none.wav');
    expect(stderr).toContain('Right-click the playlist "rbassist export" there > Import Playlist');
    expect(await run('export-xml', '--out', out, '--quiet')).toMatchObject({ code: 0, stderr: '' });
    await writeFile(out, 'mine');
    const again = await run('export-xml', '--out', out);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('--overwrite')]);
    expect(await run('export-xml', '--out', out, '--overwrite', '--quiet')).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes playlists of tags and sets, and prints JSON', async () => {
    await run('set', 'add', 'friday', 'bob two');
    const out = join(folder, 'lists.xml');
    const flags = ['--tag', 'Peak', '--tag', 'Vocals', '--set', 'friday', '--cues', 'both', '--name', 'Run'];
    const { code, stdout } = await run('export-xml', '--out', out, ...flags, '--json');
    expect(code).toBe(0);
    const { tracks, playlists } = JSON.parse(stdout);
    expect(tracks).toBe(2);
    expect(playlists.map(({ name, entries }: { name: string; entries: number }) => [name, entries])).toEqual([
      ['friday', 1],
      ['Peak', 2],
      ['Vocals', 1],
    ]);
    expect((await readFile(out, 'utf8')).match(/<POSITION_MARK /g)).toHaveLength(6);
  });

  it('writes a set as XML', async () => {
    await run('set', 'add', 'late', 'bob two');
    const out = join(folder, 'late.xml');
    expect(await run('set', 'export', 'late', '--out', out)).toMatchObject({
      code: 0,
      stdout: `Wrote 1 track to ${out}.\n`,
    });
    expect(await readFile(out, 'utf8')).toContain('<NODE Name="late" Type="1" KeyType="0" Entries="1">');
  });

  it('refuses wrong values, and a base that is the output', async () => {
    const out = join(folder, 'own.xml');
    await run('export-xml', '--out', out);
    const same = await run('export-xml', '--out', out, '--base', out, '--overwrite');
    expect([same.code, same.stderr]).toEqual([2, expect.stringContaining('which rbassist never changes')]);
    for (const words of [
      ['--cues', 'x'],
      ['--mp3-offset', 'x'],
      ['--prefer', 'x'],
    ]) {
      expect((await run('export-xml', ...words)).code).toBeGreaterThan(0);
    }
    const gone = await run('export-xml', '--out', join(folder, 'x.xml'), '--base', join(folder, 'none.xml'));
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining(join(folder, 'none.xml'))]);
  });
});

describe.skipIf(!hasPyrekordbox)('pyrekordbox (needs the Python package pyrekordbox)', () => {
  it('reads every track, grid, cue and playlist', async () => {
    const out = join(folder, 'py.xml');
    await run('export-xml', '--out', out, '--name', 'Run');
    const { stdout, stderr } = spawnSync('python3', [READER, out], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const { count, tracks, nodes } = JSON.parse(stdout);
    expect([count, tracks.length]).toEqual([2, 2]);
    const [one] = tracks;
    expect(one).toMatchObject({ name: 'One "1" <x>', location: 'C:/Music/a & b.wav', rating: 5, bpm: 174 });
    expect(one.marks).toEqual([
      ['Drop', 'cue', 61.5, null, 1],
      ['Loop', 'loop', 90, 97.5, 2],
      ['Mix in', 'cue', 8, null, -1],
    ]);
    expect(nodes).toEqual([
      { folder: 'Run', nodes: [{ playlist: 'Run', keys: tracks.map(({ id }: { id: number }) => id) }] },
    ]);
    // every beat of the hour, drawn from what pyrekordbox read
    const [{ inizio_sec: start, bpm }] = TRACKS['C:\\Music\\a & b.wav'].tempos as { inizio_sec: number; bpm: number }[];
    let [beat, largest] = [-1, 0];
    for (const [i, [timeS, printed]] of one.tempos.entries()) {
      const nextS = one.tempos[i + 1]?.[0] ?? 3600;
      const beats = Math.round(((nextS - timeS) * printed) / 60);
      for (let k = 0; k < beats; k++, beat++) {
        largest = Math.max(largest, Math.abs(timeS + (k * 60) / printed - (start + (beat * 60) / bpm)));
      }
    }
    expect(beat).toBeGreaterThan(10_400);
    expect(largest).toBeLessThanOrEqual(0.001);
  });
});
