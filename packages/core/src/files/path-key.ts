/** A path split into its root, the names below it, and its separator. */
interface PathParts {
  /** `C:\`, `\\server\share\`, `/`; empty for a relative path. */
  root: string;
  names: string[];
  separator: '\\' | '/';
}

const DRIVE = /^[a-z]:(?=[\\/]|$)/i;
/** Windows does not interpret what follows: it has no `..` and no limit of 260 characters. */
const VERBATIM = /^[\\/]{2}[?.][\\/]/;
const VERBATIM_UNC = /^[\\/]{2}[?.][\\/]UNC[\\/]/i;
/** Two separators begin a share; stored POSIX paths never begin so. */
const SHARE = /^[\\/]{2}[^\\/?.][^\\/]*/;

/**
 * Writes a path in the one normal way: `.` and `..` resolved, single separators of the path's own system, none at the
 * end, a Windows drive in capitals, and no `\\?\` that is not needed. The path alone tells its system, so that a
 * library can be read on any machine. Case and Unicode form stay as they are.
 *
 * @returns e.g. `C:\Music\a.mp3` for `\\?\c:\Music\.\a.mp3`, `C:/Music/a.mp3` and `c:\Music\b\..\a.mp3`.
 */
export function normalPath(path: string): string {
  const { root, names, separator } = partsOf(path);
  return root + names.join(separator) || '.';
}

/**
 * Returns a key that is equal for all spellings of a path, also in another case or Unicode form. Use it to compare
 * paths only: you can't open it, and two files may share it on a system that tells their names apart.
 */
export function pathKey(path: string): string {
  return foldCase(formKey(path));
}

/** A path that was found: `exact` as written, in another `form`, or in another `case`. */
export type PathMatch = { path: string; by: 'exact' | 'form' | 'case' };

/**
 * Prepares a search for the path under which a library knows a file.
 *
 * @param known Paths of the library's records.
 * @returns a function that finds the known path for any spelling: the same text first, then another form
 *   (see {@link normalPath}; composed or decomposed letters), then another case. It returns undefined if there is none,
 *   or if two fit equally well: a guess could give one track the cues of another.
 */
export function findPath(known: Iterable<string>): (wanted: string) => PathMatch | undefined {
  const exact = new Set<string>();
  const byForm = new Map<string, string | null>();
  const byCase = new Map<string, string | null>();
  for (const path of known) {
    if (exact.has(path)) continue;
    exact.add(path);
    const form = formKey(path);
    addUnique(byForm, form, path);
    addUnique(byCase, foldCase(form), path);
  }
  return (wanted) => {
    if (exact.has(wanted)) return { path: wanted, by: 'exact' };
    const form = formKey(wanted);
    const sameForm = byForm.get(form);
    if (sameForm !== undefined) return sameForm === null ? undefined : { path: sameForm, by: 'form' };
    const sameCase = byCase.get(foldCase(form));
    return sameCase == null ? undefined : { path: sameCase, by: 'case' };
  };
}

/** Adds a path; null marks a key that several paths share. */
function addUnique(paths: Map<string, string | null>, key: string, path: string): void {
  paths.set(key, paths.has(key) ? null : path);
}

/** Key that is equal for all spellings of a path in one case. */
function formKey(path: string): string {
  return normalPath(path).normalize('NFC');
}

/** Normalises after lowering, because lower case may decompose a letter, e.g. the Turkish dotted capital I. */
function foldCase(key: string): string {
  return key.toLowerCase().normalize('NFC');
}

function partsOf(path: string): PathParts {
  const verbatim = VERBATIM_UNC.exec(path) ?? VERBATIM.exec(path);
  if (verbatim) {
    const isShare = VERBATIM_UNC.test(path);
    const rest = path.slice(verbatim[0].length);
    // only the prefix reaches a name that Windows would otherwise change
    if (rest.split(/[\\/]/).some((name) => name !== windowsName(name) || name === '.' || name === '..')) {
      return { root: '\\\\?\\', names: (isShare ? `UNC\\${rest}` : rest).split(/[\\/]/), separator: '\\' };
    }
    return isShare ? windowsParts(`\\\\${rest}`) : DRIVE.test(rest) ? windowsParts(rest) : windowsParts(path);
  }
  if (DRIVE.test(path) || SHARE.test(path)) return windowsParts(path);
  const root = path.startsWith('/') ? '/' : '';
  return { root, names: resolveDots(path.split('/'), root !== ''), separator: '/' };
}

function windowsParts(path: string): PathParts {
  const names = path.split(/[\\/]+/);
  if (DRIVE.test(path)) {
    const [drive, ...below] = names;
    return { root: `${drive.toUpperCase()}\\`, names: resolveDots(below, true).map(windowsName), separator: '\\' };
  }
  const [, server = '', share = '', ...below] = names;
  return { root: `\\\\${server}\\${share}\\`, names: resolveDots(below, true).map(windowsName), separator: '\\' };
}

/** Drops dots and blanks at the end of a name, as Windows does. */
function windowsName(name: string): string {
  return name === '.' || name === '..' ? name : name.replace(/[. ]+$/, '');
}

/** Resolves `.` and `..`. Nothing is above a root; a relative path may begin with `..`. */
function resolveDots(names: readonly string[], rooted: boolean): string[] {
  const walked: string[] = [];
  for (const name of names) {
    if (name === '' || name === '.') continue;
    if (name !== '..') walked.push(name);
    else if (walked.length > 0 && walked.at(-1) !== '..') walked.pop();
    else if (!rooted) walked.push('..');
  }
  return walked;
}
