import { startPython } from '../peers/python-process.ts';
import type { TempoResult, TempoSystem, UnreadableTempo } from './tempo-system.ts';

/** A Python library: its name for `peers/tempo.py`, its name in a table, and its package. */
interface PythonPeer {
  peer: string;
  name: string;
  install: string;
}

export const PYTHON_PEERS: readonly PythonPeer[] = [
  { peer: 'librosa', name: 'librosa beat_track', install: 'pip install librosa' },
  { peer: 'librosa-tempo', name: 'librosa feature.tempo', install: 'pip install librosa' },
  { peer: 'essentia-multifeature', name: 'essentia multifeature', install: 'pip install essentia' },
  { peer: 'essentia-degara', name: 'essentia degara', install: 'pip install essentia' },
  { peer: 'essentia-percival', name: 'essentia percival', install: 'pip install essentia' },
  { peer: 'madmom', name: 'madmom', install: 'pip install madmom' },
];

/** Returns null if the library is not installed. */
export async function startPythonPeer({ peer, name }: PythonPeer, python: string): Promise<TempoSystem | null> {
  const started = await startPython(python, 'tempo.py', peer);
  if (!started) return null;
  return {
    name,
    analyze: async ({ file }) => (await started.ask(file)) as TempoResult | UnreadableTempo,
    close: () => started.close(),
  };
}
