import { expect, it } from 'vitest';
import { setAddress, setNameAt } from './set-address.ts';

it.each(['Friday, late', 'a/b', '50 %', 'a%2Cb', '#1?', 'é\u202e'])('leads to the set %j', (name) => {
  expect(setNameAt(new URL(setAddress(name), 'http://localhost').pathname)).toBe(name);
});

it('takes what is not encoded as it is', () => {
  expect(setNameAt('/sets/50%')).toBe('50%');
});
