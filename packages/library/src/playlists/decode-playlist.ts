const LINE_BREAK = /\r\n|\n|\r/;

/**
 * Splits the bytes of a playlist into lines. Reads UTF-8 and UTF-16, with or without a byte order mark. Reads a file
 * that is not valid UTF-8 line by line, and takes the invalid lines for Windows-1252, which includes Latin-1.
 *
 * @returns undefined for bytes that are not text.
 */
export function decodePlaylist(bytes: Uint8Array): string[] | undefined {
  const lines = (decode(bytes, unicodeOf(bytes)) ?? mixedText(bytes)).split(LINE_BREAK);
  return lines.some((line) => line.includes('\0')) ? undefined : lines;
}

function unicodeOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first > 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second > 0) ? 'utf-16be' : 'utf-8';
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function mixedText(bytes: Uint8Array): string {
  const windows = new TextDecoder('windows-1252');
  const lines = Buffer.from(bytes).toString('latin1').split(LINE_BREAK);
  return lines
    .map((line) => Buffer.from(line, 'latin1'))
    .map((line) => decode(line, 'utf-8') ?? windows.decode(line))
    .join('\n');
}
