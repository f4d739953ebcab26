import type { Journal } from './journal.ts';
import type { JournalLine } from './journal-line.ts';

const GROUP_CHARACTERS = 1 << 22;

/** Lines in memory that are not in the journal yet. */
export class JournalQueue {
  readonly #journal: Journal;
  #lines: JournalLine[] = [];

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get size(): number {
    return this.#lines.length;
  }

  add(line: JournalLine): void {
    this.#lines.push(line);
  }

  replace(lines: JournalLine[]): void {
    this.#lines = lines;
  }

  takeAll(): JournalLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  putBack(lines: readonly JournalLine[]): void {
    this.#lines = [...lines, ...this.#lines];
  }

  /** Appends all lines to the journal. Throws the system's error and keeps the lines not written yet. */
  async flush(): Promise<void> {
    while (this.#lines.length > 0) {
      const group = this.#nextGroup();
      await this.#journal.append(group);
      // new lines may have replaced these in the meantime, if another program replaced meta.json
      const written = new Set(group);
      this.#lines = this.#lines.filter((line) => !written.has(line));
    }
  }

  #nextGroup(): JournalLine[] {
    let characters = 0;
    let count = 0;
    while (count < this.#lines.length && characters < GROUP_CHARACTERS) characters += this.#lines[count++].text.length;
    return this.#lines.slice(0, count);
  }
}
