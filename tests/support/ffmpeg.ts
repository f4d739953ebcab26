import { describeDecoders } from '@rbassist/audio';

export async function hasFfmpeg(): Promise<boolean> {
  return (await describeDecoders()).some(({ name, path }) => name === 'ffmpeg' && path !== undefined);
}
