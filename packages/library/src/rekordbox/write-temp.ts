import { replaceFile } from '@rbassist/core';
import type { XmlElement } from '@rbassist/rekordbox';

const ESC: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const el = (e: XmlElement, depth: number): string => {
  const pad = ' '.repeat(depth * 2);
  let out = `${pad}<${e.name}`;
  let used = 0;
  for (const [n, v] of e.attributes) {
    const a = ` ${n}="${v.replace(/[&<>"']/g, (c) => ESC[c])}"`;
    if (used > 60) {
      out += `\r\n${' '.repeat(depth * 2 + e.name.length + 1)}`;
      used = 0;
    }
    out += a;
    used += Buffer.byteLength(a);
  }
  if (e.children.length === 0) return `${out}/>\r\n`;
  return `${out}>\r\n${e.children.map((c) => el(c, depth + 1)).join('')}${pad}</${e.name}>\r\n`;
};

export async function writeRekordboxXml(
  path: string,
  {
    product,
    entries,
    tracks,
    root,
  }: { product: Record<string, string>; entries: number; tracks: AsyncIterable<XmlElement>; root: XmlElement },
): Promise<void> {
  const pieces = async function* () {
    yield `<?xml version="1.0" encoding="UTF-8"?>\r\n\r\n<DJ_PLAYLISTS Version="1.0.0">\r\n  <PRODUCT ${Object.entries(
      product,
    )
      .map(([k, v]) => `${k}="${v}"`)
      .join(' ')}/>\r\n  <COLLECTION Entries="${entries}">\r\n`;
    for await (const t of tracks) yield el(t, 2);
    yield `  </COLLECTION>\r\n  <PLAYLISTS>\r\n${el(root, 2)}  </PLAYLISTS>\r\n</DJ_PLAYLISTS>\r\n`;
  };
  await replaceFile(path, pieces());
}
