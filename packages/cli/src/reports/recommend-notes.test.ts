import type { Recommendation, TrackRecord } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { inactiveNote, matchesNote, nextNote } from './recommend-notes.ts';

const given = { dataDir: 'data' };
const records: Record<string, TrackRecord> = {
  '/a/1.mp3': { artist: 'Kiln', title: 'Dusk' },
  '/b/1.mp3': { artist: 'Kiln', title: 'Dusk' },
  '/c/2.mp3': { artist: 'Kiln', title: 'Dawn' },
};
const trackAt = (path: string) => ({ path, record: records[path] });
const listing = ([first, ...otherMatches]: string[], verbose: boolean) =>
  matchesNote('kiln', { seed: trackAt(first), otherMatches }, (path) => records[path], { verbose });
const matches = (...paths: string[]) => listing(paths, false).join('\n');

describe('matchesNote', () => {
  it('is empty if only one track matches', () => expect(matches('/a/1.mp3')).toBe(''));

  it('names the track in use and the others', () =>
    expect(matches('/c/2.mp3', '/a/1.mp3')).toBe(
      `"kiln" matches 2 tracks; using Kiln - Dawn. It also matches:
  Kiln - Dusk
To use another one, give more of its name, or its path.`,
    ));

  it('shows the paths of tracks with the same name', () => {
    expect(matches('/a/1.mp3', '/b/1.mp3')).toBe(
      `"kiln" matches 2 tracks; using /a/1.mp3. It also matches:
  /b/1.mp3
To use another one, give its path.`,
    );
    expect(matches('/c/2.mp3', '/a/1.mp3', '/b/1.mp3')).toContain('using Kiln - Dawn. It also matches:\n  /a/1.mp3\n');
  });

  it('counts matches that it does not list, and lists all with --verbose', () => {
    const many = Array.from({ length: 1500 }, (_, i) => `/d/${i}.mp3`);
    expect(matches('/c/2.mp3', ...many)).toContain('\n  4\n  and 1,495 more (use --verbose to list all)\n');
    expect(listing(['/c/2.mp3', ...many], true)).toHaveLength(1 + 1500 + 1);
  });
});

describe('inactiveNote', () => {
  const note = (inactive: ('tempo' | 'key')[], record: TrackRecord = {}) =>
    inactiveNote({ seeds: [{ path: '/a/1.mp3', record }], inactive }, given);

  it('names the filters that are off, and how to turn them on', () => {
    expect(note([])).toEqual([]);
    expect(note(['tempo'])).toEqual([
      'The BPM of this track is unknown, so tracks of any tempo mix. Run `rbassist analyze /a/1.mp3 --data-dir data` first.',
    ]);
    expect(note(['tempo', 'key'])[0]).toContain(
      'The BPM and key of this track are unknown, so tracks of any tempo or key',
    );
  });

  it('names the track if there are several', () => {
    const seeds = [trackAt('/a/1.mp3'), trackAt('/c/2.mp3')].map((seed) => ({ ...seed }));
    seeds[0].record = { ...seeds[0].record, bpm: 120, key: '8A' };
    expect(inactiveNote({ seeds, inactive: ['tempo', 'key'] }, given)[0]).toMatch(
      /^The BPM and key of Kiln - Dawn are unknown, .*`rbassist analyze \/c\/2\.mp3 /,
    );
  });

  it('suggests no analysis that found nothing before', () => {
    expect(note(['tempo'], { analysis_version: { tempo: 1 } })).toEqual([
      'The BPM of this track is unknown, so tracks of any tempo mix.',
    ]);
  });
});

describe('nextNote', () => {
  const found = (path: string, record = records[path]): Pick<Recommendation, 'path' | 'record'> => ({ path, record });

  it('suggests the first track', () => {
    const recommendations = [found('/c/2.mp3'), found('/a/1.mp3')];
    expect(nextNote({ seed: trackAt('/b/1.mp3'), recommendations }, given)[0]).toMatch(
      /^Next: rbassist recommend ['"]Kiln - Dawn['"] --data-dir data$/,
    );
    expect(nextNote({ seed: trackAt('/b/1.mp3'), recommendations: [] }, given)).toEqual([]);
  });

  it('skips copies of the seed', () => {
    const copies = [found('/a/1.mp3')];
    expect(nextNote({ seed: trackAt('/b/1.mp3'), recommendations: copies }, given)).toEqual([]);
    const recommendations = [...copies, found('/c/2.mp3')];
    expect(nextNote({ seed: trackAt('/b/1.mp3'), recommendations }, given)[0]).toContain('Kiln - Dawn');
  });

  it('gives the path if the name is ambiguous or looks like a flag', () => {
    const paths = ['/a/1.mp3', '/b/1.mp3'].map((path) => found(path));
    const command = ['Next: rbassist recommend /a/1.mp3 --data-dir data'];
    expect(nextNote({ seed: trackAt('/c/2.mp3'), recommendations: paths }, given)).toEqual(command);
    const dashed = [found('/a/1.mp3', { title: '-Dusk' })];
    expect(nextNote({ seed: trackAt('/b/1.mp3'), recommendations: dashed }, given)).toEqual(command);
  });

  it('is silent where no shell takes the name or the path as it is', () => {
    const odd = [found('/a/\n.mp3', { title: 'A\nB' })];
    expect(nextNote({ seed: trackAt('/b/1.mp3'), recommendations: odd }, given)).toEqual([]);
  });
});
