import { type Stereo, silence } from './sound.ts';

export interface EchoSettings {
  sampleRate: number;
  seconds: number;
  /** Gain from one repeat to the next, 0..0.95. */
  feedback: number;
  /** Loss of high frequencies per repeat, 0..1. */
  darkness: number;
}

/** Returns the echoes of a send: they alternate between sides and lose high frequencies, like a tape machine's. */
export function echo(send: Float32Array, { sampleRate, seconds, feedback, darkness }: EchoSettings): Stereo {
  const { left, right } = silence(send.length);
  const delay = Math.max(1, Math.round(seconds * sampleRate));
  const tapeLeft = new Float32Array(delay);
  const tapeRight = new Float32Array(delay);
  let dullLeft = 0;
  let dullRight = 0;
  let at = 0;
  for (let i = 0; i < left.length; i++) {
    const heardLeft = tapeLeft[at];
    const heardRight = tapeRight[at];
    dullLeft = heardRight + darkness * (dullLeft - heardRight) + 1e-20;
    dullRight = heardLeft + darkness * (dullRight - heardLeft) + 1e-20;
    tapeLeft[at] = send[i] + feedback * dullLeft;
    tapeRight[at] = 0.3 * send[i] + feedback * dullRight;
    left[i] = heardLeft;
    right[i] = heardRight;
    at = at + 1 === delay ? 0 : at + 1;
  }
  return { left, right };
}
