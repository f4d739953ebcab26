import { extname } from 'node:path';
import { type AudioTags, readTags } from '@rbassist/audio';
import { type DuplicateCandidate, isInside, isUserWork, type KeeperFacts, type TrackErrorKind } from '@rbassist/core';
import type { ComparedFile, DuplicateProblem } from './compared-file.ts';
import type { DuplicateSettings } from './duplicate-options.ts';
import { unreadableError } from './unreadable-error.ts';

/** A compared file with its description, from the library or from its own tags. */
export interface DescribedFile extends ComparedFile, DuplicateCandidate {
  artist?: string;
  title?: string;
  album?: string;
  sampleRate?: number;
}

/** Same list as in the Python rbassist. */
const LOSSLESS_ENDINGS: readonly string[] = ['.flac', '.wav', '.aiff', '.aif', '.aifc', '.alac'];
/** May hold lossless or lossy audio; the tags say which. */
const EITHER_ENDINGS: readonly string[] = ['.m4a', '.wma', '.ogg'];

const DAMAGED: readonly unknown[] = ['partial', 'corrupt', 'not-audio'] satisfies TrackErrorKind[];

/** Opens the file only if the library lacks a value. */
export async function describeFile(
  file: ComparedFile,
  settings: Pick<DuplicateSettings, 'keepIn' | 'playlistsOf'>,
): Promise<DescribedFile | DuplicateProblem> {
  const { path, record } = file;
  try {
    const tags = isDescribed(file) ? {} : await readTags(path);
    return {
      ...file,
      artist: record.artist ?? tags.artist,
      title: record.title ?? tags.title,
      album: record.album ?? tags.album,
      durationS: positive(record.duration) ?? tags.durationS,
      sampleRate: positive(record.sample_rate) ?? tags.sampleRate,
      facts: keeperFacts(file, tags, settings),
    };
  } catch (error) {
    return { path, error: unreadableError(path, error) };
  }
}

function isDescribed({ path, record: { artist, title, duration, bitrate } }: ComparedFile): boolean {
  const named = Boolean(artist && title && positive(duration) && positive(bitrate));
  return named && !EITHER_ENDINGS.includes(extname(path).toLowerCase());
}

function keeperFacts(
  { path, record }: ComparedFile,
  tags: AudioTags,
  { keepIn, playlistsOf }: Pick<DuplicateSettings, 'keepIn' | 'playlistsOf'>,
): KeeperFacts {
  return {
    intact: !DAMAGED.includes(record.error?.kind),
    folder: keepIn.some((kept) => path === kept || isInside(path, kept)),
    lossless: tags.lossless ?? LOSSLESS_ENDINGS.includes(extname(path).toLowerCase()),
    bitrate: positive(record.bitrate) ?? tags.bitrate,
    cues: isUserWork(record, 'cues') ? (record.cues?.length ?? 0) : 0,
    grid: isUserWork(record, 'tempos'),
    tags: new Set([...textList(record.mytags), ...textList(record.tags)]).size,
    playlists: playlistsOf?.(path),
    rating: positive(record.rating),
  };
}

function positive(value: number | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
