import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

/** Returns the peak memory of ffmpeg while it decoded a file, in MiB; null if the system does not report it. */
export async function ffmpegPeak(ffmpeg: string, file: string, signal: AbortSignal): Promise<number | null> {
  const words = ['-nostdin', '-v', 'error', '-threads', '1', '-i', file, '-f', 'null', '-'];
  const child = spawn(ffmpeg, words, { stdio: 'ignore', signal });
  const ended = once(child, 'close');
  let peakKib = 0;
  while (child.exitCode === null && child.signalCode === null) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const program = /^Name:\s+(.+)$/m.exec(status)?.[1];
    const held = /^VmHWM:\s+(\d+) kB$/m.exec(status);
    if (program === 'ffmpeg' && held) peakKib = Math.max(peakKib, Number(held[1]));
    await wait(LOOK_EVERY_MS);
  }
  await ended;
  return peakKib > 0 ? peakKib / 1024 : null;
}
