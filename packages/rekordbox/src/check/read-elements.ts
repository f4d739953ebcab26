import { loadTokenizer } from '../xml/tokenizer.ts';
import { XmlAttributes } from '../xml/xml-element.ts';
import { XML_LIMITS } from '../xml/xml-limits.ts';
import { readSource } from '../xml/xml-source.ts';
import type { CheckedElement } from './check-element.ts';

/** Receives the elements of a file. */
export interface ElementHandler {
  open(element: CheckedElement): void;
  close(): void;
  /** A byte order mark before the first element. */
  byteOrderMark(): void;
}

/**
 * Passes the elements of a file to a handler, and yields after each piece of the file.
 *
 * @throws {XmlError} for a file that is not XML; the system's error.
 */
export async function* readElements(file: string, handler: ElementHandler, signal?: AbortSignal): AsyncGenerator<void> {
  const create = await loadTokenizer();
  const tag = () => tokenizer.tag();
  const tokenizer = create(
    file,
    {
      open: (name, flat, _start, _end, line, column) =>
        handler.open({ name, attributes: XmlAttributes.ofFlat(flat), line, column, tag }),
      close: () => handler.close(),
    },
    XML_LIMITS,
  );
  let isFirst = true;
  for await (const chunk of readSource(file)) {
    signal?.throwIfAborted();
    if (isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) handler.byteOrderMark();
    isFirst = false;
    tokenizer.write(chunk);
    yield;
  }
  tokenizer.end();
}
