import type { TrackAnalysis } from '@rbassist/analyze';
import { ANALYSIS_PARTS, ANALYSIS_VERSION, type AnalysisPart } from '@rbassist/analyze';
import type { TrackRecord } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { analysisPatch, missingEnergy } from './analysis-patch.ts';

const ANALYSIS: TrackAnalysis = {
  bpm: 127.9966,
  bpm_confidence: 0.91239,
  bpm_candidates: [
    { bpm: 127.9966, confidence: 0.91239 },
    { bpm: 63.9983, confidence: 0.0512 },
  ],
  tempos: [{ inizio_sec: 0.12345, bpm: 127.9966, metro: '4/4', battito: 1 }],
  beatgrid_mode: 'fixed',
  beatgrid_confidence: 0.98765,
  key: '8A',
  key_name: 'A minor',
  key_confidence: 0.71239,
  key_candidates: [{ key: '8A', confidence: 0.71239 }],
  tuning_cents: 3.1234,
  cues: [
    { name: 'A', type: 0, num: -1, start: 1.23456, end: 16.23456 },
    { name: 'Drop (Mem)', type: 1, num: -1, start: 60.00049 },
  ],
  sections: [{ kind: 'intro', start: 0, end: 60.00049 }],
  features: {
    samples: 0.123456,
    onset_rate: 4.00123,
    bass_contour: { contour: [55.1234, 110.987], reliability: 0.98765 },
    rhythm_contour: { contour: [0.000123456, 1], reliability: 0.5 },
  },
  loudness_lufs: -8.456,
  loudness_range_lu: 5.001,
  true_peak_db: 0.1,
};

interface Stored {
  parts?: readonly AnalysisPart[];
  signature?: string;
  force?: boolean;
}

/** Returns the record after an analysis was stored and read back from JSON. */
function store(record: TrackRecord, analysis: TrackAnalysis, options: Stored = {}): TrackRecord {
  const { parts = ANALYSIS_PARTS, signature = '1_1', force = false } = options;
  const stored = { analysis, parts, signature, contentSignature: `sha1 of ${signature}`, force };
  return JSON.parse(JSON.stringify({ ...record, ...analysisPatch(record, stored) }));
}

