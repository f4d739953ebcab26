import { join } from 'node:path';
import { decodeAudio } from '@rbassist/audio';
import { describe, expect, it } from 'vitest';
import { writeLongWav } from './long-mix.ts';
import { withWorkshop } from './workshop.ts';

describe('writeLongWav', () => {
  it('writes a file that is as long as its header says', async () => {
    await withWorkshop(
      () => {},
      async (workshop) => {
        await writeLongWav(700, workshop.folder, workshop);
        const { durationS, truncated } = await decodeAudio(join(workshop.folder, 'mix.wav'), { sampleRate: 8000 });
        expect({ durationS, truncated }).toEqual({ durationS: 900, truncated: undefined });
      },
    );
  });
});
