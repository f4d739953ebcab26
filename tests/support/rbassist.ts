import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command, as it is published. */
const COMMAND = fileURLToPath(import.meta.resolve('rbassist/package.json')).replace('package.json', 'dist/main.js');

/** What a finished command said. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the command; `whenSaid` resolves once stdout or stderr holds the text, `ended` when it is over. */
export function start(words: readonly string[], env: Record<string, string | undefined> = {}) {
  return startNode([COMMAND, ...words], env);
}

/** As {@link start}, for a program of a test's own, which may import what tests may; `words` follow in its `process.argv`. */
export function startProgram(source: string, ...words: string[]) {
  return startNode(['--eval', source, ...words]);
}

function startNode(words: readonly string[], env: Record<string, string | undefined> = {}) {
  const child: ChildProcess = spawn(process.execPath, words, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const hear = (take: (text: string) => void) => (chunk: Buffer) => {
    take(chunk.toString());
    for (const check of waiting) check();
  };
  child.stdout?.on(
    'data',
    hear((text) => (stdout += text)),
  );
  child.stderr?.on(
    'data',
    hear((text) => (stderr += text)),
  );
  const ended = new Promise<Ran>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  const whenSaid = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        if (!stdout.includes(text) && !stderr.includes(text)) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      ended.then((ran) => reject(new Error(`ended without saying "${text}": ${JSON.stringify(ran)}`)));
      check();
    });
  return { child, ended, whenSaid };
}

/** Runs the command to its end. */
export function rbassist(...words: string[]): Promise<Ran> {
  return start(words).ended;
}
