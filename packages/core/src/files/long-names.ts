/** Maximum bytes of a name that every file system allows. */
const LONGEST_NAME = 255;

/** Adds an ending to a file name. Shortens the name first if the result would be too long for a file system. */
export function withEnding(name: string, ending: string): string {
  const characters = [...name];
  while (characters.length > 1 && Buffer.byteLength(characters.join('') + ending) > LONGEST_NAME) characters.pop();
  return characters.join('') + ending;
}

/** Returns true if {@link withEnding} may have shortened a name to `start`, for an ending of `bytes` bytes. */
export function isShortened(start: string, bytes: number): boolean {
  // a character has at most 4 bytes
  return Buffer.byteLength(start) + bytes > LONGEST_NAME - 4;
}
