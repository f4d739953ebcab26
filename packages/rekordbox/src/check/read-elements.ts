import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import type { CheckedElement } from './check-element.ts';

export type ElementEvent =
  | { type: 'open'; element: CheckedElement }
  | { type: 'close' }
  | { type: 'declaration'; encoding: string | undefined }
  | { type: 'problem'; line: number; column: number; message: string };

/** Reads a file's elements, chunk by chunk. TEMPORARY until the codec's tokenizer. */
export async function* readElements(file: string, signal?: AbortSignal): AsyncGenerator<ElementEvent[]> {
  const parser = new SaxesParser();
  let events: ElementEvent[] = [];
  let window = '';
  let windowStart = 0;
  let start = 0;
  let failed = false;
  parser.on('error', (error) => {
    if (failed) return;
    failed = true;
    events.push({ type: 'problem', line: parser.line, column: parser.columnIndex + 1, message: error.message });
  });
  parser.on('xmldecl', ({ encoding }) => void events.push({ type: 'declaration', encoding }));
  parser.on('opentagstart', ({ name }) => {
    start = parser.position - name.length - 2;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (failed) return;
    const source = window.slice(start - windowStart, parser.position - windowStart);
    const newlines = source.split('\n').length - 1;
    const lineStart = window.lastIndexOf('\n', start - windowStart - 1) + 1 + windowStart;
    const values = new Map(Object.entries(attributes).map(([key, value]) => [key, utf8(value)]));
    events.push({
      type: 'open',
      element: { name, values, source: utf8(source), line: parser.line - newlines, column: start - lineStart + 1 },
    });
  });
  parser.on('closetag', () => void (failed || events.push({ type: 'close' })));
  for await (const chunk of createReadStream(file, { signal })) {
    const text = (chunk as Buffer).toString('latin1');
    window += text;
    parser.write(text);
    if (events.length > 0) yield events;
    if (failed) return;
    events = [];
    const keep = Math.max(0, window.lastIndexOf('\n', Math.max(0, start - windowStart)));
    window = window.slice(keep);
    windowStart += keep;
  }
  parser.close();
  if (events.length > 0) yield events;
}

function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}
