import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ran, rbassist } from './support/rbassist.ts';

const TRACKS: Record<string, Record<string, unknown>> = {
  '/m/one.mp3': {
    artist: 'Ann',
    title: 'One',
    duration: 200,
    bpm: 120,
    key: '8A',
    rating: 5,
    added: '2024-03-01',
    mytags: ['Peak'],
  },
  '/m/two.mp3': {
    artist: 'Bob',
    title: 'Two',
    duration: 210,
    bpm: 126,
    key: '9A',
    rating: 2,
    added: '2024-06-01',
    mytags: ['Peak'],
  },
  '/m/three.mp3': { artist: 'Cat', title: 'Three', duration: 220, bpm: 90, key: '3B' },
};

let folder: string;
let dataDir: string;

function run(...words: string[]): Promise<Ran> {
  return rbassist(...words, '--data-dir', dataDir);
}

beforeAll(async () => {
  folder = await temporaryFolder('lists');
  dataDir = join(folder, 'data');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: TRACKS }));
});

describe('int-pl', () => {
  it('writes the tracks that fit with the flags of the Python rbassist', async () => {
    const out = join(folder, 'peak.xml');
    const flags = ['--my-tag', 'Peak', '--rating-min', '3', '--since', '2024-01-01', '--until', '2024-12-31'];
    const { code, stdout } = await run('int-pl', '--out', out, '--name', 'Peak time', ...flags);
    expect([code, stdout]).toEqual([0, `Found 1 track. Wrote the playlist "Peak time" to ${out}.\n`]);
    const xml = await readFile(out, 'utf8');
    expect(xml).toMatch(/<NODE [^>]*Name="Peak time"/);
    expect(xml).toContain('file://localhost/m/one.mp3');
    expect(xml).not.toContain('/m/two.mp3');
    expect((await run('int-pl', '--out', out, '--my-tag', 'Peak')).code).toBe(0);
    await writeFile(out, 'mine');
    const again = await run('int-pl', '--out', out, '--my-tag', 'Peak');
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('--overwrite')]);
  });

  it('lists tracks, and says that none fits', async () => {
    const { code, stdout } = await run('int-pl', '--bpm', '119-126', '--mixes-with', 'Am', '--list');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Ann - One +120 +8A[\s\S]*Bob - Two +126 +9A/)]);
    const none = await run('int-pl', '--rating-min', '5', '--key', '3B', '--out', join(folder, 'none.m3u8'));
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('No track fits the rules of "Intelligent"')]);
  });

  it('saves, lists, uses and removes presets', async () => {
    const out = join(folder, 'saved.m3u8');
    const saved = await run(
      'int-pl',
      '--any-tag',
      'peak',
      '--bpm',
      '0-125',
      '--out',
      out,
      '--save-preset',
      'Slow peak',
    );
    expect([saved.code, saved.stderr]).toEqual([0, expect.stringContaining('Saved the preset "Slow peak"')]);
    expect(await readFile(join(folder, 'config', 'playlist_presets.yml'), 'utf8')).toContain('any_tags: [ peak ]');
    const { stdout } = await run('int-pl', '--list-presets');
    expect(stdout).toMatch(/Slow peak +\S*saved\.m3u8 +any tag of peak, 125 BPM or less/);
    expect(await run('int-pl', '--all-presets')).toMatchObject({ code: 0, stdout: `Wrote 1 track to ${out}.\n` });
    const wider = await run('int-pl', '--preset', 'slow PEAK', '--bpm', '100-', '--list', '--json');
    expect(JSON.parse(wider.stdout).tracks.map(({ path }: { path: string }) => path)).toEqual(['/m/one.mp3']);
    expect(await run('int-pl', '--delete-preset', 'Slow peak')).toMatchObject({ code: 0 });
    expect(await run('int-pl', '--preset', 'Slow peak')).toMatchObject({ code: 1 });
  });

  it.each([
    [['--bpm', 'fast'], 2, '--bpm must be a range such as 120-126'],
    [['--since', 'soon'], 2, '--since must be a date'],
    [['--color', 'mauve'], 2, '--color must be a list of colours'],
    [['--missing', 'soul'], 2, '--missing'],
    [['--list-presets', '--all-presets'], 2, 'Give only one of'],
  ])('refuses %j', async (flags, code, message) => {
    const { code: given, stderr } = await run('int-pl', ...flags);
    expect([given, stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});

describe('mirror-csv', () => {
  it('writes the tracks of a CSV file in its order, and lists the other rows', async () => {
    const csv = join(folder, 'list.csv');
    const out = join(folder, 'csv.xml');
    await writeFile(csv, 'artist,title\nBob,Two\nAnn,One\nNo,One\n');
    const { code, stdout } = await run('mirror-csv', csv, '--out-xml', out);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `Found 2 tracks. Wrote the playlist "CSV Playlist" to ${out}.\nNo track for 1 row:\n  Line 4: No - One (not in the library)\n`,
    );
    const xml = await readFile(out, 'utf8');
    expect(xml).toMatch(/<NODE [^>]*Name="CSV Playlist"/);
    expect(xml.match(/<TRACK Key="\d+"/g)).toHaveLength(2);
  });
});

describe('bandcamp-import', () => {
  it('fills genres and tags, and can be undone', async () => {
    await writeFile(join(folder, 'b.csv'), 'Band,title,tags,genre\ncat,THREE,"deep; dub",House\n');
    await writeFile(join(folder, 'b.yml'), 'columns: {artist: Band}\n');
    const files = [join(folder, 'b.csv'), join(folder, 'b.yml')];
    const dry = await run('bandcamp-import', ...files, '--dry-run');
    expect(dry).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing changed.') });
    const { stdout } = await run('bandcamp-import', ...files);
    expect(stdout).toBe('1 track changed:\n  Cat - Three: tags deep, dub; genre House\n');
    const undone = await run('ai-tag', 'undo');
    expect(undone).toMatchObject({ code: 0, stdout: expect.stringContaining('Undone: bandcamp-import') });
  });
});
