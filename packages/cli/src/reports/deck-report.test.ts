import type { FollowedDeck, Library, TrackRecord } from '@rbassist/library';
import { afterEach, expect, test, vi } from 'vitest';
import { DeckReport } from './deck-report.ts';

const TRACKS: Record<string, TrackRecord> = {
  '/a.mp3': { artist: 'Ann', title: 'One', bpm: 128, key: '8A', genre: 'House', rating: 4, mytags: ['Peak', 'Vocal'] },
  '/b.mp3': { artist: 'Bob', title: 'Two', bpm: 127.5, key: '9A' },
};

const library = { track: (path: string) => TRACKS[path] } as Library;

afterEach(() => {
  vi.restoreAllMocks();
});

function deck(values: Partial<FollowedDeck> = {}): FollowedDeck {
  const idle = { isPlaying: false, isMaster: false, isOnAir: false, pitchPct: 0 };
  return { deck: 1, name: 'CDJ-3000', ...idle, known: { maybe: [] }, next: [], ...values };
}

function printed(report: DeckReport, ...decks: FollowedDeck[]): string {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  report.print(decks);
  return text;
}

const newReport = () => new DeckReport(library, { json: false, quiet: false, verbose: false });

test('prints what is known of a track and what would go next, once', () => {
  const next = [{ path: '/b.mp3' }] as FollowedDeck['next'];
  const playing = deck({ deck: 2, playingBpm: 130.456, known: { path: '/a.mp3', maybe: [] }, next });
  const report = newReport();
  expect(printed(report, playing)).toBe(
    'Deck 2: Ann - One | BPM=130.46\n    128 BPM, 8A, House, 4 of 5 stars, Peak, Vocal\n    Next: Bob - Two (127.5 BPM, 9A)\n',
  );
  expect(printed(report, playing)).toBe('Deck 2: Ann - One | BPM=130.46\n');
});

test('says what is unknown', () => {
  const track = { id: 9, device: 3, slot: 'usb', isAnalyzed: true } as const;
  expect(printed(newReport(), deck())).toBe('Deck 1: unknown track | BPM=?\n');
  expect(printed(newReport(), deck({ state: 'empty' }))).toBe('Deck 1: no track | BPM=?\n');
  expect(printed(newReport(), deck({ track }))).toBe('Deck 1: track 9 on the USB stick in player 3 | BPM=?\n');
  expect(printed(newReport(), deck({ track, known: { maybe: ['/a.mp3', '/b.mp3'] } }))).toBe(
    'Deck 1: maybe Ann - One or Bob - Two | BPM=?\n',
  );
});
