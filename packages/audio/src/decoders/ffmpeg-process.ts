import { spawn } from 'node:child_process';
import { errorMessage, TrackError } from '@rbassist/core';
import { fileError, stopReason } from '../track-errors.ts';

export interface FfmpegProcess {
  /** Its standard output. Throws a TrackError if there is none, and the `stopReason` once aborted. */
  output: AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

const STDERR_TAIL = 2000;

/** ffmpeg waits while its output is not read, and is killed when the signal aborts. */
export function runFfmpeg(ffmpeg: string, args: string[], track: string, signal?: AbortSignal): FfmpegProcess {
  // its own process group: Ctrl-C reaches only rbassist, which then finishes the current track
  const child = spawn(ffmpeg, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, detached: true });
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  if (signal?.aborted) kill();

  let stderr = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_TAIL);
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
      // unreadable, so that the next decoder is tried
      if (failure) throw fileError(track, new Error(`${ffmpeg} did not start: ${errorMessage(failure)}`));
      if (child.signalCode)
        throw new TrackError('internal', track, `ffmpeg was killed (${child.signalCode}) while it decoded ${track}.`);
      if (bytes === 0) throw nothingDecoded(track, stderr);
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

function nothingDecoded(track: string, stderr: string): TrackError {
  const lines = stderr.trim().split('\n');
  const lastLine = (lines.at(-1)?.split(`file:${track}`).at(-1) ?? '').replace(/^[:\s]+/, '');
  if (/Permission denied/.test(stderr))
    return new TrackError('unreadable', track, `${track} cannot be read: no permission.`);
  if (/No such file/.test(stderr))
    return new TrackError('missing', track, `${track} does not exist. Was it moved or renamed?`);
  if (/matches no streams/.test(stderr)) return new TrackError('not-audio', track, `${track} has no audio stream.`);
  return new TrackError('corrupt', track, `${track} cannot be decoded. ffmpeg says: ${lastLine || 'nothing'}`);
}
