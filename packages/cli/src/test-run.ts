import { vi } from 'vitest';
import { run } from './run.ts';

/** Exit code of a command, and what it printed. */
export interface CommandRun {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line in this process, and keeps what it prints. */
export async function runCommand(words: readonly string[]): Promise<CommandRun> {
  const texts = { out: '', err: '' };
  const keep = (name: 'out' | 'err') => (part: unknown) => {
    texts[name] += String(part);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ];
  try {
    return { code: await run([...words]), ...texts };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
