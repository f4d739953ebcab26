import { describeDecoders } from '@rbassist/audio';

/** Returns true if this machine has an ffmpeg that rbassist can use. */
export async function hasFfmpeg(): Promise<boolean> {
  return (await describeDecoders()).some(({ name, path }) => name === 'ffmpeg' && path !== undefined);
}
