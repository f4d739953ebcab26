import { join } from 'node:path';
import { decodeAudio } from '@rbassist/audio';
import { describe, expect, it } from 'vitest';
import { withBenchContext } from './bench-context.ts';
import { writeLongWav } from './long-mix.ts';

describe('writeLongWav', () => {
  it('writes a file with the length in its header', async () => {
    await withBenchContext(
      () => {},
      async (context) => {
        await writeLongWav(700, context.folder, context);
        const { durationS, truncated } = await decodeAudio(join(context.folder, 'mix.wav'), { sampleRate: 8000 });
        expect({ durationS, truncated }).toEqual({ durationS: 900, truncated: undefined });
      },
    );
  });
});
