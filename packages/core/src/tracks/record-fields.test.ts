import { describe, expect, it } from 'vitest';
import {
  EDITABLE_FIELDS,
  EMBEDDING_FIELDS,
  fieldsWhere,
  isEmptyValue,
  NO_EMBEDDING,
  RECORD_FIELDS,
  recordField,
} from './record-fields.ts';
import { roundValue } from './round-value.ts';

describe('RECORD_FIELDS', () => {
  it('lists the editable values and the current vector', () => {
    expect(fieldsWhere(({ merge }) => merge === 'edited').toSorted()).toEqual(EDITABLE_FIELDS.toSorted());
    expect(EMBEDDING_FIELDS).toEqual([
      'embedding',
      'embedding_source',
      'embedding_space',
      'embedding_signature',
      'embedding_decoder',
    ]);
    expect(Object.keys(NO_EMBEDDING)).toEqual(EMBEDDING_FIELDS);
  });

  it('merges every dependent key with the key it goes with', () => {
    for (const key of Object.keys(RECORD_FIELDS)) {
      const { goesWith, merge } = recordField(key)!;
      expect([key, merge === 'with']).toEqual([key, goesWith !== undefined]);
    }
  });

  it('has no row for keys of other programs, nor for names of built-in members', () => {
    expect(recordField('embedding_mert')).toBeUndefined();
    expect(recordField('constructor')).toBeUndefined();
  });
});

describe('isEmptyValue', () => {
  it.each([undefined, null, '', 0, [], {}])('is true for %j', (value) => expect(isEmptyValue(value)).toBe(true));
  it.each(['a', 1, [0], { a: 0 }, false])('is false for %j', (value) => expect(isEmptyValue(value)).toBe(false));
});

describe('roundValue', () => {
  it('rounds numbers, members and items to the digits of their key', () => {
    expect(roundValue('bpm', 127.9966)).toBe(128);
    expect(roundValue('loudness_lufs', null)).toBeNull();
    expect(roundValue('bpm_candidates', [{ bpm: 63.9983, confidence: 0.0512 }])).toEqual([
      { bpm: 64, confidence: 0.051 },
    ]);
    expect(roundValue('tempos', [{ inizio_sec: 0.12345, bpm: 127.99663, metro: '4/4', battito: 1 }])).toEqual([
      { inizio_sec: 0.123, bpm: 127.9966, metro: '4/4', battito: 1 },
    ]);
    expect(
      roundValue('features', {
        samples: 0.123456,
        bass_contour: { contour: [55.1234], reliability: 0.98765 },
        x: 0.12345,
      }),
    ).toEqual({
      samples: 0.123,
      bass_contour: { contour: [55.1], reliability: 0.988 },
      x: 0.12345,
    });
  });

  it('leaves values without a precision as they are', () => {
    expect(roundValue('title', '1.23456')).toBe('1.23456');
    expect(roundValue('unknown_key', 1.23456)).toBe(1.23456);
    expect(roundValue('cues', undefined)).toBeUndefined();
  });
});
