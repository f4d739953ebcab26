export type { XmlEdits } from './edit-plan.ts';
export { editedBytes, editRekordboxXml } from './edit-rekordbox-xml.ts';
export type { ContainerTest, XmlItem, XmlParent, XmlReadOptions } from './read-items.ts';
export { readXmlItems } from './read-items.ts';
export { readRekordboxXml } from './read-rekordbox-xml.ts';
export { readRekordboxItems } from './rekordbox-items.ts';
export { textFromValues } from './rewrite-from-values.ts';
export {
  REWRITE_XML_RULES,
  type RewriteXmlOptions,
  type RewrittenXml,
  rewriteRekordboxXml,
} from './rewrite-rekordbox-xml.ts';
export { requireOtherFile } from './same-file.ts';
export { readTrack } from './track-values.ts';
export {
  folderNode,
  playlistNode,
  type RekordboxXml,
  rekordboxXmlText,
  writeRekordboxXml,
  type XmlProduct,
} from './write-rekordbox-xml.ts';
export { XmlAttributes, type XmlElement, type XmlSpan, xmlElement } from './xml-element.ts';
export { XmlError } from './xml-error.ts';
export { isUnwritable, type LineEnd } from './xml-layout.ts';
export type { XmlSource } from './xml-source.ts';
export { XmlWriter, type XmlWriterOptions } from './xml-writer.ts';
