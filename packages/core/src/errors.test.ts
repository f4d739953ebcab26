import { describe, expect, it } from 'vitest';
import { errorMessage, OptionError, RbassistError, systemErrorCode, TrackError } from './errors.ts';

describe('errors', () => {
  it('carries a code, a name and a cause', () => {
    const cause = new Error('disk');
    const error = new TrackError('corrupt', '/a.mp3', 'It is broken.', { cause });
    expect(error).toMatchObject({ name: 'TrackError', code: 'corrupt', kind: 'corrupt', path: '/a.mp3', cause });
    expect(error).toBeInstanceOf(RbassistError);
  });

  it('is recognised across copies of the package', () => {
    const foreign = Object.assign(new Error('other copy'), { [Symbol.for('rbassist.error')]: true });
    expect(RbassistError.isInstance(foreign)).toBe(true);
    expect(RbassistError.isInstance(new OptionError('x'))).toBe(true);
    expect(RbassistError.isInstance(new Error('x'))).toBe(false);
    expect(RbassistError.isInstance(null)).toBe(false);
  });

  it('reads what it can from anything thrown', () => {
    expect(systemErrorCode(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe('ENOSPC');
    expect(systemErrorCode('x')).toBeUndefined();
    expect(errorMessage('plain')).toBe('plain');
  });
});
