import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseModelCard, readModelCard } from './model-card.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('card');
});

const LEAST = { name: 'tiny', sampleRate: 16_000 };

describe('a card', () => {
  it('needs a name and a sample rate, and has defaults for the rest', () => {
    expect(parseModelCard(LEAST, 'tiny.json')).toEqual({
      ...LEAST,
      window: undefined,
      output: undefined,
      pooling: 'none',
      normalize: false,
    });
  });

  it('reads every field', () => {
    const card = { ...LEAST, window: 2.5, output: 'hidden', pooling: 'cls', normalize: true };
    expect(parseModelCard(card, 'tiny.json')).toEqual(card);
  });

  it.each([
    [null, /must be an object/],
    [[LEAST], /must be an object/],
    ['tiny', /must be an object/],
    [{ sampleRate: 16_000 }, /"name" must be 1 to 64 letters[^,]*, digits, "\.", "_" or "-"\.$/],
    [{ ...LEAST, name: 7 }, /"name" .*not 7/],
    [{ ...LEAST, name: 'a/b@c' }, /"name" .*not "a\/b@c"/],
    [{ ...LEAST, name: 'x'.repeat(1000) }, /not "x{38}…/],
    [{ name: 'tiny' }, /"sampleRate" must be a whole number of hertz from 1000 to 192000\.$/],
    [{ ...LEAST, sampleRate: '16000' }, /"sampleRate" .*not "16000"/],
    [{ ...LEAST, sampleRate: 44_100.5 }, /"sampleRate"/],
    [{ ...LEAST, sampleRate: 1e9 }, /"sampleRate"/],
    [{ ...LEAST, window: 0 }, /"window" must be a number of seconds from 0\.1 to 600/],
    [{ ...LEAST, window: 1e9 }, /"window"/],
    [{ ...LEAST, window: null }, /"window" .*not null/],
    [{ ...LEAST, output: '' }, /"output"/],
    [{ ...LEAST, pooling: 'max' }, /"pooling" must be one of "none", "mean", "cls", not "max"/],
    [{ ...LEAST, normalize: 1 }, /"normalize" must be true or false, not 1/],
    [{ ...LEAST, poolling: 'mean' }, /"poolling" is not a field of a card; the fields are name, sampleRate, window/],
  ])('%j is refused', (card, reason) => {
    const parse = () => parseModelCard(card, 'tiny.json');
    expect(parse).toThrow(FileFormatError);
    expect(parse).toThrow(reason);
    expect(parse).toThrow(/^tiny\.json can't be used: /);
  });

  it('has the name of its model, and may start with a byte order mark', async () => {
    const model = join(folder, 'Größe 音.ONNX');
    await writeFile(join(folder, 'Größe 音.json'), `\uFEFF${JSON.stringify(LEAST)}`);
    expect(await readModelCard(model)).toMatchObject(LEAST);
  });

  it('that is unreadable is an error with the path and an example', async () => {
    const read = (name: string) => readModelCard(join(folder, `${name}.onnx`));
    await expect(read('missing')).rejects.toThrow(/missing\.json is missing\. .*Example of a card: \{"name"/);
    for (const [name, text] of Object.entries({ empty: '', cut: '{"name": "ti', other: 'name: tiny' })) {
      await writeFile(join(folder, `${name}.json`), text);
      await expect(read(name)).rejects.toThrow(FileFormatError);
      await expect(read(name)).rejects.toThrow(/\.json is not JSON: .*Example of a card/);
    }
    await writeFile(join(folder, 'long.json'), ' '.repeat(100_000));
    await expect(read('long')).rejects.toThrow(/has 100000 bytes/);
    await mkdir(join(folder, 'folder.json'));
    await expect(read('folder')).rejects.toThrow(/folder\.json can't be read/);
  });
});
