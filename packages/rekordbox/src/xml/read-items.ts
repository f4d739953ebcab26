import { loadTokenizer, type XmlHandler } from './tokenizer.ts';
import { XmlAttributes, type XmlElement, type XmlSpan } from './xml-element.ts';
import { XML_LIMITS, type XmlLimits } from './xml-limits.ts';
import { readSource, sourceName, type XmlSource } from './xml-source.ts';

/**
 * A piece of an XML document, in the order of the file. A container, such as the collection, arrives as `open`, its
 * content and `close`; everything else arrives whole.
 */
export type XmlItem =
  | { type: 'open'; name: string; attributes: XmlAttributes; span: XmlSpan; parents: readonly XmlParent[] }
  | { type: 'element'; element: XmlElement; parents: readonly XmlParent[] }
  | { type: 'close'; name: string; end: number; count: number; opened: XmlSpan };

/** A container around an item, the outermost first. */
export interface XmlParent {
  name: string;
  attributes: XmlAttributes;
}

/** Options of `readXmlItems`. */
export interface XmlReadOptions {
  limits?: Partial<XmlLimits>;
  signal?: AbortSignal;
}

/** Decides if an element is a container, whose content arrives piece by piece. */
export type ContainerTest = (name: string, attributes: XmlAttributes, parents: readonly XmlParent[]) => boolean;

/**
 * Takes an element inside an item as it is read, so that it need not be built. Returns false to have it built.
 *
 * @param flat Names and values of the attributes in turn.
 */
export type TakeElement = (parent: XmlElement, name: string, flat: readonly string[], line: number) => boolean;

interface OpenContainer {
  name: string;
  span: XmlSpan;
  count: number;
}

/**
 * Reads an XML document in pieces, at bounded memory.
 *
 * @throws {XmlError} with line and column, if the document is malformed, incomplete or beyond a limit.
 */
export async function* readXmlItems(
  source: XmlSource,
  isContainer: ContainerTest,
  options: XmlReadOptions = {},
): AsyncGenerator<XmlItem> {
  for await (const items of readXmlBatches(source, isContainer, options)) yield* items;
}

/** Reads like {@link readXmlItems}, but yields all items of a piece of the file at once. */
export async function* readXmlBatches(
  source: XmlSource,
  isContainer: ContainerTest,
  { limits, signal }: XmlReadOptions = {},
  take?: TakeElement,
): AsyncGenerator<XmlItem[]> {
  const all = { ...XML_LIMITS, ...limits };
  const create = await loadTokenizer();
  const builder = new ItemBuilder(isContainer, all, take);
  const tokenizer = create(sourceName(source), builder, all);
  builder.fail = (problem) => tokenizer.fail(problem);
  for await (const chunk of readSource(source)) {
    signal?.throwIfAborted();
    tokenizer.write(chunk);
    yield builder.take();
  }
  tokenizer.end();
  yield builder.take();
}

/** Builds items from tags. */
class ItemBuilder implements XmlHandler {
  readonly #isContainer: ContainerTest;
  readonly #limits: XmlLimits;
  #items: XmlItem[] = [];
  /** Replaced, not changed, so that an item can keep its own. */
  #parents: readonly XmlParent[] = [];
  readonly #containers: OpenContainer[] = [];
  /** Elements around the current place, inside the current item; null for one that was taken. */
  readonly #stack: (XmlElement | null)[] = [];
  readonly #take?: TakeElement;
  #elements = 0;
  fail: (problem: string) => never = (problem) => {
    throw new Error(problem);
  };

  constructor(isContainer: ContainerTest, limits: XmlLimits, take?: TakeElement) {
    this.#isContainer = isContainer;
    this.#limits = limits;
    this.#take = take;
  }

  take(): XmlItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  open(name: string, flat: string[], start: number, end: number, line: number, column: number): void {
    if (this.#stack.length > 0) {
      this.#openInside(name, flat, start, end, line, column);
      return;
    }
    const attributes = XmlAttributes.ofFlat(flat);
    const span = { start, end, line, column };
    const container = this.#containers.at(-1);
    if (container) container.count++;
    if (!this.#isContainer(name, attributes, this.#parents)) {
      this.#elements = 1;
      this.#stack.push({ name, attributes, children: [], span });
      return;
    }
    this.#items.push({ type: 'open', name, attributes, span, parents: this.#parents });
    this.#parents = [...this.#parents, { name, attributes }];
    this.#containers.push({ name, span, count: 0 });
  }

  close(name: string, end: number): void {
    const element = this.#stack.pop();
    if (element !== undefined) {
      if (element === null) return;
      if (element.span) element.span.end = end;
      if (this.#stack.length === 0) this.#items.push({ type: 'element', element, parents: this.#parents });
      return;
    }
    const container = this.#containers.pop();
    if (!container) return;
    this.#parents = this.#parents.slice(0, -1);
    this.#items.push({ type: 'close', name, end, count: container.count, opened: container.span });
  }

  text(text: string): void {
    const element = this.#stack.at(-1);
    if (element) element.text = (element.text ?? '') + text;
  }

  #openInside(name: string, flat: string[], start: number, end: number, line: number, column: number): void {
    if (++this.#elements > this.#limits.itemElements) {
      this.fail(`<${this.#stack[0]?.name}> holds more than ${this.#limits.itemElements} elements`);
    }
    const parent = this.#stack.at(-1) ?? null;
    if (parent === null || this.#take?.(parent, name, flat, line)) {
      this.#stack.push(null);
      return;
    }
    const span = { start, end, line, column };
    const element: XmlElement = { name, attributes: XmlAttributes.ofFlat(flat), children: [], span };
    parent.children.push(element);
    this.#stack.push(element);
  }
}
