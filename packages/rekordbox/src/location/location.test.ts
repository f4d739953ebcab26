import { OptionError } from '@rbassist/core';
import { describe, expect, test } from 'vitest';
import { isStreamLocation, locationKey, locationOfPath, pathOfLocation } from './location.ts';

const posix = { platform: 'linux' } as const;
const windows = { platform: 'win32' } as const;

describe('Location of a path', () => {
  test.each([
    ['C:\\Music\\a.mp3', 'file://localhost/C:/Music/a.mp3'],
    ['/Users/dj/Music/a.mp3', 'file://localhost/Users/dj/Music/a.mp3'],
    ['/Volumes/DJ USB/a.mp3', 'file://localhost/Volumes/DJ%20USB/a.mp3'],
    [
      "C:\\a #1 & b's [x] 100% `{y}`.mp3",
      'file://localhost/C:/a%20#1%20%26%20b%27s%20%5bx%5d%20100%25%20%60%7by%7d%60.mp3',
    ],
    ['/m/(Original Mix), v1;=@_$!+.mp3', 'file://localhost/m/(Original%20Mix),%20v1;=@_$!+.mp3'],
    ['/m/Café 日本 🚀.mp3', 'file://localhost/m/Caf%c3%a9%20%e6%97%a5%e6%9c%ac%20%f0%9f%9a%80.mp3'],
    ['/m/Cafe\u0301.mp3', 'file://localhost/m/Cafe%cc%81.mp3'],
    ['/m/%26amp;.mp3', 'file://localhost/m/%2526amp;.mp3'],
    ['/m/"*<>?\\^|~.mp3', 'file://localhost/m/%22%2a%3c%3e%3f%5c%5e%7c%7e.mp3'],
    ['\\\\nas\\Share One\\a.flac', 'file://localhost//nas/Share%20One/a.flac'],
  ])('%s', (path, location) => {
    expect(locationOfPath(path)).toBe(location);
    expect(pathOfLocation(location, path.startsWith('\\') ? windows : posix)).toBe(path);
  });

  test.each(['', 'a.mp3', 'Music/a.mp3', '../a.mp3', 'C:a.mp3'])('refuses the relative path %j', (path) => {
    expect(() => locationOfPath(path)).toThrow(OptionError);
  });

  test('normalises separators and drives as the system would', () => {
    expect(locationOfPath('c:/Music//.\\a.mp3')).toBe('file://localhost/C:/Music/a.mp3');
    expect(locationOfPath('\\\\?\\C:\\Music\\a.mp3')).toBe('file://localhost/C:/Music/a.mp3');
  });
});

describe('path of a Location', () => {
  test.each([
    ['file:///C:/Music/a.mp3', 'C:\\Music\\a.mp3'],
    ['file://localhostC:/Music/a.mp3', 'C:\\Music\\a.mp3'],
    ['file://localhost/C%3A/Music/a.mp3', 'C:\\Music\\a.mp3'],
    ['file://localhost/c:/Music/a.mp3', 'C:\\Music\\a.mp3'],
    ['file:///Users/dj/a.mp3', '/Users/dj/a.mp3'],
    ['file://localhost//Users/dj/a.mp3', '/Users/dj/a.mp3'],
    ['file://localhost/m/Über den Wolken.mp3', '/m/Über den Wolken.mp3'],
    ['file://localhost/m/Caf%C3%A9.mp3', '/m/Café.mp3'],
    ['file://localhost/m/a#b?c.mp3', '/m/a#b?c.mp3'],
    ['file://localhost/m/100%.mp3', '/m/100%.mp3'],
    ['file://localhost/m/caf%e9.mp3', '/m/caf%e9.mp3'],
    ['file://localhost/m/%26amp;.mp3', '/m/&amp;.mp3'],
    ['file://localhost/m/%2520.mp3', '/m/%20.mp3'],
    ['file://nas/Share/a.mp3', '\\\\nas\\Share\\a.mp3'],
    ['/Users/dj/a%20b.mp3', '/Users/dj/a%20b.mp3'],
    ['', ''],
  ])('%s', (location, path) => {
    expect(pathOfLocation(location, posix)).toBe(path);
  });

  test('takes two slashes for a share on Windows only', () => {
    expect(pathOfLocation('file://localhost//nas/Share/a.mp3', windows)).toBe('\\\\nas\\Share\\a.mp3');
    expect(pathOfLocation('file://localhost//nas/Share/a.mp3', posix)).toBe('/nas/Share/a.mp3');
    expect(pathOfLocation('file://localhost//Users/dj/a.mp3', windows)).toBe('/Users/dj/a.mp3');
  });

  test.each([
    'file://localhost/soundcloud:tracks:900261313',
    'file://localhostsoundcloud:tracks:900261313',
    'file://localhosttidal:tracks:1234',
    'file://localhostspotify:track:4uLU6hMCjMI75M1A2tKUQC',
  ])('leaves the stream %s alone', (location) => {
    expect(isStreamLocation(location)).toBe(true);
    expect(pathOfLocation(location)).toBe(location);
    expect(locationOfPath(location)).toBe(location);
  });

  test.each(['file://localhost/C:/a.mp3', 'file://localhostC:/a:b:c.mp3', 'file://localhost/m/a:b:c', '/m/x', ''])(
    'takes %j for no stream',
    (location) => expect(isStreamLocation(location)).toBe(false),
  );
});

test('a Location that another tool encoded in its own way has the same key', () => {
  const keys = [
    'file://localhost/m/Caf%c3%a9%20(a).mp3',
    'file://localhost/m/Caf%C3%A9%20%28a%29.mp3',
    'file:///m/Cafe%cc%81 (a).mp3',
    'file://localhost/M/CAFÉ (A).MP3',
  ].map((location) => locationKey(location, posix));
  expect(new Set(keys).size).toBe(1);
  expect(locationKey('file://localhost/soundcloud:tracks:1')).toBe(locationKey('file://localhostsoundcloud:tracks:1'));
});
