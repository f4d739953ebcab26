/** Attributes of an XML element in the order of the file. */
export class XmlAttributes implements Iterable<[name: string, value: string]> {
  /** Names and values in turn. */
  #flat: string[];

  constructor(entries: Iterable<readonly [name: string, value: string]> = []) {
    this.#flat = [];
    for (const [name, value] of entries) this.#flat.push(name, value);
  }

  /** Takes over a list of names and values in turn. */
  static ofFlat(flat: string[]): XmlAttributes {
    const attributes = new XmlAttributes();
    attributes.#flat = flat;
    return attributes;
  }

  /** Names and values in turn, for fast reading. Change them with {@link set} alone. */
  get flat(): readonly string[] {
    return this.#flat;
  }

  get size(): number {
    return this.#flat.length / 2;
  }

  get(name: string): string | undefined {
    const at = this.#indexOf(name);
    return at < 0 ? undefined : this.#flat[at + 1];
  }

  has(name: string): boolean {
    return this.#indexOf(name) >= 0;
  }

  /** Replaces a value where it stands, or adds the attribute at the end. */
  set(name: string, value: string): this {
    const at = this.#indexOf(name);
    if (at < 0) this.#flat.push(name, value);
    else this.#flat[at + 1] = value;
    return this;
  }

  delete(name: string): boolean {
    const at = this.#indexOf(name);
    if (at >= 0) this.#flat.splice(at, 2);
    return at >= 0;
  }

  /** Returns a copy, so that a change leaves the original alone. */
  copy(): XmlAttributes {
    return XmlAttributes.ofFlat([...this.#flat]);
  }

  toJSON(): Record<string, string> {
    return Object.fromEntries(this);
  }

  *[Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    const flat = this.#flat;
    for (let at = 0; at < flat.length; at += 2) yield [flat[at], flat[at + 1]];
  }

  #indexOf(name: string): number {
    const flat = this.#flat;
    for (let at = 0; at < flat.length; at += 2) if (flat[at] === name) return at;
    return -1;
  }
}

/** A part of an XML file, in bytes from the start of the file. */
export interface XmlSpan {
  start: number;
  /** Byte after the last one. */
  end: number;
  /** Line of the start, from 1. */
  line: number;
  /** Column of the start in bytes, from 1. */
  column: number;
}

/** An XML element with everything in it. */
export interface XmlElement {
  name: string;
  attributes: XmlAttributes;
  children: XmlElement[];
  /** Text between the tags; absent if there is none but white space. */
  text?: string;
  /** Place in the file; absent for an element that was made. */
  span?: XmlSpan;
}

/** Makes an element from values, in the order given. Leaves out attributes that are undefined. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  children: XmlElement[] = [],
): XmlElement {
  const entries = Object.entries(attributes).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return { name, attributes: new XmlAttributes(entries), children };
}
