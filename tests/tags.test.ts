import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { storedRecords } from './support/library.ts';
import { rbassist } from './support/rbassist.ts';
import { type TaggedFolder, taggedFolder, trackPath } from './support/tagged-library.ts';

const TAGS_YML = "available: ['Peak Hour'] # mine\nlibrary: {}\n";

let folder: TaggedFolder;
beforeEach(async () => {
  folder = await taggedFolder(8, TAGS_YML);
});

async function run(...words: string[]) {
  const ran = await rbassist(...words, '--data-dir', folder.dataDir);
  return { ...ran, text: ran.stdout + ran.stderr };
}
const tagsOf = async (tag: string, i: number) => (await storedRecords(folder.dataDir))[trackPath(tag, i)].mytags;
const tagsYml = () => readFile(join(folder.config, 'tags.yml'), 'utf8');

describe('tags-auto', () => {
  it('shows suggestions with their reason, and changes nothing', async () => {
    const before = await readFile(join(folder.dataDir, 'meta.json'), 'utf8');
    const { code, stdout, stderr } = await run('tags-auto', '--margin', '0.05');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Track +Tag +Score +Threshold +Nearest track with the tag\n/);
    expect(stdout).toMatch(/Nora Vale - Vocals 4 +Vocals +1\.000 +1\.000 +Nora Vale - Vocals \d \(1\.00\)/);
    expect(stderr).toContain('Nothing changed. Add --apply');
    expect(await readFile(join(folder.dataDir, 'meta.json'), 'utf8')).toBe(before);
  });

  it('applies them, also to tags.yml, and writes them to a CSV file; ai-tag undo takes them back', async () => {
    const csv = join(await temporaryFolder('csv'), 'tags.csv');
    const { code, stderr } = await run('tags-auto', '--margin', '0.05', '--top', '1', '--apply', '--csv', csv);
    expect(code).toBe(0);
    expect(stderr).toMatch(/12 tags added\. .*tags\.yml changed too\. To undo this, run `rbassist ai-tag undo/);
    expect(await tagsOf('Vocals', 5)).toEqual(['Vocals']);
    expect(await tagsYml()).toMatch(/^available: \['Peak Hour', Vocals, Warm-up\] # mine\nlibrary:\n/);
    const [header, first] = (await readFile(csv, 'utf8')).split('\n');
    expect(header).toBe('\ufefftype,path,tag,score,threshold,delta');
    expect(first).toMatch(/^suggest,.*4\.mp3,Peak Hour,0\.\d+,0\.\d+,-?0\.\d+$/);
    expect((await run('ai-tag', 'undo')).stdout).toMatch(
      /^Undone: tags-auto --apply of .* Tags of 12 tracks are as before/,
    );
    expect(await tagsYml()).toBe(TAGS_YML);
    expect(await tagsOf('Vocals', 5)).toBeUndefined();
    expect(await run('ai-tag', 'undo')).toMatchObject({ code: 1, stderr: expect.stringContaining('left to undo') });
  });

  it('changes nothing if the CSV file cannot be written', async () => {
    const before = await readFile(join(folder.dataDir, 'meta.json'), 'utf8');
    const { code, stderr } = await run('tags-auto', '--margin', '0.05', '--apply', '--csv', folder.config);
    expect(code).toBe(2);
    expect(stderr).toContain('--csv: ');
    expect(await readFile(join(folder.dataDir, 'meta.json'), 'utf8')).toBe(before);
    expect(await tagsYml()).toBe(TAGS_YML);
  });

  it('prints JSON with numbers and paths', async () => {
    const { stdout } = await run('tags-auto', '--json', '--precision', '0.8', '--prune-margin', '0.1');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ compared: 12, interrupted: false, withoutVector: [] });
    expect(report.tracks[0]).toMatchObject({
      path: trackPath('Peak Hour', 4),
      suggestions: [{ tag: 'Peak Hour', threshold: 0.8, nearest: [{ path: expect.any(String) }, {}, {}] }],
      doubtful: [],
    });
  });

  it('says what to do without enough tags, and for bad values', async () => {
    expect(await run('tags-auto', '--min-samples', '5')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No tag has 5 scanned tracks to learn from. Add tags with `rbassist tag add'),
    });
    expect(await run('tags-auto', '--precision', '80')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--precision must be from 0 to 1, not 80'),
    });
    expect((await run('tags-auto', '/nowhere')).stderr).toContain('has no track in /nowhere. Run `rbassist scan');
  });
});

