import { describe, expect, it } from 'vitest';
import { isJunkPath } from './junk-path.ts';

describe('isJunkPath', () => {
  it.each(['', '/music/', '/music/._a.mp3', 'C:\\Music\\._a.mp3', '/music/cover.jpg', '/music/.mp3', '/music/mp3'])(
    'finds that %j is not a track',
    (path) => expect(isJunkPath(path)).toBe(true),
  );

  it.each(['/a.mp3', 'C:\\a.FLAC', 'a.aif', '/music/.hidden.mp3', '/x/._/a.wav'])('accepts %j', (path) =>
    expect(isJunkPath(path)).toBe(false),
  );
});
