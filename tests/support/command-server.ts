import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Ran } from './rbassist.ts';

/** User and group without rights, "nobody" on most systems. */
export const NOBODY = 65_534;

/** Runs one command after another, one line of JSON each on stdin, and prints one line of JSON as the result. */
const SERVER = `
  import { createInterface } from 'node:readline';
  const { run } = await import(process.argv[1]);
  const answer = process.stdout.write.bind(process.stdout);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    process[name].write = (chunk) => {
      said[name] += String(chunk);
      return true;
    };
  }
  for await (const line of createInterface({ input: process.stdin })) {
    said.stdout = said.stderr = '';
    const code = await run(JSON.parse(line));
    answer(JSON.stringify({ code, ...said }) + '\\n');
  }
`;

/** Runs the built commands in another process, without root rights, and detects hangs and crashes. */
export class CommandServer {
  readonly #limitMs: number;
  #child?: ChildProcessWithoutNullStreams;
  #lines?: Interface;

  /** @param limitMs Time after which a command counts as hung. */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Runs one command. The code is null if the process crashed, and "hung" if it was killed. */
  async run(words: readonly string[]): Promise<Omit<Ran, 'code'> & { code: number | null | 'hung' }> {
    this.#child ??= this.#start();
    const child = this.#child;
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    const ran = await new Promise<Awaited<ReturnType<CommandServer['run']>>>((resolve) => {
      const timer = setTimeout(() => resolve({ code: 'hung', stdout: '', stderr }), this.#limitMs);
      const finish = (code: null | Ran) => {
        clearTimeout(timer);
        resolve(code ?? { code, stdout: '', stderr });
      };
      this.#lines?.once('line', (line) => finish(JSON.parse(line)));
      child.once('close', () => finish(null));
      child.stdin.write(`${JSON.stringify(words)}\n`);
    });
    child.stderr.removeAllListeners('data');
    child.removeAllListeners('close');
    this.#lines?.removeAllListeners('line');
    if (typeof ran.code !== 'number') this.stop();
    return ran;
  }

  /** The next command starts a new process. */
  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #start(): ChildProcessWithoutNullStreams {
    const module = new URL('dist/run.js', import.meta.resolve('rbassist/package.json')).href;
    const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const child = spawn(process.execPath, ['--eval', SERVER, module], {
      ...user,
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    });
    child.stdin.on('error', () => {});
    this.#lines = createInterface({ input: child.stdout });
    return child;
  }
}
