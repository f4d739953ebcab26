/** Characters that XML allows in no form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Attributes in order; those that are undefined are left out. */
export type NmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** Formats a start tag. */
export function nmlTag(name: string, attributes: NmlAttributes = {}): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  );
  return `<${name}${written.join('')}>`;
}

/** Formats an element. Traktor never closes a tag in itself. */
export function nmlElement(name: string, attributes: NmlAttributes = {}, content = ''): string {
  return `${nmlTag(name, attributes)}${content}</${name}>\n`;
}

/** Formats a number as Traktor does. */
export function nmlNumber(value: number): string {
  return value.toFixed(6);
}

function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '')
    .replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character]);
}
