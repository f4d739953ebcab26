import { describe, expect, it } from 'vitest';
import { carrySignatures, storedSignatures } from './record-signatures.ts';
import type { TrackRecord } from './track-record.ts';

const SHA1 = '0123456789012345678901234567890123456789';

describe('carrySignatures', () => {
  it('replaces the old signature everywhere, and no other', () => {
    const next = {
      embedding: 'a.npy',
      embedding_space: 'm/1',
      embedding_signature: '1_2',
      embedding_decoder: 'd',
    } as const;
    const record: TrackRecord = {
      title: 'Intro',
      embedding_signature: '1_2',
      sig_bpmkey: '1_2',
      analysis_signature: '0_2',
      future_signature: '1_2',
      embedding_next: next,
      error: { kind: 'corrupt', message: 'broken', signature: '1_2' },
    };
    expect(carrySignatures(record, '1_2', '1_9')).toEqual({
      embedding_signature: '1_9',
      sig_bpmkey: '1_9',
      future_signature: '1_9',
      embedding_next: { ...next, embedding_signature: '1_9' },
      error: { kind: 'corrupt', message: 'broken', signature: '1_9' },
    });
  });

  it('returns an empty patch if the file did not change or has no record', () => {
    expect(carrySignatures({ sig_bpmkey: '1_2' }, '1_2', '1_2')).toEqual({});
    expect(carrySignatures(undefined, '1_2', '1_9')).toEqual({});
  });
});

describe('storedSignatures', () => {
  it('finds signatures in keys and in their members', () => {
    const record: TrackRecord = {
      sig_bpmkey: SHA1,
      analysis_signature: '1_2',
      error: { kind: 'corrupt', message: 'broken', signature: '3_4' },
    };
    expect(storedSignatures(record).toSorted()).toEqual([SHA1, '1_2', '3_4'].toSorted());
  });

  it('skips values of a wrong type', () => {
    expect(
      storedSignatures({ analysis_signature: 5, error: 'x', embedding_next: null } as unknown as TrackRecord),
    ).toEqual([]);
  });
});
