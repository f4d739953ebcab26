import {
  ANALYSIS_RATE,
  analyzeKey,
  createFrontEnd,
  createKeyTracker,
  type FrontEnd,
  type KeyHearing,
  type KeyProfileName,
} from '@rbassist/analyze';
import { monoBlocks, openAudio, Resampler } from '@rbassist/audio';
import type { HeardKey } from './key-figures.ts';

/** rbassist as it names keys. */
export interface OwnKeys {
  /**
   * What it makes of a file with each of these profiles; one hearing serves them all.
   *
   * @throws TrackError when the file cannot be read.
   */
  hear(file: string, profiles: readonly (KeyProfileName | undefined)[]): Promise<HeardKey[]>;
  close(): void;
}

/** @param durationS How much of each track, from its beginning, in seconds. */
export async function startOwnKeys(durationS: number): Promise<OwnKeys> {
  const frontEnd = await createFrontEnd();
  return {
    async hear(file, profiles) {
      const began = performance.now();
      const hearing = await listen(frontEnd, file, durationS);
      const heardS = (performance.now() - began) / 1000;
      return profiles.map((profile) => {
        const { key, key_confidence } = analyzeKey(hearing, { profile });
        return { key, confidence: key_confidence, seconds: heardS };
      });
    },
    close: () => frontEnd.close(),
  };
}

async function listen(frontEnd: FrontEnd, file: string, durationS: number): Promise<KeyHearing> {
  const stream = await openAudio(file, { durationS });
  const resampler = new Resampler({ from: stream.sampleRate, to: ANALYSIS_RATE });
  const tracker = createKeyTracker();
  const pass = frontEnd.listen([tracker.onLongFrame]);
  let frame = 0;
  for await (const block of monoBlocks(stream.blocks)) {
    resampler.push(block, frame);
    frame += block.length;
    pass.push(resampler.drain());
  }
  pass.push(resampler.finish());
  pass.finish();
  return tracker.finish();
}
