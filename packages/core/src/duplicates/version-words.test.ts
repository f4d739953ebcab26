import { describe, expect, it } from 'vitest';
import { namesOtherVersion, type VersionNames } from './version-words.ts';

describe('namesOtherVersion', () => {
  it.each([
    ['Song (Clean)', 'Song (Dirty)'],
    ['Song', 'Song (Instrumental)'],
    ['Song', 'Song (A Cappella)'],
    ['Song (Extended Mix)', 'Song (Radio Edit)'],
    ['Song', 'Song - Live at Wembley'],
    ['Song', 'Song (en vivo)'],
    ['Song', 'Song (Ao Vivo)'],
    ['Song', 'Song [dal vivo]'],
    ['Song', 'Song (Akustik)'],
    ['Песня', 'Песня (ремикс)'],
    ['夜曲', '夜曲（现场版）'],
    ['うた', 'うた（カラオケ）'],
    ['노래', '노래 (라이브)'],
    ['Song', 'Song (2011 Remaster)'],
    ['Song (2009 Remaster)', 'Song (2011 Remaster)'],
    ['Song (Mono)', 'Song (Stereo)'],
    ['Song', 'Song (Versión Extendida)'],
    ['Song', 'Song (Version longue)'],
    ['Song', 'Song (slowed + reverb)'],
    ['Song', 'Song (Sped Up)'],
    ['Song', 'Song (8D)'],
    ['Song', 'Song (Karaoke)'],
    ['Song', 'Song_(Demo)'],
    ['Song (Part 1)', 'Song (Part 2)'],
    ['Song Pt. I', 'Song Pt. II'],
    ['Song, Vol. 1', 'Song, Vol. 2'],
    ['Symphony No. 5', 'Symphony No. 6'],
    ['Song (Part One)', 'Song (Part Two)'],
    ['Song (Side A)', 'Song (Side B)'],
    ['Kick 1', 'Kick 2'],
    ['128 Loop', '130 Loop'],
  ])('is true for %j and %j', (a, b) => {
    expect(namesOtherVersion({ title: a }, { title: b })).toBe(true);
    expect(namesOtherVersion({ title: b }, { title: a })).toBe(true);
  });

  it.each([
    ['Song', 'Song (Original Mix)'],
    ['Song', 'Song [Official Video]'],
    ['Song', 'Song (Album Version)'],
    ['Song (Extended Mix)', 'song - extended mix'],
    ['Live Your Life', 'live your life'],
    ['Cleaner', 'Song'],
    ['Song', undefined],
    ['Song (Part 1)', 'Song (Pt. I)'],
    ['Song Part 02', 'Song Part 2'],
    ['01 Song', '11 Song'],
    ['Song (1)', 'Song (2)'],
    ['Ｓｏｎｇ（Ｌｉｖｅ）', 'Song (Live)'],
    ['ライブ', 'ﾗｲﾌﾞ'],
  ])('is false for %j and %j', (a, b) => {
    expect(namesOtherVersion({ title: a }, { title: b })).toBe(false);
    expect(namesOtherVersion({ title: b }, { title: a })).toBe(false);
  });

  it.each<[VersionNames, VersionNames, boolean]>([
    [{ path: '/m/Song (Radio Edit).mp3' }, { path: '/m/Song (Extended).mp3' }, true],
    [{ path: '/m/Instrumentals/Song.mp3' }, { path: '/m/Vocal/Song.mp3' }, true],
    [{ album: 'Live at Wembley' }, { album: 'First' }, true],
    [{ album: 'Live at Wembley', title: 'Song (Live)' }, { title: 'Song (Live)' }, false],
    [{ path: 'C:\\Music\\Song (Dub).mp3' }, { path: 'C:\\Music\\Song.mp3' }, true],
    [{ path: '/m/Song (1).mp3' }, { path: '/m/Song copy.mp3' }, false],
    [{ path: '/m/Live - Song.mp3', artist: 'Live' }, { path: '/m/01 Song.mp3', artist: 'Live' }, false],
    [{ path: '/m/Mix/Song.mp3' }, { path: '/n/Club/Song.mp3' }, false],
    [{ artist: 'A', path: '/m/Radio.mp3' }, { artist: 'A', path: '/m/Radio.flac' }, false],
  ])('reads names of files, albums and folders: %o, %o', (a, b, other) => {
    const named = { title: 'Song', artist: 'Artist' };
    expect(namesOtherVersion({ ...named, ...a }, { ...named, ...b })).toBe(other);
  });
});
