import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

/** The built command, as published. */
const BUILT = fileURLToPath(new URL('dist/', import.meta.resolve('rbassist/package.json')));
const COMMAND = join(BUILT, 'main.js');
/** Module of the command without its start-up checks. */
const RUN = join(BUILT, 'run.js');

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `whenSaid` resolves when stdout or stderr contains the text. `by` is another program, with its arguments. */
export function start(
  words: readonly string[],
  env: Record<string, string | undefined> = {},
  stdio?: StdioOptions,
  by: readonly string[] = [],
) {
  return startNode([COMMAND, ...words], env, stdio, by);
}

/** The program can import the same as tests; `words` follow in its `process.argv`. */
export function startProgram(source: string, ...words: string[]) {
  return startNode(['--eval', source, ...words]);
}

function startNode(
  words: readonly string[],
  env: Record<string, string | undefined> = {},
  stdio: StdioOptions = 'pipe',
  by: readonly string[] = [],
) {
  const [program, ...args] = [...by, process.execPath, ...words];
  const child: ChildProcess = spawn(program, args, {
    stdio,
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

/**
 * Runs the built command in this process, which is ten times faster than starting a process. Run only one at a time. To
 * test exit codes, `--help` or signals, use {@link start}.
 */
export function rbassist(...words: string[]): Promise<Ran> {
  return rbassistWith({}, ...words);
}

/** Runs a command like {@link rbassist}, with more environment variables. */
export async function rbassistWith(env: Record<string, string>, ...words: string[]): Promise<Ran> {
  const { run }: { run: (words: readonly string[]) => Promise<number> } = await import(RUN);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const text = (stream: typeof stdout) => stream.mock.calls.map(([chunk]) => String(chunk)).join('');
  try {
    return { code: await run(words), stdout: text(stdout), stderr: text(stderr) };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
    vi.unstubAllEnvs();
  }
}
