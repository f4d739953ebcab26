/** Tracks of some screens of a table. Earlier ones are asked for again if they are still shown. */
const MOST_WAITING = 100;

/** Draws tracks in the background, one at a time, beginning with those that were asked for last. */
export class FirstLooks {
  readonly #draw: (path: string) => Promise<unknown>;
  readonly #failed = new Set<string>();
  #waiting: string[] = [];
  #isDrawing = false;

  constructor(draw: (path: string) => Promise<unknown>) {
    this.#draw = draw;
  }

  /** Tracks that failed before are not tried again. */
  add(paths: readonly string[]): void {
    const drawable = paths.filter((path) => !this.#failed.has(path));
    this.#waiting = [...new Set([...drawable, ...this.#waiting])].slice(0, MOST_WAITING);
    if (!this.#isDrawing) void this.#drawAll();
  }

  /** Forgets the waiting tracks. */
  clear(): void {
    this.#waiting = [];
  }

  async #drawAll(): Promise<void> {
    this.#isDrawing = true;
    for (let path = this.#waiting.shift(); path !== undefined; path = this.#waiting.shift()) {
      const drawn = path;
      await this.#draw(path).catch(() => this.#failed.add(drawn));
    }
    this.#isDrawing = false;
  }
}
