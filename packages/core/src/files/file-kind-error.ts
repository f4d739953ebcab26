/** Problem of a path that names no file of the expected kind. `EISDIR` is the system's own code for a folder. */
type FileKindCode = 'EISDIR' | 'ENOTREGULAR' | 'ETOOLARGE' | 'EDANGLING';

/** A path names something that rbassist does not read or replace. Its `code` stands beside those of system errors. */
export class FileKindError extends Error {
  readonly code: FileKindCode;
  readonly path: string;

  /** @param problem Follows the path in the message. */
  constructor(code: FileKindCode, path: string, problem: string) {
    super(`${path} ${problem}`);
    this.name = new.target.name;
    this.code = code;
    this.path = path;
  }
}
