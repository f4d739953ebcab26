import { describe, expect, it } from 'vitest';
import { untilAborted } from './until-aborted.ts';

describe('untilAborted', () => {
  it('returns the result of a job that ends', async () => {
    expect(await untilAborted(undefined, async () => 1)).toBe(1);
    expect(await untilAborted(AbortSignal.abort(), async () => 1)).toBe(1);
  });

  it('returns undefined for a job that throws the reason of the abort', async () => {
    const signal = AbortSignal.abort(new Error('stop'));
    expect(await untilAborted(signal, async () => signal.throwIfAborted())).toBeUndefined();
  });

  it('throws any other error, also after an abort', async () => {
    const job = async () => {
      throw new Error('disk full');
    };
    await expect(untilAborted(AbortSignal.abort(), job)).rejects.toThrow('disk full');
    await expect(untilAborted(undefined, job)).rejects.toThrow('disk full');
  });
});
