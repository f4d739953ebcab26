/** A path taken apart: what cannot be gone above, the names below it, and the separator that belongs to it. */
interface PathParts {
  /** `C:\`, `\\server\share\`, `/`; empty for a relative path. */
  root: string;
  names: string[];
  separator: '\\' | '/';
}

const DRIVE = /^[a-z]:(?=[\\/]|$)/i;
/** Windows takes what follows as it stands: no `..`, no limit of 260 characters. */
const VERBATIM = /^[\\/]{2}[?.][\\/]/;
const VERBATIM_UNC = /^[\\/]{2}[?.][\\/]UNC[\\/]/i;
/** What begins with two separators is a share; paths of POSIX systems are stored without such doubling. */
const SHARE = /^[\\/]{2}[^\\/?.][^\\/]*/;

/**
 * The one way to write a path, whichever program wrote it: `.` and `..` followed, separators single and those of its system, none at the
 * end, a Windows drive in capitals, and no `\\?\` that is not needed. Windows is told from other systems by the path alone, so that libraries can be
 * read anywhere. Letters stay as they are: neither case nor Unicode form changes.
 *
 * @returns e.g. `C:\Music\a.mp3` for `\\?\c:\Music\.\a.mp3`, `C:/Music/a.mp3` and `c:\Music\b\..\a.mp3`.
 */
export function normalPath(path: string): string {
  const { root, names, separator } = partsOf(path);
  return root + names.join(separator) || '.';
}

/**
 * What paths of one file have in common on systems that do not tell small letters from capitals, nor composed letters from decomposed ones. For
 * comparing alone: two files of a system that does tell them apart may share it, and it is no path that could be opened.
 */
export function pathKey(path: string): string {
  return foldCase(formKey(path));
}

/** How a path was found: as it stands, written another way, or only when case is ignored. */
export type PathMatch = { path: string; by: 'exact' | 'form' | 'case' };

/**
 * Prepares finding the path that a library knows a file by.
 *
 * @param known The paths of its records.
 * @returns a function that gives the known path a wanted one means: the same text first, then another form of it (see {@link normalPath}; composed
 *   or decomposed letters), then another case. Undefined where there is none, or where two fit equally well, since a guess could give one track
 *   the cues of another.
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

/** Null marks what several paths share. */
function addUnique(paths: Map<string, string | null>, key: string, path: string): void {
  paths.set(key, paths.has(key) ? null : path);
}

/** Equal for all ways to write one path, case apart. */
function formKey(path: string): string {
  return normalPath(path).normalize('NFC');
}

/** Lower case may decompose a letter, e.g. the Turkish dotted capital I. */
function foldCase(key: string): string {
  return key.toLowerCase().normalize('NFC');
}

function partsOf(path: string): PathParts {
  const verbatim = VERBATIM_UNC.exec(path) ?? VERBATIM.exec(path);
  if (verbatim) {
    const isShare = VERBATIM_UNC.test(path);
    const rest = path.slice(verbatim[0].length);
    // names that Windows would change are real ones here, and cannot be reached without the prefix
    if (rest.split(/[\\/]/).some((name) => name !== windowsName(name) || name === '.' || name === '..')) {
      return { root: '\\\\?\\', names: (isShare ? `UNC\\${rest}` : rest).split(/[\\/]/), separator: '\\' };
    }
    return isShare ? windowsParts(`\\\\${rest}`) : DRIVE.test(rest) ? windowsParts(rest) : windowsParts(path);
  }
  if (DRIVE.test(path) || SHARE.test(path)) return windowsParts(path);
  const root = path.startsWith('/') ? '/' : '';
  return { root, names: follow(path.split('/'), root !== ''), separator: '/' };
}

function windowsParts(path: string): PathParts {
  const names = path.split(/[\\/]+/);
  if (DRIVE.test(path)) {
    const [drive, ...below] = names;
    return { root: `${drive.toUpperCase()}\\`, names: follow(below, true).map(windowsName), separator: '\\' };
  }
  const [, server = '', share = '', ...below] = names;
  return { root: `\\\\${server}\\${share}\\`, names: follow(below, true).map(windowsName), separator: '\\' };
}

/** Windows drops dots and blanks at the end of a name. */
function windowsName(name: string): string {
  return name === '.' || name === '..' ? name : name.replace(/[. ]+$/, '');
}

/** Walks the names: nothing is above a root, and a relative path may begin with `..`. */
function follow(names: readonly string[], rooted: boolean): string[] {
  const walked: string[] = [];
  for (const name of names) {
    if (name === '' || name === '.') continue;
    if (name !== '..') walked.push(name);
    else if (walked.length > 0 && walked.at(-1) !== '..') walked.pop();
    else if (!rooted) walked.push('..');
  }
  return walked;
}
