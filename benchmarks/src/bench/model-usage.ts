/** Measures the learned model in this process, and prints {@link ModelUsage} as JSON. */
import { createMusicnnEmbedder } from '@rbassist/musicnn';

export interface ModelUsage {
  loadCpuMs: number;
  pieceCpuMs: number;
  /** Peak memory of the process, with Node's own. */
  peakMib: number;
}

const PIECES = 20;
const PIECE_S = 3.1;

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const started = cpuMs();
const embedder = await createMusicnnEmbedder();
const piece = Float32Array.from({ length: PIECE_S * embedder.sampleRate }, (_, i) => 0.3 * Math.sin(i * i * 1e-5));
const loadCpuMs = cpuMs() - started;
await embedder.embed([piece]);
const warm = cpuMs();
await embedder.embed(Array.from({ length: PIECES }, () => piece));
const pieceCpuMs = (cpuMs() - warm) / PIECES;
await embedder.close();
const usage: ModelUsage = { loadCpuMs, pieceCpuMs, peakMib: process.resourceUsage().maxRSS / 1024 };
console.log(JSON.stringify(usage));
