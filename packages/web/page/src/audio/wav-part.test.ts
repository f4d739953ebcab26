import { expect, it } from 'vitest';
import { partBytes, readWavHeader, toChannels } from './wav-part.ts';

function wav(bits = 16): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(70));
  const write = (at: number, name: string) => {
    for (const [i, letter] of [...name].entries()) view.setUint8(at + i, letter.charCodeAt(0));
  };
  write(0, 'RIFF');
  write(8, 'WAVE');
  write(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, 44_100, true);
  view.setUint16(34, bits, true);
  write(36, 'LIST');
  view.setUint32(40, 5, true);
  write(50, 'data');
  view.setUint32(54, 1_764_000, true);
  return view.buffer;
}

it('finds the samples behind other chunks, of odd length too', () => {
  expect(readWavHeader(wav())).toEqual({ channels: 2, sampleRate: 44_100, dataStart: 58, dataBytes: 1_764_000 });
});

it('refuses samples of another form', () => {
  expect(() => readWavHeader(wav(24))).toThrow('16-bit');
});

it('cuts parts at whole frames, within the file', () => {
  const form = readWavHeader(wav());
  expect(partBytes(form, 1, 2)).toEqual({ first: 58 + 176_400, last: 58 + 352_800 - 1 });
  expect(partBytes(form, -1, 99)).toEqual({ first: 58, last: 58 + 1_764_000 - 1 });
});

it('splits channels', () => {
  const [left, right] = toChannels(Int16Array.of(16_384, -32_768, 0, 32_767).buffer, 2);
  expect([...left!]).toEqual([0.5, 0]);
  expect(right![0]).toBe(-1);
});
