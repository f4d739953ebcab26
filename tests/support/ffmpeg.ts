import { describeDecoders } from '@rbassist/audio';

/** True if this machine has an ffmpeg that rbassist decodes with. */
export async function hasFfmpeg(): Promise<boolean> {
  return (await describeDecoders()).some(({ name, path }) => name === 'ffmpeg' && path !== undefined);
}
