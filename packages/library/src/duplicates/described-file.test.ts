import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { describeFile } from './described-file.ts';

describe('describeFile', () => {
  it.each<[TrackRecord['error'], boolean]>([
    [undefined, true],
    [{ kind: 'partial', message: 'It ends early.', signature: '1_2' }, false],
    [{ kind: 'corrupt', message: 'It cannot be decoded.', signature: '1_2' }, false],
    [{ kind: 'timeout', message: 'It took too long.', signature: '1_2' }, true],
  ])('treats a file with the error %o as intact: %j', async (error, intact) => {
    const path = join(await temporaryFolder('described'), 'a.flac');
    await writeFile(path, 'sound');
    const record = { artist: 'A', title: 'T', duration: 1, bitrate: 1, ...(error && { error }) };
    const file = { path, record, bytes: 5, otherNames: [], isLink: false, isHardLinked: false };
    expect(await describeFile(file, { keepIn: [] })).toMatchObject({ facts: { intact } });
  });
});
