import { describe, expect, it } from 'vitest';
import { errorMessage, NotFoundError, OptionError, RbassistError, systemErrorCode, TrackError } from './errors.ts';

describe('errors', () => {
  it('carries a code, a name and a cause', () => {
    const cause = new Error('disk');
    const error = new TrackError('corrupt', '/a.mp3', 'It is broken.', { cause });
    expect(error).toMatchObject({ name: 'TrackError', code: 'corrupt', kind: 'corrupt', path: '/a.mp3', cause });
    expect(error).toBeInstanceOf(RbassistError);
  });

  it('turns into JSON with its message and its own fields', () => {
    const remedies = [{ action: 'rescan' as const, paths: ['/a.mp3'] }];
    const track = new TrackError('corrupt', '/a.mp3', 'It is broken.', { cause: new Error('disk'), remedies });
    const fields = { code: 'corrupt', message: 'It is broken.', remedies, path: '/a.mp3', kind: 'corrupt' };
    expect(JSON.parse(JSON.stringify({ error: track }))).toEqual({ error: fields });
    expect(JSON.parse(JSON.stringify(new NotFoundError('No such track.', ['b'])))).toEqual({
      code: 'not-found',
      message: 'No such track.',
      remedies: [],
      suggestions: ['b'],
    });
  });

  it('is recognised across copies of the package', () => {
    const foreign = Object.assign(new Error('other copy'), { [Symbol.for('rbassist.error')]: true });
    expect(RbassistError.isInstance(foreign)).toBe(true);
    expect(RbassistError.isInstance(new OptionError('x'))).toBe(true);
    expect(RbassistError.isInstance(new Error('x'))).toBe(false);
    expect(RbassistError.isInstance(null)).toBe(false);
  });

  it('reads the message and code of any thrown value', () => {
    expect(systemErrorCode(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe('ENOSPC');
    expect(systemErrorCode('x')).toBeUndefined();
    expect(errorMessage('plain')).toBe('plain');
  });
});
