import type { XmlAttributes } from '../xml/xml-element.ts';

/** Start of an element, with the place where it begins. */
export interface CheckedElement {
  name: string;
  attributes: XmlAttributes;
  /** Returns the bytes of the start tag, read as Latin-1. Only valid until the next element. */
  tag: () => string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** A track of the collection, with its children in the order of the file. */
export interface CheckedTrack extends CheckedElement {
  children: readonly CheckedElement[];
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const WHOLE = /^-?\d+$/;

/** Returns the number in an attribute: NaN for any other text, undefined if the attribute is missing or empty. */
export function decimalOf(element: CheckedElement, attribute: string): number | undefined {
  return numberIn(element, attribute, DECIMAL);
}

/** Returns the whole number in an attribute: NaN for any other text, undefined if it is missing or empty. */
export function wholeOf(element: CheckedElement, attribute: string): number | undefined {
  return numberIn(element, attribute, WHOLE);
}

function numberIn({ attributes }: CheckedElement, attribute: string, form: RegExp): number | undefined {
  const text = attributes.get(attribute);
  if (text === undefined || text === '') return undefined;
  return form.test(text) ? Number(text) : Number.NaN;
}

/** Returns an attribute as a message shows it: `Name "value"`, or `no Name`. */
export function shown({ attributes }: CheckedElement, attribute: string): string {
  const text = attributes.get(attribute);
  if (text === undefined) return `no ${attribute}`;
  return `${attribute} "${text.length > 80 ? `${text.slice(0, 79)}…` : text}"`;
}
