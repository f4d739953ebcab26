import { fileNameOf } from '@rbassist/core';

const NPY = /\.npy$/i;
const NPY_ENDS = ['.npy"', '.NPY"'];
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);

/**
 * Names of vector files, as records spell them. Any text of a record that ends in ".npy" names a file, whatever its key:
 * the Python rbassist keeps several vectors a track, and a later version may keep more. Folder, case and Unicode form do
 * not count, so that a file is rather taken for a named one than for one that nothing needs.
 */
export class VectorNames {
  readonly #names = new Set<string>();

  /** Adds every name in a value of any depth. */
  addFrom(value: unknown): void {
    if (typeof value === 'string') this.#add(value);
    else if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) this.addFrom(member);
  }

  /** Adds every name in JSON text, which may be damaged. */
  addFromText(text: Buffer): void {
    for (const end of NPY_ENDS) {
      for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) {
        this.#addEscaped(text.toString('utf8', startOfString(text, at), at + end.length - 1));
      }
    }
  }

  /** Returns true if a file of this name is named. */
  has(name: string): boolean {
    return this.#names.has(foldName(name));
  }

  #add(stored: string): void {
    if (NPY.test(stored)) this.#names.add(foldName(stored));
  }

  #addEscaped(escaped: string): void {
    try {
      this.#add(JSON.parse(`"${escaped}"`));
    } catch {
      this.#add(escaped);
    }
  }
}

function foldName(stored: string): string {
  return fileNameOf(stored).normalize('NFC').toLowerCase();
}

/** Finds the start of the string that reaches to `end`. */
function startOfString(text: Buffer, end: number): number {
  for (let i = end - 1; i >= 0; i--) {
    if (text[i] !== QUOTE) continue;
    let before = i;
    while (text[before - 1] === BACKSLASH) before--;
    if ((i - before) % 2 === 0) return i + 1;
  }
  return 0;
}
