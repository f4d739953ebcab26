import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TempoResult, TempoSystem, UnreadableTempo } from './tempo-system.ts';

type Answer = TempoResult | UnreadableTempo;

/** Caches results as JSON lines in `folder`, and starts the system only for other tracks. Null if it can't start. */
export async function cachedSystem(
  { name, start }: { name: string; start: () => Promise<TempoSystem | null> },
  folder: string | undefined,
): Promise<TempoSystem | null> {
  if (folder === undefined) return start();
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.jsonl`);
  const kept = await readAnswers(path);
  let system = kept.size === 0 ? await start() : null;
  if (kept.size === 0 && !system) return null;
  return {
    name,
    async analyze(track) {
      const known = kept.get(track.file);
      if (known) return known;
      system ??= await start();
      if (!system) return { error: `${name} is not installed` };
      const answer = await system.analyze(track);
      await appendFile(path, `${JSON.stringify({ file: track.file, ...answer })}\n`);
      return answer;
    },
    async close() {
      await system?.close();
    },
  };
}

async function readAnswers(path: string): Promise<Map<string, Answer>> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const { file, ...answer }: { file: string } & Answer = JSON.parse(line);
      return [file, answer];
    }),
  );
}
