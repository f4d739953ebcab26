import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encode } from 'node-wav';
import type { TrackVectors } from './system.ts';

const PROBE_RATE = 22_050;
const PROBE_S = 5;
const SCRIPT = fileURLToPath(new URL('../../peers/bliss.py', import.meta.url));

/** The bliss-audio library for Python, which analyses one file after another in its own process. */
export interface Bliss {
  /** Returns its vectors for a whole file and for windows of it; null if it can't read one of them. */
  analyze(file: string, windows: readonly Float32Array[], sampleRate: number): Promise<TrackVectors | null>;
  close(): Promise<void>;
}

/** Starts the library; null if `python` lacks it. Throws if it can't analyse even a tone on this computer. */
export async function startBliss(python: string): Promise<Bliss | null> {
  if (!(await succeeds(spawn(python, ['-c', 'import bliss_audio'], { stdio: 'ignore' })))) return null;
  // its panics are reported as errors of the file, so its stderr adds nothing
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const folder = await mkdtemp(join(tmpdir(), 'rbassist-bliss-'));

  async function ask(file: string): Promise<{ vector: Float32Array; seconds: number } | null> {
    child.stdin.write(`${file}\n`);
    const answer = await answers.next();
    if (answer.done) {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      const reason = child.signalCode ?? `exit code ${child.exitCode}`;
      throw new Error(
        `bliss-audio ended (${reason}) while it read ${file}. Install another version, or use --no-peers.`,
      );
    }
    const { vector, seconds }: { vector?: number[]; seconds: number } = JSON.parse(answer.value);
    return vector ? { vector: Float32Array.from(vector), seconds } : null;
  }

  async function close(): Promise<void> {
    child.stdin.end();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  }

  // a version built for another processor is imported, but ends with the first file
  const tone = join(folder, 'tone.wav');
  await writeFile(tone, encode([toneOf(PROBE_RATE)], { sampleRate: PROBE_RATE, float: true, bitDepth: 32 }));
  await ask(tone).catch(async (error: unknown) => {
    await close();
    throw error;
  });

  return {
    close,
    async analyze(file, windows, sampleRate) {
      const track = await ask(file);
      const found: Float32Array[] = [];
      for (const window of windows) {
        const wav = join(folder, 'window.wav');
        await writeFile(wav, encode([window], { sampleRate, float: true, bitDepth: 32 }));
        const answer = await ask(wav);
        if (answer) found.push(answer.vector);
      }
      return track && found.length === windows.length ? { ...track, windows: found } : null;
    },
  };
}

function toneOf(rate: number): Float32Array {
  return Float32Array.from({ length: PROBE_S * rate }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / rate) / 2);
}

async function succeeds(child: ChildProcess): Promise<boolean> {
  try {
    const [code] = await once(child, 'exit');
    return code === 0;
  } catch {
    return false;
  }
}
