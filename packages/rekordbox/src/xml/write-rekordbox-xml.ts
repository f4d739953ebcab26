import { OptionError } from '@rbassist/core';
import { replaceUserFile } from '../model/replace-user-file.ts';
import { type XmlElement, xmlElement } from './xml-element.ts';
import { XmlWriter, type XmlWriterOptions } from './xml-writer.ts';

/** Program that a Rekordbox XML file names as its writer. */
export interface XmlProduct {
  name: string;
  version: string;
  company: string;
}

/** Content of a Rekordbox XML file to write. */
export interface RekordboxXml {
  product: XmlProduct;
  /** Number of tracks. It stands before them in the file. */
  trackCount: number;
  /** Elements TRACK, with their attributes in the order to write. */
  tracks: Iterable<XmlElement> | AsyncIterable<XmlElement>;
  /** Elements NODE of the top level, for example of `playlistTree`. */
  playlists?: readonly XmlElement[];
}

const PIECE_CHARACTERS = 64 * 1024;

/**
 * Writes a Rekordbox XML file in Rekordbox's own layout, and replaces the file atomically.
 *
 * @throws {OptionError} if the number of tracks differs from `trackCount`, a value can't stand in XML, or the file
 *   can't be written. The old file is then unchanged.
 */
export async function writeRekordboxXml(
  path: string,
  content: RekordboxXml,
  options: XmlWriterOptions = {},
): Promise<void> {
  await replaceUserFile(path, rekordboxXmlText(content, options));
}

/** Returns the text of a Rekordbox XML file, in pieces. */
export async function* rekordboxXmlText(
  { product, trackCount, tracks, playlists = [] }: RekordboxXml,
  options: XmlWriterOptions = {},
): AsyncGenerator<string> {
  const writer = new XmlWriter(options);
  writer.open('DJ_PLAYLISTS', xmlElement('', { Version: '1.0.0' }).attributes);
  writer.element(xmlElement('PRODUCT', { Name: product.name, Version: product.version, Company: product.company }));
  writer.open('COLLECTION', xmlElement('', { Entries: trackCount }).attributes);
  let count = 0;
  for await (const track of tracks) {
    writer.element(track);
    count++;
    if (writer.waiting > PIECE_CHARACTERS) yield writer.take();
  }
  if (count !== trackCount) throw new OptionError(`trackCount is ${trackCount}, but ${count} tracks came.`);
  writer.close();
  writer.open('PLAYLISTS', xmlElement('').attributes);
  writer.element(folderNode('ROOT', playlists, true));
  writer.close();
  writer.close();
  yield writer.take();
}

/** Returns a playlist as an element, whose tracks are named by TrackID. */
export function playlistNode(name: string, trackIds: readonly (string | number)[]): XmlElement {
  const entries = trackIds.map((id) => xmlElement('TRACK', { Key: id }));
  return xmlElement('NODE', { Name: name, Type: 1, KeyType: 0, Entries: trackIds.length }, entries);
}

/** Returns a folder of playlists and folders as an element. The root names its type first, as Rekordbox does. */
export function folderNode(name: string, children: readonly XmlElement[], isRoot = false): XmlElement {
  const attributes = isRoot
    ? { Type: 0, Name: name, Count: children.length }
    : { Name: name, Type: 0, Count: children.length };
  return xmlElement('NODE', attributes, [...children]);
}
