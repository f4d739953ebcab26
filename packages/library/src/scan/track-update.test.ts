import { describe, expect, it } from 'vitest';
import type { TrackResult } from './track-request.ts';
import { failedPatch, trackPatch } from './track-update.ts';

const processed = (tags: object): Extract<TrackResult, { ok: true }> => ({
  ok: true,
  tags,
  vector: new Float32Array(2),
  durationS: 123.45678,
  decoder: 'ffmpeg 7 / sinc/1',
  timing: { decodeMs: 1, embedMs: 1, analyzeMs: 0 },
});
const saved = {
  vector: { embedding: '/data/x.npy', space: 'spectral-v1/2', isMigration: false },
  signature: '1_2',
  now: new Date(0),
  parts: [],
  force: false,
} as const;

describe('trackPatch', () => {
  it('fills a new record from tags, the key in Camelot', () => {
    const tags = { artist: 'A', title: 'T', bpm: 127.9999, key: 'F#m', bitrate: 319.6, sampleRate: 44100, year: 2020 };
    expect(trackPatch(undefined, '/m/x.mp3', processed(tags), saved)).toMatchObject({
      artist: 'A',
      title: 'T',
      bpm: 128,
      key: '11A',
      key_name: 'F# minor',
      bitrate: 320,
      sample_rate: 44100,
      duration: 123.457,
      year: 2020,
      added: '1970-01-01T00:00:00.000Z',
      embedding_space: 'spectral-v1/2',
      embedding_signature: '1_2',
    });
  });

  it('stores how the file begins, also without an analysis, and forgets it for another format', () => {
    const encoderDelay = { header: 'lame', cut_samples: 1105, frame_samples: 1152, sample_rate: 44_100 } as const;
    const patch = trackPatch(undefined, '/m/x.mp3', { ...processed({}), encoderDelay }, saved);
    expect(patch.encoder_delay).toEqual(encoderDelay);
    const now = trackPatch({ encoder_delay: encoderDelay }, '/m/x.mp3', processed({}), saved);
    expect(now).toHaveProperty('encoder_delay', undefined);
  });

  it('keeps edited values', () => {
    const record = {
      artist: 'Mine',
      title: 'Mine too',
      bpm: 64,
      key: '1A',
      key_name: 'G# minor',
      added: '2020-01-01',
      year: 1999,
    };
    const patch = trackPatch(
      record,
      '/m/x.mp3',
      processed({ artist: 'A', title: 'T', bpm: 128, key: '8A', year: 2020 }),
      saved,
    );
    for (const key of ['artist', 'title', 'bpm', 'key', 'key_name', 'year']) expect(patch).not.toHaveProperty(key);
    expect(patch.added).toBe('2020-01-01');
  });

  it('lets a tag replace a name that only came from the file', () => {
    const record = { artist: 'X', title: 'Y' };
    expect(trackPatch(record, '/m/X - Y.mp3', processed({ artist: 'Real X', title: 'Real Y' }), saved)).toMatchObject({
      artist: 'Real X',
      title: 'Real Y',
    });
  });

  it('prefers a tag to a measured value only if the file changed since', () => {
    const tags = { bpm: 100, key: 'Am' };
    const analysis = { bpm: 128, bpm_confidence: 0.9, key: '1A' as const, key_confidence: 0.8 };
    const reply = { ...processed({}), analysis };
    const patch = trackPatch(undefined, '/m/x.mp3', reply, { ...saved, parts: ['tempo', 'key'] });
    const measured = JSON.parse(JSON.stringify(patch));
    expect(measured).toMatchObject({ bpm: 128, key: '1A' });
    const again = (signature: string) => trackPatch(measured, '/m/x.mp3', processed(tags), { ...saved, signature });
    expect(again('1_2')).not.toHaveProperty('bpm');
    expect(again('1_2')).not.toHaveProperty('key');
    expect(again('1_3')).toMatchObject({ bpm: 100, key: '8A', bpm_confidence: undefined, key_confidence: undefined });
    measured.bpm = 64;
    expect(again('1_3')).not.toHaveProperty('bpm');
  });

  it('ignores an invalid key tag', () => {
    expect(trackPatch(undefined, '/m/x.mp3', processed({ key: 'off' }), saved)).not.toHaveProperty('key');
  });

  it('clears an old failure', () => {
    const patch = trackPatch({ error: { kind: 'timeout', message: '' } }, '/m/x.mp3', processed({}), saved);
    expect(patch).toHaveProperty('error', undefined);
  });
});

describe('failedPatch', () => {
  it('stores the error and the signature of the file, and keeps its vector', () => {
    const reply = { ok: false, tags: { title: 'T' }, kind: 'corrupt', message: 'broken' } as const;
    const patch = failedPatch({ embedding: '/data/x.npy' }, '/m/x.mp3', reply, '1_2');
    expect(patch).toEqual({ title: 'T', error: { kind: 'corrupt', message: 'broken', signature: '1_2' } });
  });
});
