import { describe, expect, it } from 'vitest';
import { findPath, normalPath, pathKey } from './path-key.ts';

const COMPOSED = 'Beyonc\u00e9';
const DECOMPOSED = 'Beyonce\u0301';

describe('normalPath', () => {
  it.each([
    ['C:\\Music\\a.mp3', 'C:\\Music\\a.mp3'],
    ['c:\\Music\\a.mp3', 'C:\\Music\\a.mp3'],
    ['C:/Music/a.mp3', 'C:\\Music\\a.mp3'],
    ['C:\\Music\\\\b\\..\\.\\a.mp3', 'C:\\Music\\a.mp3'],
    ['\\\\?\\c:\\Music\\a.mp3', 'C:\\Music\\a.mp3'],
    ['//?/C:/Music/a.mp3', 'C:\\Music\\a.mp3'],
    ['\\\\.\\C:\\Music\\a.mp3', 'C:\\Music\\a.mp3'],
    ['C:\\..\\..\\a.mp3', 'C:\\a.mp3'],
    ['c:', 'C:\\'],
    ['C:\\', 'C:\\'],
    ['C:\\Music\\', 'C:\\Music'],
    ['C:\\Mixes. \\a.mp3.', 'C:\\Mixes\\a.mp3'],
    ['C:\\...And Justice\\a.mp3', 'C:\\...And Justice\\a.mp3'],
  ])('writes the drive path %s as %s', (path, normal) => {
    expect(normalPath(path)).toBe(normal);
    expect(normalPath(normal)).toBe(normal);
  });

  it.each([
    ['\\\\nas\\music\\a.mp3', '\\\\nas\\music\\a.mp3'],
    ['//nas/music/a.mp3', '\\\\nas\\music\\a.mp3'],
    ['\\\\?\\UNC\\nas\\music\\a.mp3', '\\\\nas\\music\\a.mp3'],
    ['\\\\nas\\music\\..\\..\\a.mp3', '\\\\nas\\music\\a.mp3'],
    ['\\\\nas\\music', '\\\\nas\\music\\'],
  ])('writes the share %s as %s', (path, normal) => {
    expect(normalPath(path)).toBe(normal);
    expect(normalPath(normal)).toBe(normal);
  });

  it.each([
    ['/music/a.mp3', '/music/a.mp3'],
    ['/music//b/./../a.mp3', '/music/a.mp3'],
    ['/music/', '/music'],
    ['/../..', '/'],
    ['/', '/'],
    ['/music/back\\slash. ', '/music/back\\slash. '],
    ['a.mp3', 'a.mp3'],
    ['./b/../a.mp3', 'a.mp3'],
    ['../../a.mp3', '../../a.mp3'],
    ['', '.'],
    [`/music/${DECOMPOSED}.mp3`, `/music/${DECOMPOSED}.mp3`],
  ])('writes the path %j of other systems as %j', (path, normal) => {
    expect(normalPath(path)).toBe(normal);
    expect(normalPath(normal)).toBe(normal);
  });

  it('keeps the prefix for a name that Windows would change', () => {
    for (const path of ['\\\\?\\C:\\Music\\a.', '\\\\?\\C:\\Music\\..\\a', '\\\\?\\UNC\\nas\\music\\a ']) {
      expect(normalPath(path)).toBe(path);
      expect(pathKey(path)).not.toBe(pathKey(path.replace('\\\\?\\', '')));
    }
  });

  it('accepts very long paths', () => {
    const long = Array.from({ length: 40 }, (_, i) => `folder ${i}`).join('\\');
    expect(long.length).toBeGreaterThan(260);
    expect(normalPath(`\\\\?\\c:\\${long}\\a.mp3`)).toBe(`C:\\${long}\\a.mp3`);
  });
});

describe('pathKey', () => {
  it('is equal for all cases and Unicode forms', () => {
    const keys = [`C:\\Music\\${COMPOSED}.MP3`, `c:/music/${DECOMPOSED}.mp3`, `\\\\?\\C:\\MUSIC\\${COMPOSED}.mp3`];
    expect(new Set(keys.map(pathKey)).size).toBe(1);
    expect(pathKey('/Müsik/İ.mp3')).toBe(pathKey('/MÜSIK/i̇.mp3'));
  });

  it('differs for other systems and names', () => {
    const paths = ['C:\\a', 'D:\\a', '/C:/a', '/a', 'a', '\\\\c\\a', '/a/b', '/a\\b'];
    expect(new Set(paths.map(pathKey)).size).toBe(paths.length);
  });
});

describe('findPath', () => {
  it('tries the same text, then another form, then another case', () => {
    const find = findPath(['C:\\Music\\A.mp3', 'C:\\Music\\b.mp3', `/music/${DECOMPOSED}.mp3`]);
    expect(find('C:\\Music\\A.mp3')).toEqual({ path: 'C:\\Music\\A.mp3', by: 'exact' });
    expect(find('c:/Music/A.mp3')).toEqual({ path: 'C:\\Music\\A.mp3', by: 'form' });
    expect(find('c:/music/a.MP3')).toEqual({ path: 'C:\\Music\\A.mp3', by: 'case' });
    expect(find(`/music/${COMPOSED}.mp3`)).toEqual({ path: `/music/${DECOMPOSED}.mp3`, by: 'form' });
    expect(find('/music/none.mp3')).toBeUndefined();
  });

  it('returns undefined if two paths match', () => {
    const find = findPath(['/music/A.mp3', '/music/a.mp3', '/music/é.mp3', '/music/e\u0301.mp3', '/music/a.mp3']);
    expect(find('/music/a.mp3')).toEqual({ path: '/music/a.mp3', by: 'exact' });
    expect(find('/music/./A.mp3')).toEqual({ path: '/music/A.mp3', by: 'form' });
    expect(find('/MUSIC/A.mp3')).toBeUndefined();
    expect(find('/music//é.mp3')).toBeUndefined();
  });

  it('finds nothing in an empty list', () => {
    expect(findPath([])('/a')).toBeUndefined();
  });
});
