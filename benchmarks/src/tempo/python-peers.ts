import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { HeardTempo, TempoSystem, UnheardTempo } from './tempo-system.ts';

const SCRIPT = fileURLToPath(new URL('../../peers/tempo.py', import.meta.url));

/** A library for Python: how `peers/tempo.py` calls it, its name in a table, and its package. */
interface PythonPeer {
  peer: string;
  name: string;
  install: string;
}

/** All that are known. */
export const PYTHON_PEERS: readonly PythonPeer[] = [
  { peer: 'librosa', name: 'librosa beat_track', install: 'pip install librosa' },
  { peer: 'librosa-tempo', name: 'librosa feature.tempo', install: 'pip install librosa' },
  { peer: 'essentia-multifeature', name: 'essentia multifeature', install: 'pip install essentia' },
  { peer: 'essentia-degara', name: 'essentia degara', install: 'pip install essentia' },
  { peer: 'essentia-percival', name: 'essentia percival', install: 'pip install essentia' },
  { peer: 'madmom', name: 'madmom', install: 'pip install madmom' },
];

/** Starts a library in a process of its own, which listens to one file after another; null where the interpreter lacks it. */
export async function startPythonPeer({ peer, name }: PythonPeer, python: string): Promise<TempoSystem | null> {
  const child = spawn(python, [SCRIPT, peer], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // one core, as everybody else
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  const failed = new Promise<void>((resolve) => child.once('error', () => resolve()));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([answers.next(), failed]);
  if (!first || first.done) return null;
  return {
    name,
    async hear({ file }) {
      child.stdin.write(`${file}\n`);
      const answer = await answers.next();
      if (answer.done) throw new Error(`${name} ended while it read ${file}.`);
      const heard: HeardTempo | UnheardTempo = JSON.parse(answer.value);
      return heard;
    },
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
