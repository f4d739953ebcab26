/** Control characters, line separators, lone surrogates and invisible characters. */
const HIDDEN = String.raw`\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFB}`;

/** Scripts that need zero-width joiners or spaces between letters. */
const JOINED_SCRIPTS = [
  'Arabic Syriac Mongolian Nko Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada',
  'Malayalam Sinhala Tibetan Myanmar Khmer Thai Lao',
]
  .join(' ')
  .split(' ')
  .map((script) => String.raw`\p{Script_Extensions=${script}}`)
  .join('');

/** Invisible characters that ordinary text needs. */
const NEEDED = [
  // between the parts of an emoji such as a family
  String.raw`(?<=\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?)\u{200D}(?=\p{Extended_Pictographic})`,
  // the flags of England, Scotland and Wales
  String.raw`\u{1F3F4}[\u{E0061}-\u{E007A}]{5}\u{E007F}`,
  // variation selectors
  String.raw`(?<=[^${HIDDEN}])[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=\p{Script=Mongolian})[\u{180B}-\u{180F}]`,
  String.raw`(?<=[${JOINED_SCRIPTS}])(?<![${HIDDEN}])[\u{200B}-\u{200D}]`,
].join('|');

const NEEDED_OR_HIDDEN = new RegExp(`${NEEDED}|(?<hidden>[${HIDDEN}])`, 'gu');
const ORDINARY = /^[ -~]*$/;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes text safe for one line of a terminal, a table or a CSV. Escapes characters that would change the line as in
 * JavaScript: a line break as `\n`, ESC as `\x1b`, a bidi override as `\u202e`. Keeps backslashes, and invisible
 * characters that emoji or words need, for example in Persian or Hindi.
 */
export function cleanText(text: string): string {
  return replaceHidden(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code > 0xffff) return `\\u{${hex}}`;
    return NAMED[character] ?? (code > 0xff ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`);
  });
}

/** Returns a value as one line of JSON that is safe to show on a terminal. */
export function jsonLine(value: unknown): string {
  return replaceHidden(JSON.stringify(value), (character) => {
    const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}

function replaceHidden(text: string, spell: (character: string) => string): string {
  if (ORDINARY.test(text)) return text;
  return text.replaceAll(NEEDED_OR_HIDDEN, (found, hidden?: string) => (hidden === undefined ? found : spell(found)));
}
