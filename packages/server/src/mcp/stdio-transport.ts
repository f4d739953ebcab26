import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

/** Time for the answers of calls that run when the client says that it will send no more. */
const LAST_ANSWERS_MS = 30_000;

/** Connection over stdin and stdout of this process. Closes when the client closes either of them. */
export class StdioTransport extends StdioServerTransport {
  readonly #idle: () => Promise<void>;

  /** @param idle Waits for the calls that run. */
  constructor(idle: () => Promise<void>) {
    super();
    this.#idle = idle;
  }

  override async start(): Promise<void> {
    process.stdin.once('end', () => void this.#leave());
    process.stdout.once('error', () => void this.close());
    await super.start();
  }

  async #leave(): Promise<void> {
    // the last messages become calls
    await nextTurn();
    await Promise.race([this.#idle(), delay(LAST_ANSWERS_MS, undefined, { ref: false })]);
    await nextTurn();
    await this.close();
  }
}
