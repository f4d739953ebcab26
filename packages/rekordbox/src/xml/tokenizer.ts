import { isAscii } from 'node:buffer';
import { RbassistError } from '@rbassist/core';
import type { SaxesParser } from 'saxes';
import { decodeText, decodeValues, utf8OfLatin1 } from './decode-tag.ts';
import { XmlError } from './xml-error.ts';
import type { XmlLimits } from './xml-limits.ts';

/** Receives what {@link XmlTokenizer} finds. An error that it throws ends the reading. */
export interface XmlHandler {
  /**
   * Start of an element.
   *
   * @param flat Names and values of the attributes in turn.
   * @param start Byte of the file at which its start tag starts; `end` is the byte after the tag.
   */
  open(name: string, flat: string[], start: number, end: number, line: number, column: number): void;
  /** End of an element; `end` is the byte after it. */
  close(name: string, end: number): void;
  /** Text that is not only white space. */
  text?(text: string): void;
}

interface PlainParser extends SaxesParser<{ position: false }> {}

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the range of ASCII
const ODD = /[^\x00-\x7f]|&#/g;
const UTF8_NAMES = /^(?:utf-?8|us-ascii|ascii)$/i;

/** Loads the parser. This is the only file that imports it. */
export async function loadTokenizer(): Promise<(path: string, handler: XmlHandler, limits: XmlLimits) => XmlTokenizer> {
  const { SaxesParser: Parser } = await import('saxes');
  return (path, handler, limits) => {
    // in XML 1.1, a byte of a UTF-8 letter could be taken for a line break
    const options = { position: false, defaultXMLVersion: '1.0', forceXMLVersion: true } as const;
    return new XmlTokenizer(new Parser(options), path, handler, limits);
  };
}

/**
 * Finds the elements of XML bytes, their attributes and where they are. The bytes reach the parser as Latin-1, one
 * character each, so that its positions count bytes; values are decoded as UTF-8 afterwards.
 *
 * Refuses document types and entities of one's own, which could make a small file fill the memory.
 */
export class XmlTokenizer {
  readonly #parser: PlainParser;
  readonly #path: string;
  readonly #handler: XmlHandler;
  readonly #limits: XmlLimits;
  /** Names and values of the current tag in turn. */
  #flat: string[] = [];
  #depth = 0;
  /** Bytes from `#windowStart`, at least from the start of the current tag or text. */
  #window = '';
  #windowStart = 0;
  /** Place of the next text that the parser decodes in another way than we need: not ASCII, or a reference. */
  #nextOdd = 0;
  /** Bytes of a byte-order mark, which the parser does not see. */
  #skipped = 0;
  #tagStart = 0;
  #tagLine = 0;
  #tagColumn = 0;
  /** End of the last complete token. */
  #tokenEnd = 0;
  #isEmpty = true;
  #hasRoot = false;
  #openNames: string[] = [];

