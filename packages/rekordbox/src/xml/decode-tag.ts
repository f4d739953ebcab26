const ATTRIBUTE = /\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi;
/** Comments, processing instructions, CDATA sections and text. */
const MARKUP = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|([^<]+)/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes the entities that every XML file may use. Leaves others as written. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Turns bytes that were read as Latin-1 into the UTF-8 text that they are. */
export function utf8OfLatin1(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the range of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/**
 * Decodes the values of a start tag as UTF-8.
 *
 * @param flat Names and values in turn, as the parser decoded them from bytes read as Latin-1.
 * @param tag The tag's bytes, read as Latin-1.
 */
export function decodeValues(flat: readonly string[], tag: string): string[] {
  // a reference such as &#233; gives the same character as a byte, so the values no longer tell which it was
  if (tag.includes('&#')) return decodeTag(tag);
  return flat.map((text) => (ASCII.test(text) ? text : utf8OfLatin1(text)));
}

/**
 * Decodes the attributes of a well-formed start tag, given as bytes read as Latin-1, in the order of the file.
 *
 * @returns names and values in turn.
 */
function decodeTag(tag: string): string[] {
  const flat: string[] = [];
  for (const [, name, double, single] of utf8OfLatin1(tag).matchAll(ATTRIBUTE)) {
    // line breaks count as spaces, as the XML standard says
    flat.push(name, decodeEntities((double ?? single).replace(/\r\n|[\r\n\t]/g, ' ')));
  }
  return flat;
}

/** Decodes what stands between two tags, given as bytes read as Latin-1. Leaves out comments. */
export function decodeText(raw: string): string {
  let text = '';
  for (const [, cdata, plain = ''] of utf8OfLatin1(raw).matchAll(MARKUP)) {
    text += cdata ?? decodeEntities(plain).replaceAll('\r\n', '\n');
  }
  return text;
}
