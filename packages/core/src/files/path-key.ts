interface PathParts {
  /** `C:\`, `\\server\share\`, `/`; empty for a relative path. */
  root: string;
  names: string[];
  separator: '\\' | '/';
}

const DRIVE = /^[a-z]:(?=[\\/]|$)/i;
/** Prefix of a path that Windows does not interpret: `..` is a name, and there is no limit of 260 characters. */
const VERBATIM = /^[\\/]{2}[?.][\\/]/;
const VERBATIM_UNC = /^[\\/]{2}[?.][\\/]UNC[\\/]/i;
/** A Windows share begins with two separators; stored POSIX paths never do. */
const SHARE = /^[\\/]{2}[^\\/?.][^\\/]*/;

/**
 * Normalises a path: resolves `.` and `..`, uses single separators of the path's own system, removes one at the end,
 * writes a Windows drive in upper case, and removes an unnecessary `\\?\`. Works for paths of any system on any
 * machine. Does not change case or Unicode form.
 *
 * @returns e.g. `C:\Music\a.mp3` for `\\?\c:\Music\.\a.mp3`, `C:/Music/a.mp3` and `c:\Music\b\..\a.mp3`.
 */
export function normalPath(path: string): string {
  const { root, names, separator } = partsOf(path);
  return root + names.join(separator) || '.';
}

/**
 * Returns a key that is equal for all spellings of a path, whatever their case or Unicode form. Use it only to compare
 * paths: you can't open it, and on a case-sensitive system two files may have the same key.
 */
export function pathKey(path: string): string {
  return foldCase(formKey(path));
}

/** A path that was found: `exact` as given, in another Unicode or path `form`, or in another `case`. */
export type PathMatch = { path: string; by: 'exact' | 'form' | 'case' };

/**
 * Returns a function that finds the known path for any spelling of a path. It tries the same text first, then another
 * form (see {@link normalPath}; composed or decomposed letters), then another case. It returns undefined if no path or
 * several paths match, because a wrong guess could give one track the cues of another.
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

/** Returns a key that is equal for all spellings of a path in the same case. */
function formKey(path: string): string {
  return normalPath(path).normalize('NFC');
}

/** Normalises last, because lower case may decompose a letter, e.g. the Turkish dotted capital I. */
function foldCase(key: string): string {
  return key.toLowerCase().normalize('NFC');
}

function partsOf(path: string): PathParts {
  const verbatim = VERBATIM_UNC.exec(path) ?? VERBATIM.exec(path);
  if (verbatim) {
    const isShare = VERBATIM_UNC.test(path);
    const rest = path.slice(verbatim[0].length);
    // without the prefix, Windows would change this name
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

/** Removes dots and spaces at the end of a name, as Windows does. */
function windowsName(name: string): string {
  return name === '.' || name === '..' ? name : name.replace(/(?<![. ])[. ]+$/, '');
}

/** Resolves `.` and `..`. Drops a `..` at the root; a relative path may begin with `..`. */
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
