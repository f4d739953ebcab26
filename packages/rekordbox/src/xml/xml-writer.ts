import { OptionError } from '@rbassist/core';
import type { XmlAttributes, XmlElement } from './xml-element.ts';
import { indentOf, isUnwritable, type LineEnd, layOutElement, layOutTag } from './xml-layout.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** Options of `XmlWriter`. */
export interface XmlWriterOptions {
  /** Default: CRLF, as Rekordbox writes on every system. */
  lineEnd?: LineEnd;
}

/**
 * Writes an XML document in Rekordbox's own layout, piece by piece. Collect the text with {@link XmlWriter.take}.
 *
 * Refuses values that XML can't hold. The names of elements and attributes must come from the caller, not from a file
 * that has not been parsed.
 */
export class XmlWriter {
  readonly #lineEnd: LineEnd;
  readonly #open: string[] = [];
  /** Start tag whose end depends on what follows. */
  #pending = '';
  #text: string;

  constructor({ lineEnd = '\r\n' }: XmlWriterOptions = {}) {
    this.#lineEnd = lineEnd;
    this.#text = DECLARATION + lineEnd + lineEnd;
  }

  /** Starts a container. */
  open(name: string, attributes: XmlAttributes): void {
    this.#startChild();
    requireWritable(name, attributes);
    this.#pending = indentOf(this.#open.length) + layOutTag(name, attributes, this.#open.length, this.#lineEnd);
    this.#open.push(name);
  }

  /** Writes an element with everything in it. */
  element(element: XmlElement): void {
    this.#startChild();
    requireWritableElement(element);
    const depth = this.#open.length;
    this.#text += indentOf(depth) + layOutElement(element, depth, this.#lineEnd) + this.#lineEnd;
  }

  /** Ends the innermost container. */
  close(): void {
    const name = this.#open.pop();
    if (name === undefined) throw new OptionError('close() has no container to end.');
    if (this.#pending === '') this.#text += `${indentOf(this.#open.length)}</${name}>${this.#lineEnd}`;
    else this.#text += `${this.#pending}/>${this.#lineEnd}`;
    this.#pending = '';
  }

  /** Characters that wait to be taken. */
  get waiting(): number {
    return this.#text.length;
  }

  /** Returns what was written since the last call. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  #startChild(): void {
    if (this.#pending !== '') this.#text += `${this.#pending}>${this.#lineEnd}`;
    this.#pending = '';
  }
}

/** Throws `OptionError` for an element with a value that XML can't hold. */
export function requireWritableElement(element: XmlElement): void {
  requireWritable(element.name, element.attributes);
  if (element.text !== undefined && isUnwritable(element.text)) throw unwritable(element.name, 'text', element.text);
  for (const child of element.children) requireWritableElement(child);
}

function requireWritable(name: string, attributes: XmlAttributes): void {
  for (const [key, value] of attributes) if (isUnwritable(value)) throw unwritable(name, key, value);
}

function unwritable(name: string, key: string, value: string): OptionError {
  const problem = 'has a character that XML cannot hold';
  return new OptionError(`${key} of <${name}> ${problem}: ${JSON.stringify(value.slice(0, 80))}.`, { option: key });
}
