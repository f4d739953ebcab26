import { setTimeout as delay } from 'node:timers/promises';
import { pick, type Random } from '@rbassist/testing/random';
import { anyUse } from './questions.ts';
import type { ServedLibrary } from './served-library.ts';

/** Figures of an hour of use. */
interface HourOfUse {
  requests: number;
  /** Changes of a BPM, each undone at once. */
  edits: number;
  /** Memory of the server, ten times. */
  memoryMb: number[];
}

const SAMPLES = 10;
const EDIT_SHARE = 0.005;

/**
 * Asks for what a person asks for in an hour, one request after another, with a pause after each. In a pause, Node.js
 * gives unused memory back. Leaves the library as it was.
 */
export async function hourOfUse(
  server: ServedLibrary,
  { requests, pauseMs }: { requests: number; pauseMs: number },
  random: Random,
  ids: readonly string[],
): Promise<HourOfUse> {
  const { token } = (await server.ask<{ token: string }>('/api/session')).body;
  const headers = { 'content-type': 'application/json', 'x-rbassist-token': token };
  const hour: HourOfUse = { requests, edits: 0, memoryMb: [] };
  for (let i = 1; i <= requests; i++) {
    if (random() < EDIT_SHARE) {
      const body = JSON.stringify({ bpm: 90.0005 + i / 1000 });
      await server.ask(`/api/tracks/${pick(random, ids)}`, { method: 'PATCH', headers, body });
      await server.ask('/api/history/undo', { method: 'POST', headers });
      hour.edits++;
    } else await server.ask(anyUse(random, ids));
    await delay(pauseMs);
    if (i % Math.ceil(requests / SAMPLES) === 0) hour.memoryMb.push((await server.usage()).memoryMb);
  }
  hour.memoryMb.push((await server.usage()).memoryMb);
  return hour;
}
