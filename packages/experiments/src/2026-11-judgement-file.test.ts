import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { appendJudgement, readJudgementFile } from './index.ts';

let path: string;
beforeEach(async () => {
  path = join(await temporaryFolder('judgements'), 'pairs.jsonl');
});

describe('a file of judgements', () => {
  it('is read as it was written, with any characters', async () => {
    const entries = [
      { seed: '/music/Bj\u00f6rk "x"\n.mp3', better: 'C:\\Music\\a.mp3', worse: '\u202e\ud83d\ude00' },
      { seed: 'a', skipped: ['b', 'c'] as const },
      { seed: 'a', better: { key: 1 }, worse: { key: 0.5 } },
    ];
    for (const entry of entries) await appendJudgement(path, entry);
    const [first, second, third] = entries;
    expect(await readJudgementFile(path)).toEqual({
      judgements: [
        { ...first, line: 1 },
        { ...third, line: 3 },
      ],
      skipped: [second],
      problems: [],
    });
  });

  it('keeps all lines of programs that write at once', async () => {
    const seeds = Array.from({ length: 50 }, (_, i) => `seed ${i}`);
    await Promise.all(seeds.map((seed) => appendJudgement(path, { seed, better: 'a', worse: 'b' })));
    const { judgements, problems } = await readJudgementFile(path);
    expect(judgements.map(({ seed }) => seed).sort()).toEqual(seeds.sort());
    expect(problems).toEqual([]);
  });

  it('is never changed but at its end', async () => {
    await writeFile(path, 'cut');
    await appendJudgement(path, { seed: 'a', better: 'b', worse: 'c' });
    expect(await readFile(path, 'utf8')).toBe('cut\n{"seed":"a","better":"b","worse":"c"}\n');
  });

  it('may be a link', async () => {
    const target = join(await temporaryFolder('target'), 'real.jsonl');
    await symlink(target, path);
    await appendJudgement(path, { seed: 'a', better: 'b', worse: 'c' });
    expect((await readJudgementFile(target)).judgements).toHaveLength(1);
  });

  it('is refused if it is a folder, or in none', async () => {
    await mkdir(path);
    const entry = { seed: 'a', better: 'b', worse: 'c' };
    await expect(appendJudgement(path, entry)).rejects.toMatchObject({ code: 'judgement-file', path });
    await expect(readJudgementFile(path)).rejects.toMatchObject({ code: 'judgement-file', path });
    await expect(appendJudgement(join(path, 'none', 'x'), entry)).rejects.toThrow('its folder is missing');
    await expect(readJudgementFile(join(path, 'x'))).rejects.toMatchObject({ code: 'not-found' });
  });
});