describe('analysisPatch', () => {
  it('stores everything, rounded', () => {
    expect(store({ title: 'T' }, ANALYSIS)).toEqual({
      title: 'T',
      bpm: 128,
      bpm_confidence: 0.912,
      bpm_candidates: [
        { bpm: 128, confidence: 0.912 },
        { bpm: 64, confidence: 0.051 },
      ],
      tempos: [{ inizio_sec: 0.123, bpm: 127.9966, metro: '4/4', battito: 1 }],
      beatgrid_mode: 'fixed',
      beatgrid_confidence: 0.988,
      key: '8A',
      key_name: 'A minor',
      key_confidence: 0.712,
      key_candidates: [{ key: '8A', confidence: 0.712 }],
      tuning_cents: 3.1,
      cues: [
        { name: 'A', type: 0, num: -1, start: 1.235, end: 16.235 },
        { name: 'Drop (Mem)', type: 1, num: -1, start: 60 },
      ],
      sections: [{ kind: 'intro', start: 0, end: 60 }],
      features: {
        samples: 0.123,
        onset_rate: 4,
        bass_contour: { contour: [55.1, 111], reliability: 0.988 },
        rhythm_contour: { contour: [0.000123, 1], reliability: 0.5 },
      },
      loudness_lufs: -8.46,
      loudness_range_lu: 5,
      true_peak_db: 0.1,
      energy: 0.701,
      sig_bpmkey: 'sha1 of 1_1',
      sig_bpmkey_fast: '1_1',
      analysis_signature: '1_1',
      analysis_version: { ...ANALYSIS_VERSION },
      analysis_wrote: {
        bpm: expect.any(String),
        key: expect.any(String),
        tempos: expect.any(String),
        cues: expect.any(String),
      },
    });
  });

  it('stores null for missing values', () => {
    const record = store({}, { bpm: null, bpm_confidence: 0, bpm_candidates: [], tempos: [], cues: [], key: null });
    expect(record).toMatchObject({ bpm: null, key: null, loudness_lufs: null, tuning_cents: null, cues: [] });
    expect(record).not.toHaveProperty('tempos');
    expect(record).not.toHaveProperty('beatgrid_mode');
  });

  it('replaces what it wrote itself', () => {
    const record = store(store({}, ANALYSIS), { ...ANALYSIS, bpm: 64, tempos: [], cues: [], key: '9A' });
    expect(record).toMatchObject({ bpm: 64, key: '9A', cues: [] });
    expect(record).not.toHaveProperty('tempos');
  });

  const edited: [string, TrackRecord][] = [
    ['bpm', { bpm: 99.5 }],
    ['key', { key: '1A', key_name: 'G# minor' }],
    ['tempos', { tempos: [{ inizio_sec: 1, bpm: 128, metro: '4/4', battito: 1 }], beatgrid_mode: 'fixed' }],
    ['cues', { cues: [{ name: 'Mine', type: 0, num: 0, start: 1 }] }],
  ];
  it.each(edited)('keeps a %s that was there before the analysis', (key, record) => {
    expect(store(record, ANALYSIS)).toMatchObject(record);
    expect(store(store(record, ANALYSIS), ANALYSIS)).toMatchObject(record);
    expect(store(record, ANALYSIS, { force: true })[key]).not.toEqual(record[key]);
    expect(store(record, ANALYSIS, { force: true })[key]).toEqual(store({}, ANALYSIS)[key]);
  });

  it.each(edited)('keeps a %s that was set after the analysis', (_, changed) => {
    const record = { ...store({}, ANALYSIS), ...changed };
    expect(store(record, ANALYSIS)).toMatchObject(changed);
    expect(store(store(record, ANALYSIS), ANALYSIS, { signature: '2_2' })).toMatchObject(changed);
  });

  it('keeps all cues if a person moved, renamed or removed one', () => {
    const [first, second] = store({}, ANALYSIS).cues ?? [];
    for (const cues of [[{ ...first, start: 1.236 }, second], [{ ...first, name: 'Intro' }, second], [second], []])
      expect(store({ ...store({}, ANALYSIS), cues }, { ...ANALYSIS, cues: [] }).cues).toEqual(cues);
  });

  it('keeps a measured BPM or key without confidence, because a user confirmed it', () => {
    const { bpm_confidence, key_confidence, ...record } = store({}, ANALYSIS);
    expect(store(record, { ...ANALYSIS, bpm: 140, key: '1A' })).toMatchObject({ bpm: 128, key: '8A' });
  });

  it('stores candidates but no confidence for an edited BPM or key', () => {
    const record = store({ ...store({}, ANALYSIS), bpm: 90, key: '1A' }, ANALYSIS);
    expect(record).not.toHaveProperty('bpm_confidence');
    expect(record).not.toHaveProperty('key_confidence');
    expect(record.bpm_candidates?.[0].bpm).toBe(128);
  });

  it.each([128, 64, 137, 96])('stores the measured grid with an edited BPM of %d', (bpm) => {
    const record = store({ bpm }, ANALYSIS);
    expect(record).toMatchObject({ bpm, tempos: [{ bpm: 127.9966 }] });
    expect(store({ ...store({}, ANALYSIS), bpm }, ANALYSIS)).toMatchObject({ bpm, tempos: [{ bpm: 127.9966 }] });
  });

  it('keeps parts that were not computed, unless the file changed', () => {
    const record = store({}, ANALYSIS);
    const louder = { loudness_lufs: -5, loudness_range_lu: 1, true_peak_db: 0 };
    const partly = store(record, louder, { parts: ['loudness'] });
    expect(partly).toEqual({ ...record, ...louder, energy: expect.closeTo(0.756, 3) });
    expect(store(record, louder, { parts: ['loudness'], signature: '2_2' })).toMatchObject({
      bpm: 128,
      sig_bpmkey: 'sha1 of 1_1',
      sig_bpmkey_fast: '1_1',
      analysis_signature: '2_2',
      analysis_version: { loudness: ANALYSIS_VERSION.loudness },
    });
  });

  it('keeps unknown features', () => {
    const features = { samples: 1, energy: 7, bass_contour: { contour: [1], reliability: 1 } };
    expect(store({ features }, { features: { samples: 0.5 } }, { parts: ['features'] }).features).toEqual({
      samples: 0.5,
      energy: 7,
    });
  });
});

describe('missingEnergy', () => {
  it('computes the energy of a record that has none, from its stored values', () => {
    expect(missingEnergy({ loudness_lufs: -15 })).toEqual({ energy: 0.5 });
    const { energy, ...record } = store({}, ANALYSIS);
    expect(missingEnergy(record)).toEqual({ energy });
  });

  it('leaves records with an energy, or without the facts for one', () => {
    expect(missingEnergy({ loudness_lufs: -15, energy: 0.9 })).toBeUndefined();
    expect(missingEnergy({ loudness_lufs: -15, energy: null })).toBeUndefined();
    expect(missingEnergy({ bpm: 128 })).toBeUndefined();
  });
});