describe('ai-tag', () => {
  it('learns, and lets a person review, accept and reject', async () => {
    const learned = await run('ai-tag', 'learn', '--precision', '0.6');
    expect(learned.stdout).toMatch(/Vocals +4 +\d\.\d{3} +0\.600\n/);
    expect(learned.stdout).toContain('Suggestions for 12 tracks of 12 untagged tracks stored.');
    const review = await run('ai-tag', 'review', '--limit', '1');
    expect(review.stdout.split('\n')).toHaveLength(3);
    expect(review.stderr).toMatch(/11 more tracks with suggestions/);
    expect((await run('ai-tag', 'accept', 'vale vocals 5')).stderr).toContain('1 tag added.');
    expect(await tagsOf('Vocals', 5)).toEqual(['Vocals']);
    expect((await run('ai-tag', 'reject', 'vale vocals 6', 'VOCALS')).stderr).toContain('1 suggestion rejected.');
    expect((await run('tag', 'list', 'vale vocals 6')).stdout).toMatch(/My Tags +none\nRejected +Vocals\n/);
    expect((await run('ai-tag', 'accept', 'vale vocals 6')).stderr).toContain('No tag is suggested for');
    expect((await run('ai-tag', 'accept', '--all')).stderr).toContain('10 tags added.');
    expect((await run('ai-tag', 'validate')).stdout).toBe('No problems found.\n');
    expect(await run('ai-tag', 'accept')).toMatchObject({ code: 2, stderr: expect.stringContaining('add --all') });
  });

  it('removes suggestions only with --yes', async () => {
    await run('tags-auto', '--margin', '0.05', '--save-suggestions');
    expect((await run('ai-tag', 'clear-suggestions')).stdout).toContain('Nothing changed. To remove them, add --yes.');
    expect((await run('ai-tag', 'review')).stdout).toContain('Vocals');
    expect((await run('ai-tag', 'clear-suggestions', '-y')).stdout).toContain('Suggestions of 12 tracks removed.');
    expect((await run('ai-tag', 'review')).text).toMatch(/No suggestion is stored\.\nTo store some, run/);
  });

  it('evaluates, counts, and finds the tracks to tag next', async () => {
    const evaluated = await run('ai-tag', 'evaluate', '--precision', '0.6');
    expect(evaluated.stdout).toMatch(/Tag +Tracks +Right +Found +Right with --precision/);
    expect(evaluated.stdout).toMatch(/All +12 +- +0 % +100 % +100 %\n/);
    expect((await run('ai-tag', 'stats')).stdout).toContain('Most used   Peak Hour (4), Vocals (4), Warm-up (4)');
    const names = ['uncertain', '--top-k', '2', '--strategy', 'entropy'];
    const uncertain = await run('ai-tag', ...names);
    expect(uncertain.stdout.split('\n')).toHaveLength(5);
    expect((await run('suggest-uncertain', ...names.slice(1))).stdout).toBe(uncertain.stdout);
    expect((await run('ai-tag', 'sync-user-model')).code).toBe(0);
    expect((await run('ai-tag', 'migrate', '--dry-run')).stdout).toContain('0 tags of 0 tracks would be copied');
  });
});

describe('tag', () => {
  it('adds, lists and removes tags of a track', async () => {
    expect((await run('tag', 'add', 'vale vocals 6', 'Late Night', '=x')).stderr).toContain('2 tags added.');
    expect(await tagsOf('Vocals', 6)).toEqual(['=x', 'Late Night']);
    expect(await tagsYml()).toContain("['Peak Hour', =x, Late Night]");
    expect((await run('tag', 'list')).stdout).toMatch(/Late Night +1\n/);
    expect((await run('tag', 'add', 'vale vocals 6', 'late night')).stderr).toBe('No tag changed.\n');
    await run('tag', 'remove', 'vale vocals 6', 'LATE NIGHT', '=x');
    expect(await tagsOf('Vocals', 6)).toBeUndefined();
    expect((await run('tag', 'add', 'nobody', 'x')).code).toBe(1);
  });
});
