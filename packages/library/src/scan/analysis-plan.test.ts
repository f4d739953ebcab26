import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ANALYSIS_PARTS, ANALYSIS_VERSION, type AnalysisPart } from '@rbassist/analyze';
import { fileSignature, type TrackRecord } from '@rbassist/core';
import { type MetaStore, openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { partsToCompute } from './analysis-plan.ts';

let folder: string;
let path: string;
let meta: MetaStore;
let signature: string;
beforeEach(async () => {
  folder = await temporaryFolder('plan');
  path = join(folder, 'träck.wav');
  await writeFile(path, 'sound');
  signature = await fileSignature(path);
  meta = await openMetaStore(join(folder, 'meta.json'));
});

const plan = (options: { parts?: readonly AnalysisPart[]; onlyMissing?: boolean; forPython?: boolean } = {}) =>
  partsToCompute({ path, key: path, signature }, meta.get(path) ?? {}, meta, {
    parts: ANALYSIS_PARTS,
    onlyMissing: false,
    forPython: false,
    ...options,
  });

const analyzed = (): TrackRecord => ({
  bpm: 128,
  key: '8A',
  sig_bpmkey: signature,
  analysis_signature: signature,
  analysis_version: { ...ANALYSIS_VERSION },
});

async function touch() {
  const { atime } = await stat(path);
  await utimes(path, atime, new Date(1e12));
  signature = await fileSignature(path);
}

describe('partsToCompute', () => {
  it('computes all parts of a new track, and of one without an analysis', async () => {
    expect(await plan()).toEqual(ANALYSIS_PARTS);
    meta.update(path, { bpm: 128, key: '8A', embedding_signature: signature });
    expect(await plan()).toEqual(ANALYSIS_PARTS);
  });

  it('computes no part of an analysed track, and all parts if its file changed', async () => {
    meta.update(path, analyzed());
    expect(await plan()).toEqual([]);
    await touch();
    expect(await plan()).toEqual(ANALYSIS_PARTS);
  });

  it('measures an impossible BPM again', async () => {
    for (const bpm of [999, 1, 0]) {
      meta.update(path, { ...analyzed(), tempos: [], bpm });
      expect(await plan()).toEqual(['tempo']);
      expect(await plan({ onlyMissing: true })).toEqual(['tempo']);
    }
    meta.update(path, { ...analyzed(), bpm: null });
    expect(await plan()).toEqual([]);
  });

  it('computes only the parts whose version was raised', async () => {
    meta.update(path, { ...analyzed(), analysis_version: { ...ANALYSIS_VERSION, key: ANALYSIS_VERSION.key - 1 } });
    expect(await plan()).toEqual(['key']);
    expect(await plan({ parts: ['tempo', 'loudness'] })).toEqual([]);
  });

  it('computes tempo and key again if their signature differs', async () => {
    meta.update(path, { ...analyzed(), sig_bpmkey: '0_0' });
    expect(await plan()).toEqual(['tempo', 'key']);
  });

  it('replaces a signature of time and size with a SHA-1 if Python uses the folder', async () => {
    meta.update(path, analyzed());
    expect(await plan()).toEqual([]);
    expect(meta.get(path)).toEqual(analyzed());
    expect(await plan({ forPython: true })).toEqual([]);
    const content = await fileSignature(path, 'content');
    expect(meta.get(path)).toEqual({ ...analyzed(), sig_bpmkey: content, sig_bpmkey_fast: signature });
    expect(await plan()).toEqual([]);
  });

  describe('a track that the Python rbassist analysed', () => {
    const python = (sig: string): TrackRecord => ({ bpm: 128, key: '8A', sig_bpmkey: sig });

    it('is up to date with a signature of either kind', async () => {
      meta.update(path, python(signature));
      expect(await plan()).toEqual([]);
      meta.update(path, python(await fileSignature(path, 'content')));
      expect(await plan()).toEqual([]);
    });

    it('is hashed only once', async () => {
      const content = await fileSignature(path, 'content');
      meta.update(path, python(content));
      await plan();
      expect(meta.get(path)).toMatchObject({ sig_bpmkey: content, sig_bpmkey_fast: signature });
      await rm(path);
      expect(await plan()).toEqual([]);
    });

    it('is analysed if its file changed or it has no key', async () => {
      meta.update(path, python(await fileSignature(path, 'content')));
      await writeFile(path, 'other sound');
      signature = await fileSignature(path);
      expect(await plan()).toEqual(ANALYSIS_PARTS);
      meta.update(path, { ...python(signature), key: undefined });
      expect(await plan()).toEqual(ANALYSIS_PARTS);
    });

    it('stays up to date after its contours were added', async () => {
      meta.update(path, {
        ...python(await fileSignature(path, 'content')),
        analysis_signature: signature,
        analysis_version: { features: ANALYSIS_VERSION.features },
      });
      expect(await plan()).toEqual([]);
      meta.update(path, { analysis_version: { features: ANALYSIS_VERSION.features - 1 } });
      expect(await plan()).toEqual(['features']);
    });
  });

  it('computes only missing parts with onlyMissing', async () => {
    const contour = { contour: [1], reliability: 1 };
    meta.update(path, { bpm: 128, features: { rhythm_contour: contour } });
    expect(await plan({ parts: ['features'], onlyMissing: true })).toEqual(['features']);
    meta.update(path, { features: { rhythm_contour: contour, bass_contour: contour } });
    expect(await plan({ parts: ['features'], onlyMissing: true })).toEqual([]);
    expect(await plan({ parts: ['tempo'], onlyMissing: true })).toEqual(['tempo']);
    // the track has no beat, so that tempo is not missing
    meta.update(path, { analysis_signature: signature, analysis_version: { tempo: ANALYSIS_VERSION.tempo } });
    expect(await plan({ parts: ['tempo'], onlyMissing: true })).toEqual([]);
  });
});
