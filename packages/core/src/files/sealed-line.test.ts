import { expect, it } from 'vitest';
import { isSealedLine, sealLine } from './sealed-line.ts';

it('detects every flipped bit and every cut in a sealed line', () => {
  const line = Buffer.from(sealLine('"id":1,"from":"/müsic/a.mp3"}').slice(0, -1));
  expect(JSON.parse(line.toString())).toMatchObject({ id: 1, from: '/müsic/a.mp3' });
  expect(isSealedLine(line)).toBe(true);
  for (let at = 0; at < line.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const flipped = Buffer.from(line);
      flipped[at] ^= 1 << bit;
      expect(isSealedLine(flipped), `bit ${bit} of byte ${at}`).toBe(false);
    }
    expect(isSealedLine(line.subarray(0, at))).toBe(false);
  }
});
