import type { XmlReadOptions } from './read-items.ts';
import { readRekordboxItems } from './rekordbox-items.ts';
import type { XmlSource } from './xml-source.ts';
import { XmlWriter, type XmlWriterOptions } from './xml-writer.ts';

const PIECE_CHARACTERS = 64 * 1024;

/**
 * Writes a Rekordbox XML file again from its parsed values alone, and returns the text in pieces. A file that
 * Rekordbox wrote comes out with the same bytes. Comments and the layout of other programs are lost.
 */
export async function* textFromValues(
  source: XmlSource,
  options: XmlReadOptions & XmlWriterOptions = {},
): AsyncGenerator<string> {
  const writer = new XmlWriter(options);
  for await (const item of readRekordboxItems(source, options)) {
    if (item.type === 'open') writer.open(item.name, item.attributes);
    else if (item.type === 'element') writer.element(item.element);
    else writer.close();
    if (writer.waiting > PIECE_CHARACTERS) yield writer.take();
  }
  yield writer.take();
}
