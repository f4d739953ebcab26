import { type Document, isScalar, type LineCounter, type Node, parseDocument, type Scalar } from 'yaml';

/** A YAML file that can't be used, with the line of the problem. */
export class YamlTextError extends Error {
  readonly line?: number;

  constructor(message: string, line?: number) {
    super(message);
    if (line !== undefined) this.line = line;
  }
}

/**
 * Parses YAML as the Python rbassist does: version 1.1, and the last of equal keys.
 *
 * @throws {YamlTextError} if it is not valid.
 */
export function parsePythonYaml(text: string, lineCounter: LineCounter): Document {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, lineCounter, merge: false });
  const problem = yamlProblem(document);
  if (problem) throw problem;
  return document;
}

/** Returns the first problem of a document, without the place in its message. */
export function yamlProblem({ errors: [error] }: Pick<Document, 'errors'>): YamlTextError | undefined {
  return error && new YamlTextError(error.message.replace(/ at line \d+[\s\S]*$/, ''), error.linePos?.[0].line);
}

/** Returns true for no value or null. */
export function isEmptyNode(node: Node | null | undefined): boolean {
  return node == null || (isScalar(node) && node.value === null);
}

/** Returns the text as its owner wrote it: YAML 1.1 takes "On" for true, 12:30 for a number, 2024-01-01 for a time. */
export function scalarText({ type, source, value }: Scalar): string {
  return type === 'PLAIN' && source !== undefined ? source : String(value);
}
