import type { XmlAttributes, XmlElement } from './xml-element.ts';

/** Line ends of a file: Rekordbox writes CRLF on every system. */
export type LineEnd = '\r\n' | '\n';

/** Bytes of attributes on a line after which Rekordbox starts a new one. */
const LINE_BYTES = 60;
const INDENT = '  ';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};
const SPECIAL = /[&<>"'\n\r\t]/g;
const HAS_SPECIAL = /[&<>"'\n\r\t]/;
/** Characters that XML can't hold, even as a reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it must find
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the range of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** Returns true for text that XML can't hold: it has a control character other than tab and line breaks. */
export function isUnwritable(text: string): boolean {
  return FORBIDDEN.test(text) || !text.isWellFormed();
}

/** Escapes a value as Rekordbox does: five named entities, and everything else as it is. */
function escapeXml(text: string): string {
  return HAS_SPECIAL.test(text) ? text.replace(SPECIAL, (character) => ENTITIES[character]) : text;
}

/**
 * Lays out a start tag as Rekordbox does, without its end: attributes share a line until they take more than 60 bytes,
 * and the next line starts below the first attribute.
 *
 * @param depth Containers around the element.
 */
export function layOutTag(name: string, attributes: XmlAttributes, depth: number, lineEnd: LineEnd): string {
  let tag = `<${name}`;
  let onLine = 0;
  for (const [key, value] of attributes) {
    if (onLine > LINE_BYTES) {
      tag += lineEnd + INDENT.repeat(depth) + ' '.repeat(name.length + 1);
      onLine = 0;
    }
    const text = ` ${key}="${escapeXml(value)}"`;
    onLine += ASCII.test(text) ? text.length : Buffer.byteLength(text);
    tag += text;
  }
  return tag;
}

/** Lays out an element with its children, without an indent before and a line end after it. */
export function layOutElement(element: XmlElement, depth: number, lineEnd: LineEnd): string {
  const { name, attributes, children, text } = element;
  const tag = layOutTag(name, attributes, depth, lineEnd);
  if (children.length === 0) return text === undefined ? `${tag}/>` : `${tag}>${escapeText(text)}</${name}>`;
  let laidOut = `${tag}>${text === undefined ? '' : escapeText(text.trim())}${lineEnd}`;
  for (const child of children) {
    laidOut += INDENT.repeat(depth + 1) + layOutElement(child, depth + 1, lineEnd) + lineEnd;
  }
  return `${laidOut}${indentOf(depth)}</${name}>`;
}

/** Returns the white space in front of an element. */
export function indentOf(depth: number): string {
  return INDENT.repeat(depth);
}

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => ENTITIES[character]);
}
