type FileKindCode = 'EISDIR' | 'ENOTREGULAR' | 'ETOOLARGE' | 'EDANGLING';

/** The path names something that rbassist does not read or replace. Handle its `code` like a system error's. */
export class FileKindError extends Error {
  readonly code: FileKindCode;
  readonly path: string;

  constructor(code: FileKindCode, path: string, problem: string) {
    super(`${path} ${problem}`);
    this.name = new.target.name;
    this.code = code;
    this.path = path;
  }
}
