import { spawn } from 'node:child_process';
import { errorMessage, TrackError } from '@rbassist/core';
import { fileError } from './audio-file.ts';
import { stopReason } from './stop-reason.ts';

/** A running ffmpeg. */
export interface FfmpegProcess {
  /** What it writes, as it is read; throws a TrackError where there is nothing, and what the signal says when stopped. */
  output: AsyncGenerator<Buffer>;
  /** Ends it and waits until it is gone. */
  close(): Promise<void>;
}

const STDERR_TAIL = 2000;

/** Starts ffmpeg on one track. It is held back while its output is not read, and killed when the signal says so. */
export function runFfmpeg(ffmpeg: string, args: string[], track: string, signal?: AbortSignal): FfmpegProcess {
  // in a group of its own, Ctrl-C at the terminal reaches us alone and the track in hand is still decoded to its end
  const child = spawn(ffmpeg, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, detached: true });
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  if (signal?.aborted) kill();

  let complaint = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    complaint = (complaint + text).slice(-STDERR_TAIL);
  });
  let failure: Error | undefined;
  child.on('error', (error) => {
    failure = error;
  });
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));

  async function* output(): AsyncGenerator<Buffer> {
    let bytes = 0;
    try {
      for await (const chunk of child.stdout) {
        if (signal?.aborted) throw stopReason(signal, track);
        bytes += chunk.length;
        yield chunk;
      }
      await closed;
      if (signal?.aborted) throw stopReason(signal, track);
      // a name that does not run is for the next decoder to mend
      if (failure) throw fileError(track, new Error(`${ffmpeg} did not start: ${errorMessage(failure)}`));
      if (child.signalCode)
        throw new TrackError('internal', track, `ffmpeg was killed (${child.signalCode}) on ${track}.`);
      if (bytes === 0) throw nothingDecoded(track, complaint);
    } finally {
      await close();
    }
  }

  async function close(): Promise<void> {
    signal?.removeEventListener('abort', kill);
    if (child.exitCode === null && child.signalCode === null) kill();
    child.stdout.destroy();
    await closed;
  }
  return { output: output(), close };
}

function nothingDecoded(track: string, complaint: string): TrackError {
  const lines = complaint.trim().split('\n');
  const said = (lines.at(-1) ?? '').replace(`file:${track}`, '').replace(/^[:\s]+/, '');
  if (/Permission denied/.test(complaint))
    return new TrackError('unreadable', track, `${track} cannot be read: no permission.`);
  if (/No such file/.test(complaint))
    return new TrackError('missing', track, `${track} does not exist. Was it moved or renamed?`);
  if (/matches no streams/.test(complaint))
    return new TrackError('not-audio', track, `${track} holds no audio stream.`);
  return new TrackError('corrupt', track, `${track} cannot be decoded; ffmpeg says: ${said || 'nothing'}`);
}
