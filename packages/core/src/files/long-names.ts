/** Bytes that every file system allows in a name. */
const LONGEST_NAME = 255;

/** Adds an ending to a file's name, and shortens the name itself if the whole is too long for a file system. */
export function withEnding(name: string, ending: string): string {
  const characters = [...name];
  while (characters.length > 1 && Buffer.byteLength(characters.join('') + ending) > LONGEST_NAME) characters.pop();
  return characters.join('') + ending;
}

/** Returns true if `start` is a name that {@link withEnding} may have shortened, for an ending of `bytes` bytes. */
export function isShortened(start: string, bytes: number): boolean {
  // a character has at most 4 bytes
  return Buffer.byteLength(start) + bytes > LONGEST_NAME - 4;
}
