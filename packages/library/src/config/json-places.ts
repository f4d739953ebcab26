interface TextPlace {
  line: number;
  column: number;
}

/** Places in a JSON text that `JSON.parse` does not report. */
export interface JsonPlaces {
  /** Place where the text stops being JSON; absent if all of it is. */
  error?: TextPlace;
  /** Returns the line of a key, given the keys that lead to it; undefined if there is no such key. */
  lineOf(keys: readonly string[]): number | undefined;
}

/** Maximum depth, since each level is a recursive call. Deeper values are skipped. */
const DEEPEST = 50;
const SPACE = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const PLAIN = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Finds the keys of a JSON text, and the place of its first error. */
export function jsonPlaces(text: string): JsonPlaces {
  const scanner = new JsonScanner(text);
  const fault = scanner.scan();
  return {
    ...(fault !== undefined && { error: placeAt(text, fault) }),
    lineOf: (keys) => {
      const offset = scanner.keys.get(nameOf(keys));
      return offset === undefined ? undefined : placeAt(text, offset).line;
    },
  };
}

class JsonScanner {
  /** Offset of each key, by the keys that lead to it. */
  readonly keys = new Map<string, number>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Returns the offset of the first error; undefined if there is none. */
  scan(): number | undefined {
    const isWhole = this.#value([]) && this.#skipSpace() === this.#text.length;
    return isWhole ? undefined : this.#at;
  }

  #value(keys: readonly string[]): boolean {
    this.#skipSpace();
    if (keys.length > DEEPEST) return false;
    const first = this.#text[this.#at];
    if (first === '{') return this.#list('}', () => this.#member(keys));
    if (first === '[') return this.#list(']', () => this.#value([...keys, '[]']));
    return first === '"' ? this.#string() !== undefined : this.#take(PLAIN) !== undefined;
  }

  #list(end: string, item: () => boolean): boolean {
    this.#at++;
    this.#skipSpace();
    if (this.#takes(end)) return true;
    for (;;) {
      if (!item()) return false;
      this.#skipSpace();
      if (this.#takes(end)) return true;
      if (!this.#takes(',')) return false;
    }
  }

  #member(keys: readonly string[]): boolean {
    const at = this.#skipSpace();
    const key = this.#string();
    if (key === undefined) return false;
    const path = [...keys, key];
    this.keys.set(nameOf(path), at);
    this.#skipSpace();
    return this.#takes(':') && this.#value(path);
  }

  /** Reads a string and moves behind it. Returns undefined at an error. */
  #string(): string | undefined {
    const start = this.#at;
    if (!this.#takes('"')) return undefined;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character < ' ') return undefined;
      if (character === '\\') {
        if (this.#take(ESCAPE) === undefined) return undefined;
      } else {
        this.#at++;
        if (character === '"') return JSON.parse(this.#text.slice(start, this.#at));
      }
    }
  }

  #skipSpace(): number {
    this.#take(SPACE);
    return this.#at;
  }

  #takes(character: string): boolean {
    const isNext = this.#text[this.#at] === character;
    if (isNext) this.#at++;
    return isNext;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}

function nameOf(keys: readonly string[]): string {
  return JSON.stringify(keys);
}

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
