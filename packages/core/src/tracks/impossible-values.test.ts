import { expect, it } from 'vitest';
import { impossibleValues } from './impossible-values.ts';
import type { TrackRecord } from './track-record.ts';

const cue = { name: '', type: 0, num: 0, start: 12 };
const beat = { inizio_sec: 0.1, bpm: 128, metro: '4/4', battito: 1 };

it.each<[TrackRecord, string[]]>([
  [{}, []],
  [{ bpm: null, key: null, cues: [], tempos: [] }, []],
  [
    { bpm: 174, key: '8A', year: 1979, duration: 200, bitrate: 320, sample_rate: 44100, cues: [cue], tempos: [beat] },
    [],
  ],
  [{ key: 'Am' }, []],
  [{ cues: [cue] }, []],
  [{ bpm: 999 }, ['bpm']],
  [{ bpm: 0 }, ['bpm']],
  [{ bpm: 12593 }, ['bpm']],
  [{ key: 'loud' }, ['key']],
  [{ year: 0 }, ['year']],
  [{ year: 20210503 }, ['year']],
  [{ duration: -3 }, ['duration']],
  [{ bitrate: 0, sample_rate: -1 }, ['bitrate', 'sample_rate']],
  [{ duration: 10, cues: [cue] }, ['cues']],
  [{ duration: 11.5, cues: [cue] }, []],
  [{ cues: [{ ...cue, start: -5 }] }, ['cues']],
  [{ duration: 20, cues: [{ ...cue, end: 30 }] }, ['cues']],
  [{ tempos: [{ ...beat, bpm: 999 }] }, ['tempos']],
  [{ duration: 20, sections: [{ kind: 'drop', start: 10, end: 40 }] }, ['sections']],
  [{ duration: 20, sections: [{ kind: 'drop', start: 10, end: 20.5 }] }, []],
  [{ duration: 20, tempos: [beat, { ...beat, inizio_sec: 40 }] }, ['tempos']],
])('%j: %j', (record, keys) => expect(impossibleValues(record)).toEqual(keys));
