import { describe, expect, it } from 'vitest';
import { fileNameOf, folderNameOf, isNative, parentFolder, pathSystem } from './path-system.ts';

describe('paths of any system', () => {
  it.each([
    ['C:\\Music\\House\\a.mp3', 'windows', 'a.mp3', 'House'],
    ['c:/Music/a.mp3', 'windows', 'a.mp3', 'Music'],
    ['\\\\nas\\share\\a.mp3', 'windows', 'a.mp3', 'share'],
    ['/music/AC\\DC/a.mp3', 'posix', 'a.mp3', 'AC\\DC'],
    ['/a.mp3', 'posix', 'a.mp3', ''],
    ['a.mp3', 'none', 'a.mp3', ''],
    ['House/a.mp3', 'none', 'a.mp3', 'House'],
    ['', 'none', '', ''],
  ])('are recognised and split: %j', (path, system, name, folder) => {
    expect([pathSystem(path), fileNameOf(path), folderNameOf(path)]).toEqual([system, name, folder]);
  });

  it.each([
    ['C:\\Music\\House', 'C:\\Music'],
    ['c:/Music', 'C:\\'],
    ['C:\\', undefined],
    ['\\\\nas\\share\\House', '\\\\nas\\share\\'],
    ['\\\\nas\\share\\', undefined],
    ['/music/AC\\DC', '/music'],
    ['/music/../etc/', '/'],
    ['/', undefined],
    ['..', undefined],
    ['House/a', undefined],
  ])('have a folder above, or none: %j', (path, parent) => {
    expect(parentFolder(path)).toBe(parent);
  });

  it('belong to this machine or not', () => {
    expect([isNative('C:\\a.mp3', 'win32'), isNative('/a.mp3', 'win32')]).toEqual([true, false]);
    expect([isNative('C:\\a.mp3', 'darwin'), isNative('/a.mp3', 'linux')]).toEqual([false, true]);
    expect([isNative('a.mp3', 'linux'), isNative('a.mp3', 'win32')]).toEqual([false, false]);
  });
});
