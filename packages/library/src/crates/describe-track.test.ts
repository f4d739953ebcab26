// cspell:ignore dawm

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileSignature } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { openLibrary } from '../index.ts';
import { testLibrary } from './test-library.ts';

const SOUND = {
  features: {
    bass_contour: { contour: [1, 5, 2, 8], reliability: 1 },
    rhythm_contour: { contour: [3, 1, 4, 1], reliability: 1 },
  },
};

describe('Library.describeTrack', () => {
  it('finds a track by words, and lists the other matches', async () => {
    await using library = await testLibrary({
      '/m/dusk.mp3': { artist: 'Björk', title: 'Dusk', angle: 0 },
      '/m/dawn.mp3': { artist: 'Björk', title: 'Dawn', angle: 1 },
    });
    expect(await library.describeTrack('bjork')).toMatchObject({ path: '/m/dusk.mp3', otherMatches: ['/m/dawn.mp3'] });
    await expect(library.describeTrack('dawm')).rejects.toMatchObject({ suggestions: ['Björk - Dawn'] });
  });

  it('sees what another process changed', async () => {
    await using library = await testLibrary({ '/m/dusk.mp3': { title: 'Dusk', angle: 0 } });
    await using other = await openLibrary({ dataDir: library.dataDir });
    await other.edit('/m/dusk.mp3', { comments: 'last track' });
    await other.close();
    expect((await library.describeTrack('dusk')).record).toMatchObject({ comments: 'last track' });
  });

  it('tells the state of the file and of the vector', async () => {
    const folder = await temporaryFolder('music');
    const here = join(folder, 'here.mp3');
    await writeFile(here, 'sound');
    await using library = await testLibrary({
      [here]: { title: 'Here', angle: 0, analysis_signature: '1_2' },
      '/m/gone.mp3': { title: 'Gone', missing: { since: '2026-01-01' } },
      'C:\\Music\\foreign.mp3': { title: 'Foreign' },
    });
    const found = await library.describeTrack('here');
    expect(found).toMatchObject({
      file: { state: 'present', bytes: 5, changed: true, bytesThen: 2 },
      vector: { space: 'spectral-v1/160' },
    });
    const gone = await library.describeTrack('gone');
    expect(gone.file).toEqual({ state: 'missing' });
    expect(gone.problems[0].message).toBe('The last scan did not find /m/gone.mp3.');
    if (process.platform !== 'win32') {
      expect(await library.describeTrack('foreign')).toMatchObject({
        file: { state: 'foreign' },
        vector: { state: 'none' },
      });
    }
  });

  it('compares the file with the signature of any program', async () => {
    const folder = await temporaryFolder('music');
    const file = join(folder, 'a.mp3');
    await writeFile(file, 'sound');
    const same = await fileSignature(file);
    for (const [record, expected] of [
      [{ analysis_signature: same, embedding_signature: same }, { changed: false }],
      [
        { analysis_signature: same, embedding_signature: '1_9' },
        { changed: true, bytesThen: 9 },
      ],
      [
        { sig_bpmkey: 'a'.repeat(40), sig_bpmkey_fast: '1_5' },
        { changed: true, bytesThen: 5 },
      ],
      [{ sig_bpmkey: same }, { changed: false }],
      [{ sig_bpmkey: 'a'.repeat(40) }, {}],
    ] as const) {
      await using library = await testLibrary({ [file]: { title: 'A', ...record } });
      expect((await library.describeTrack('a')).file).toEqual({ state: 'present', bytes: 5, ...expected });
    }
  });

  it('lists sets, also those that name a moved track by its old path', async () => {
    await using library = await testLibrary({ '/m/a.mp3': { artist: 'Ann', title: 'One', duration: 200 } });
    const moved = { path: '/old/x.mp3', artist: 'Ann', title: 'One', durationS: 200 };
    await library.saveSet('friday', { tracks: [{ path: '/m/other.mp3' }, moved] });
    await library.saveSet('other', { tracks: [{ path: '/m/other.mp3' }] });
    expect((await library.describeTrack('ann one')).sets).toEqual([{ name: 'friday', places: [2] }]);
  });

  it('tells if the index has the track', async () => {
    await using library = await testLibrary({ '/a.mp3': { title: 'A', angle: 0 }, '/b.mp3': { title: 'B' } });
    expect(await library.describeTrack('/a.mp3')).toMatchObject({ vector: { state: 'stored' }, problems: [{}] });
    await library.buildIndex();
    expect(await library.describeTrack('/a.mp3')).toMatchObject({ vector: { state: 'indexed' }, problems: [] });
    expect((await library.describeTrack('/b.mp3')).problems[0].remedies).toEqual([
      { action: 'rescan', paths: ['/b.mp3'] },
    ]);
  });

  it('lists failures with remedies once', async () => {
    await using library = await testLibrary({
      '/a.mp3': { title: 'A', error: { kind: 'corrupt', message: '/a.mp3 can not be decoded.' } },
    });
    const { failure, problems } = await library.describeTrack('/a.mp3');
    expect(failure).toMatchObject({ kind: 'corrupt', remedies: [{ action: 'copy-again' }, {}] });
    expect(problems).toEqual([]);
  });

  it('lists values of other programs, and values that it cannot read', async () => {
    await using library = await testLibrary({
      '/a.mp3': {
        title: 5,
        bpm: 'fast',
        cues: [{ name: 'x' }],
        other_program: { deep: [1] },
        mytags: ['own'],
        angle: 0,
      },
    });
    expect(await library.describeTrack('/a.mp3')).toMatchObject({
      record: { title: 5, other_program: { deep: [1] } },
      otherKeys: ['other_program'],
      oddValues: expect.arrayContaining(['title', 'bpm']),
      edited: ['mytags'],
    });
  });

  it('lists copies by names, by sound, and in staging folders', async () => {
    await using library = await testLibrary({
      '/a.mp3': { artist: 'Ann', title: 'One', duration: 200, angle: 0, ...SOUND },
      '/b.flac': { artist: 'Ann', title: 'One', duration: 200.4, angle: 0.001, ...SOUND },
      '/c.mp3': { artist: 'X', title: 'Track 01', duration: 200, angle: 0.002, ...SOUND },
      '/d.mp3': { artist: 'Ann', title: 'One (Live)', duration: 260, angle: 1 },
      '/e.mp3': { artist: 'Ann', title: 'One', staged: { to: '/stage/e.mp3', keeper: '/a.mp3' } },
    });
    await library.buildIndex();
    const { copies } = await library.describeTrack('/a.mp3');
    expect(copies).toEqual([
      { path: '/b.flac', evidence: 'names' },
      { path: '/c.mp3', evidence: 'sound' },
      { path: '/e.mp3', evidence: 'staged' },
    ]);
  });
});
