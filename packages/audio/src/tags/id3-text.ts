const UTF16 = 1;
const UTF16_BE = 2;
const UTF8 = 3;
const BYTE_ORDER_MARK = '\ufeff';
const SWAPPED_MARK = '\ufffe';

/** Accepts a missing byte order mark, an odd number of bytes, UTF-8 marked as Latin-1, and a missing encoding byte. */
export function id3Strings(encoding: number, bytes: Uint8Array): string[] {
  return id3Text(encoding, bytes).split('\0');
}

function id3Text(encoding: number, bytes: Uint8Array): string {
  if (encoding === UTF8) return legacyText(bytes);
  // no encoding: the byte is part of the text
  if (encoding > UTF8) return legacyText(Uint8Array.of(encoding, ...bytes));
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (encoding !== UTF16 && encoding !== UTF16_BE) return isMarked ? utf16(bytes, true) : legacyText(bytes);
  // pairs of ASCII letters would be rare Chinese characters
  if (!isMarked && bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return legacyText(bytes);
  return utf16(bytes, isMarked || (encoding === UTF16 && !looksBigEndian(bytes)));
}

/** A byte order mark, also one after a NUL, takes precedence over `littleEndian`. */
function utf16(bytes: Uint8Array, littleEndian: boolean): string {
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  const text = (littleEndian ? even : even.swap16()).toString('utf16le');
  let swapped = false;
  return text
    .split('\0')
    .map((value) => {
      if (value.startsWith(SWAPPED_MARK)) swapped = true;
      if (value.startsWith(BYTE_ORDER_MARK)) swapped = false;
      return (swapped ? Buffer.from(value, 'utf16le').swap16().toString('utf16le') : value).replace(
        BYTE_ORDER_MARK,
        '',
      );
    })
    .join('\0');
}

/** In Latin text the high bytes are zero. */
function looksBigEndian(bytes: Uint8Array): boolean {
  const zeros = (first: number) => bytes.filter((byte, n) => n % 2 === first && byte === 0).length;
  return zeros(0) > zeros(1);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');
const windows1251 = new TextDecoder('windows-1251');

/** Text without a stated encoding is UTF-8 if valid, Windows-1251 if whole words are Cyrillic, else Windows-1252. */
export function legacyText(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return (isCyrillic(bytes) ? windows1251 : windows1252).decode(bytes);
  }
}

/** True if all words with non-ASCII letters have only such letters, and one of them has four or more. */
function isCyrillic(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1');
  const words = (text.match(/[A-Za-z\x80-\xff]+/g) ?? []).filter((word) => /[\xa8\xb8\xc0-\xff]/.test(word));
  // ÀÁÂ are capitals in both encodings, and àáâ are small letters
  const isWord = (word: string) => /^[\xa8\xc0-\xdf]*[\xb8\xe0-\xff]*$/.test(word);
  return words.every(isWord) && words.some(({ length }) => length >= 4);
}
