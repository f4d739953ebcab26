import { replaceUserFile } from '../model/replace-user-file.ts';
import { additionsTo, COUNT_ATTRIBUTES, type EditPlan, editedElement, planEdits, type XmlEdits } from './edit-plan.ts';
import type { XmlItem, XmlReadOptions } from './read-items.ts';
import { readRekordboxItems } from './rekordbox-items.ts';
import { requireOtherFile } from './same-file.ts';
import { SourceBytes } from './source-bytes.ts';
import type { XmlElement } from './xml-element.ts';
import { XmlError } from './xml-error.ts';
import { indentOf, type LineEnd, layOutElement, layOutTag } from './xml-layout.ts';
import { changedFile } from './xml-source.ts';
import { requireWritableElement } from './xml-writer.ts';

/**
 * Copies a Rekordbox XML file with changes. Bytes of everything that does not change are copied as they are; a changed
 * element is laid out as Rekordbox would. A count changes only if elements are added or removed.
 *
 * @param output Another file than `input`, also through links; replaced atomically if it exists.
 * @throws {OptionError} if both are one file or a value can't stand in XML; {@link XmlError} if the input is malformed;
 *   `OptionError` if a file can't be read or written. The output is then as it was.
 */
export async function editRekordboxXml(
  input: string,
  output: string,
  edits: XmlEdits = {},
  options: XmlReadOptions = {},
): Promise<void> {
  await requireOtherFile(input, output);
  await replaceUserFile(output, editedBytes(input, edits, options));
}

/** Returns the bytes of a Rekordbox XML file with changes, in pieces. */
export async function* editedBytes(
  input: string,
  edits: XmlEdits = {},
  options: XmlReadOptions = {},
): AsyncGenerator<Buffer> {
  await using source = await SourceBytes.open(input);
  const before = await source.state();
  const plan = await planEdits(readRekordboxItems(input, options), edits);
  requirePlaces(input, plan, edits);
  const editor = new Editor(source, plan, edits, await source.lineEnd());
  for await (const item of readRekordboxItems(input, options)) yield* editor.edit(item);
  yield* editor.rest(await source.size());
  if ((await source.state()) !== before) {
    throw changedFile(input);
  }
}

function requirePlaces(input: string, { collection, root }: EditPlan, { addTracks = [], addNodes = [] }: XmlEdits) {
  const remedies = [{ action: 'export-rekordbox-xml' }] as const;
  if (addTracks.length > 0 && collection === undefined)
    throw new XmlError(input, 'the file has no <COLLECTION>.', { remedies });
  if (addNodes.length > 0 && root === undefined)
    throw new XmlError(input, 'the file has no tree of playlists.', { remedies });
}

/** Writes one file with its changes. */
class Editor {
  readonly #source: SourceBytes;
  readonly #plan: EditPlan;
  readonly #edits: XmlEdits;
  readonly #lineEnd: LineEnd;
  /** Byte before which everything is written. */
  #written = 0;
  /** End of the last tag before the current item. */
  #previousEnd = 0;
  #depth = 0;

  constructor(source: SourceBytes, plan: EditPlan, edits: XmlEdits, lineEnd: LineEnd) {
    this.#source = source;
    this.#plan = plan;
    this.#edits = edits;
    this.#lineEnd = lineEnd;
  }

  async *edit(item: XmlItem): AsyncGenerator<Buffer> {
    if (item.type === 'open') yield* this.#open(item);
    else if (item.type === 'close') yield* this.#close(item);
    else yield* this.#element(item);
  }

  /** Writes the rest of the file. */
  async *rest(size: number): AsyncGenerator<Buffer> {
    yield* this.#copyTo(size);
  }

  async *#open({ name, attributes, span }: XmlItem & { type: 'open' }): AsyncGenerator<Buffer> {
    const change = this.#plan.counts.get(span.start);
    if (change) {
      yield* this.#copyTo(span.start);
      const counted = attributes.copy();
      const attribute = COUNT_ATTRIBUTES[name];
      if (attribute !== undefined) counted.set(attribute, String(change.count));
      yield Buffer.from(`${layOutTag(name, counted, this.#depth, this.#lineEnd)}>`);
      this.#written = span.end;
    }
    this.#previousEnd = span.end;
    this.#depth++;
  }

  async *#close({ name, end, opened }: XmlItem & { type: 'close' }): AsyncGenerator<Buffer> {
    this.#depth--;
    const added = additionsTo(opened.start, this.#plan, this.#edits);
    if (added.length > 0) {
      yield* this.#copyTo(this.#previousEnd);
      for (const element of added) yield this.#added(element);
    }
    if (this.#plan.counts.get(opened.start)?.isEmptyTag) {
      yield Buffer.from(`${this.#lineEnd}${indentOf(this.#depth)}</${name}>`);
    }
    this.#previousEnd = end;
  }

  async *#element(item: XmlItem & { type: 'element' }): AsyncGenerator<Buffer> {
    const { span } = item.element;
    if (!span) return;
    const edited = editedElement(item, this.#edits);
    if (edited === null) {
      yield* this.#copyTo(await this.#spaceBefore(span.start));
      this.#written = span.end;
    } else if (edited !== undefined) {
      requireWritableElement(edited);
      yield* this.#copyTo(span.start);
      yield Buffer.from(layOutElement(edited, this.#depth, this.#lineEnd));
      this.#written = span.end;
    }
    this.#previousEnd = span.end;
  }

  #added(element: XmlElement): Buffer {
    requireWritableElement(element);
    const text = layOutElement(element, this.#depth + 1, this.#lineEnd);
    return Buffer.from(this.#lineEnd + indentOf(this.#depth + 1) + text);
  }

  /** Start of the white space before an element, so that a removed element leaves no empty line. */
  async #spaceBefore(start: number): Promise<number> {
    const between = await this.#source.read(this.#previousEnd, start);
    return this.#previousEnd + between.toString('latin1').trimEnd().length;
  }

  async *#copyTo(end: number): AsyncGenerator<Buffer> {
    if (end > this.#written) yield* this.#source.range(this.#written, end);
    this.#written = Math.max(this.#written, end);
  }
}
