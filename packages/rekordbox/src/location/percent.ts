/** Bytes that Rekordbox writes unchanged in a Location: letters, digits and `! # $ ( ) + , - . / : ; = @ _`. */
const KEPT = new Set(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$()+,-./:;=@_'));

/** Written form of each byte. */
const WRITTEN: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  KEPT.has(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`,
);

/** Matches text that needs no encoding. */
const PLAIN = /^[A-Za-z0-9!#$()+,\-./:;=@_]*$/;
const ESCAPES = /(?:%[0-9a-f]{2})+/gi;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Percent-encodes UTF-8 text as Rekordbox does, in lower-case hex. */
export function percentEncode(text: string): string {
  if (PLAIN.test(text)) return text;
  let encoded = '';
  for (const byte of Buffer.from(text, 'utf8')) encoded += WRITTEN[byte];
  return encoded;
}

/**
 * Decodes percent-encoded text once. Keeps a `%` without two hexadecimal digits, and a run of encoded bytes that is not
 * UTF-8, as written.
 */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(ESCAPES, (run) => {
    try {
      return utf8.decode(Buffer.from(run.replaceAll('%', ''), 'hex'));
    } catch {
      return run;
    }
  });
}
