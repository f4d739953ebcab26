import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dataFolderError } from '@rbassist/core';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A decrypted database in a temporary file that only the user can read. Removed also when the process ends. */
export class PlainCopy {
  readonly path: string;
  readonly #onExit = () => this.remove();
  readonly #onSignal = (signal: NodeJS.Signals) => {
    this.remove();
    // without another listener, the signal would have ended the process
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };

  private constructor(path: string) {
    this.path = path;
    process.on('exit', this.#onExit);
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  /** Writes a new file. Nothing else can run between its creation and the moment when it is sure to be removed. */
  static write(image: Uint8Array): PlainCopy {
    const copy = new PlainCopy(join(makeFolder(), 'copy.db'));
    try {
      writeFileSync(copy.path, image, { mode: 0o600, flag: 'wx' });
      return copy;
    } catch (error) {
      copy.remove();
      throw dataFolderError(dirname(copy.path), 'written', error);
    }
  }

  /** Removes the file once SQLite has it open, where the system allows that. So even a killed process leaves none. */
  removeIfUnneeded(): void {
    if (process.platform !== 'win32') this.remove();
  }

  /** Removes the file. Call it as often as you like. */
  remove(): void {
    process.off('exit', this.#onExit);
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    rmSync(dirname(this.path), { recursive: true, force: true });
  }
}

function makeFolder(): string {
  const folder = tmpdir();
  try {
    return mkdtempSync(join(folder, 'rbassist-database-'));
  } catch (error) {
    throw dataFolderError(folder, 'written', error);
  }
}