  constructor(parser: PlainParser, path: string, handler: XmlHandler, limits: XmlLimits) {
    this.#parser = parser;
    this.#path = path;
    this.#handler = handler;
    this.#limits = limits;
    // with a fifth or sixth handler, V8 keeps the parser in a hash table, and reading takes four times as long
    parser.on('attribute', ({ name, value }) => this.#attribute(name, value));
    parser.on('opentagstart', ({ name }) => this.#tagStarts(name));
    parser.on('opentag', ({ name }) => this.#open(name));
    parser.on('closetag', ({ name }) => this.#close(name));
  }

  /** Reads the next bytes. */
  write(bytes: Buffer): void {
    let chunk = bytes;
    if (this.#isEmpty && bytes.length > 0) {
      this.#isEmpty = false;
      chunk = this.#begin(bytes);
    }
    const text = chunk.toString('latin1');
    const kept = this.#window.slice(this.#tokenEnd - this.#windowStart);
    this.#windowStart += this.#window.length - kept.length;
    this.#window = kept + text;
    // a place in the part that was known before is looked for again, since "&" may have met its "#"
    this.#nextOdd = kept === '' && isAscii(chunk) && !text.includes('&#') ? Number.POSITIVE_INFINITY : this.#tokenEnd;
    this.#parse(text);
    if (this.#parser.position - this.#tokenEnd > this.#limits.tokenBytes) {
      this.fail(`a tag, comment or text has more than ${this.#limits.tokenBytes} bytes`);
    }
  }

  /** Returns the bytes of the current start tag, read as Latin-1. Call it while the handler's `open` runs. */
  tag(): string {
    return this.#window.slice(this.#tagStart - this.#windowStart, this.#tokenEnd - this.#windowStart);
  }

  /** Ends the reading, and checks that the document is complete. */
  end(): void {
    if (this.#isEmpty) throw this.#error('the file is empty', 'copy-again');
    const open = this.#openNames.at(-1);
    if (open !== undefined)
      throw this.#error(`the file ends inside <${open}>, so a part is missing`, 'copy-again', true);
    this.#parse(null);
  }

  /** Throws an error that names the current place. */
  fail(problem: string): never {
    throw this.#error(problem, 'edit-file', true);
  }

  #begin(bytes: Buffer): Buffer {
    const [first, second] = bytes;
    const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    if (isUtf16 || first === 0 || second === 0) {
      throw this.#error('the file is UTF-16. Save it as UTF-8', 'edit-file');
    }
    if (bytes[0] !== 0xef || bytes[1] !== 0xbb || bytes[2] !== 0xbf) return bytes;
    this.#skipped = 3;
    return bytes.subarray(3);
  }

  #parse(text: string | null): void {
    try {
      this.#parser.write(text);
    } catch (error) {
      if (RbassistError.isInstance(error) || !(error instanceof Error)) throw error;
      const isXml = this.#hasRoot || this.#window.trimStart().startsWith('<');
      if (!isXml) throw this.#error('this is not an XML file', 'edit-file', true);
      this.fail(`the XML is not well-formed: ${error.message.replace(/\.$/, '')}`);
    }
  }

  /** Checks what stands before the root element. */
  #checkProlog(prolog: string): void {
    this.#hasRoot = true;
    if (prolog.includes('<!DOCTYPE')) this.fail('it has a DOCTYPE, which rbassist refuses for safety');
    const encoding = /^<\?xml\s[^>]*\bencoding\s*=\s*["']([^"']*)/.exec(prolog)?.[1];
    if (encoding === undefined || UTF8_NAMES.test(encoding)) return;
    this.fail(`the file says that its encoding is ${JSON.stringify(encoding)}. Save it as UTF-8`);
  }

  #tagStarts(name: string): void {
    const { position, line } = this.#parser;
    // after the name, the parser has read one more character, or a line break of two
    const isBreak = this.#window.charAt(position - this.#windowStart - 1) === '\n';
    const assumed = position - name.length - 2;
    this.#tagStart = this.#window.charAt(assumed - this.#windowStart) === '<' ? assumed : assumed - 1;
    this.#tagLine = isBreak ? line - 1 : line;
    this.#tagColumn = isBreak
      ? this.#columnOf(this.#tagStart)
      : this.#parser.columnIndex - (position - this.#tagStart) + 1;
    this.#flat = [];
    if (!this.#hasRoot) this.#checkProlog(this.#window.slice(0, this.#tagStart));
    else this.#text(this.#tagStart);
  }

  #columnOf(position: number): number {
    const at = position - this.#windowStart;
    return at - this.#window.lastIndexOf('\n', at);
  }

  #attribute(name: string, value: string): void {
    if (value.length > this.#limits.attributeBytes) {
      this.fail(`the attribute ${name} has more than ${this.#limits.attributeBytes} bytes`);
    }
    this.#flat.push(name, value);
  }

  #open(name: string): void {
    const end = this.#parser.position;
    this.#depth++;
    if (this.#depth > this.#limits.depth) this.fail(`elements are nested more than ${this.#limits.depth} deep`);
    const flat = this.#decoded(end);
    // the values were decoded only if the tag has a byte that is not ASCII
    const text = flat === this.#flat ? name : utf8OfLatin1(name);
    this.#openNames.push(text);
    this.#tokenEnd = end;
    const skipped = this.#skipped;
    this.#handler.open(text, flat, this.#tagStart + skipped, end + skipped, this.#tagLine, this.#tagColumn);
  }

  #close(name: string): void {
    const end = this.#parser.position;
    // an empty element ends with its start tag
    if (end > this.#tokenEnd)
      this.#text(
        this.#tokenEnd +
          this.#window.slice(this.#tokenEnd - this.#windowStart, end - this.#windowStart).lastIndexOf('<'),
      );
    this.#depth--;
    const text = this.#openNames.pop() ?? name;
    this.#tokenEnd = end;
    this.#handler.close(text, this.#tokenEnd + this.#skipped);
  }

  /** Reports the text between the last tag and the next one. */
  #text(end: number): void {
    const raw = this.#window.slice(this.#tokenEnd - this.#windowStart, end - this.#windowStart);
    if (!/\S/.test(raw)) return;
    const text = decodeText(raw);
    if (text.trim() !== '') this.#handler.text?.(text);
  }

  /** Attributes of the current tag, decoded from its bytes if the parser's values differ from UTF-8. */
  #decoded(end: number): string[] {
    if (end <= this.#nextOdd) return this.#flat;
    ODD.lastIndex = Math.max(0, this.#tagStart - this.#windowStart);
    const found = ODD.exec(this.#window);
    this.#nextOdd = found ? found.index + this.#windowStart : Number.POSITIVE_INFINITY;
    if (end <= this.#nextOdd) return this.#flat;
    return decodeValues(this.#flat, this.#window.slice(this.#tagStart - this.#windowStart, end - this.#windowStart));
  }

  #error(problem: string, action: 'copy-again' | 'edit-file', atPlace = false): XmlError {
    const remedies = [action === 'edit-file' ? { action, path: this.#path } : { action }];
    if (!atPlace) return new XmlError(this.#path, `${problem}.`, { remedies });
    const { line, columnIndex } = this.#parser;
    return new XmlError(this.#path, `${problem}.`, { remedies, line, column: Math.max(1, columnIndex) });
  }
}
