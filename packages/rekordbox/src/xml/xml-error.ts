import { type ErrorDetails, RbassistError } from '@rbassist/core';

/** An XML file that can't be read, with the place of the problem. Code `xml`. */
export class XmlError extends RbassistError {
  declare readonly path: string;
  /** Line from 1; absent if the whole file is meant. */
  readonly line?: number;
  /** Column in bytes, from 1. */
  readonly column?: number;

  constructor(path: string, problem: string, details: ErrorDetails & { line?: number; column?: number } = {}) {
    const { line, column, ...rest } = details;
    const place = line === undefined ? '' : `, line ${line}${column === undefined ? '' : `, column ${column}`}`;
    super('xml', `${path}${place}: ${problem}`, { ...rest, path });
    if (line !== undefined) this.line = line;
    if (column !== undefined) this.column = column;
  }
}
