import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Memory and processor time of the server, and errors that its clients did not see. */
export interface ServerUsage {
  memoryMb: number;
  cpuMs: number;
  errors: string[];
}

/** A server in a process of its own, so that its figures are not those of the clients. */
export class ServedLibrary implements AsyncDisposable {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#process = child;
  }

  /** Starts the server, with nothing loaded before. */
  static async start(dataDir: string): Promise<ServedLibrary> {
    const program = fileURLToPath(new URL('serve-library.mjs', import.meta.url));
    // the loader of this program is not for the server
    const child = fork(program, [dataDir], { execArgv: [] });
    const [{ url }] = await once(child, 'message');
    return new ServedLibrary(url, child);
  }

  async usage(): Promise<ServerUsage> {
    this.#process.send('usage');
    const [usage] = await once(this.#process, 'message');
    return usage;
  }

  /** Asks for an address. Returns the time to the last byte in milliseconds. Throws for an answer that is an error. */
  async ask<Body = unknown>(path: string, init?: RequestInit): Promise<{ ms: number; body: Body }> {
    const asked = performance.now();
    const answer = await fetch(this.url + path, init);
    const text = await answer.text();
    const ms = performance.now() - asked;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return { ms, body: (text === '' ? undefined : JSON.parse(text)) as Body };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.send('end');
    await once(this.#process, 'exit');
  }
}
