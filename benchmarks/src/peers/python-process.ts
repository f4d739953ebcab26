import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface PythonProcess {
  /** Returns the line that the script prints for a file. Throws if the process has ended. */
  ask(file: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts a script with an interpreter and waits until it is ready; null if the interpreter lacks its packages. */
export async function startPython(python: string, script: string, ...words: string[]): Promise<PythonProcess | null> {
  const path = fileURLToPath(new URL(`../../peers/${script}`, import.meta.url));
  const child = spawn(python, [path, ...words], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // one core, like the other systems
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  const failed = new Promise<void>((resolve) => child.once('error', () => resolve()));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([answers.next(), failed]);
  if (!first || first.done) return null;
  return {
    async ask(file) {
      child.stdin.write(`${file}\n`);
      const answer = await answers.next();
      if (answer.done) throw new Error(`${script} ${words.join(' ')} ended while it read ${file}.`);
      return JSON.parse(answer.value);
    },
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
