import { extname } from 'node:path';
import { type AudioTags, readTags } from '@rbassist/audio';
import {
  type DuplicateCandidate,
  errorMessage,
  isInside,
  isUserWork,
  type KeeperFacts,
  TrackError,
} from '@rbassist/core';
import type { ComparedFile, DuplicateProblem } from './compared-file.ts';
import type { DuplicateSettings } from './duplicate-options.ts';

/** A compared file with its tags: those in the library, else those in the file. */
export interface DescribedFile extends ComparedFile, DuplicateCandidate {
  artist?: string;
  title?: string;
  /** Hertz. */
  sampleRate?: number;
}

/** As the Python rbassist has it. An m4a may be either, which its tags tell. */
const LOSSLESS_ENDINGS: readonly string[] = ['.flac', '.wav', '.aiff', '.aif', '.aifc', '.alac'];
const EITHER_ENDINGS: readonly string[] = ['.m4a', '.wma', '.ogg'];

/** What a file is and what a DJ put into it. The file is opened only for what the library does not know of it. */
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
      durationS: known(record.duration) ?? tags.durationS,
      sampleRate: known(record.sample_rate) ?? tags.sampleRate,
      facts: keeperFacts(file, tags, settings),
    };
  } catch (error) {
    if (error instanceof TrackError) return { path, error };
    return { path, error: new TrackError('unreadable', path, errorMessage(error), { cause: error }) };
  }
}

/** Whether the library knows all that the comparison needs. */
function isDescribed({ path, record: { artist, title, duration, bitrate } }: ComparedFile): boolean {
  const named = Boolean(artist && title && known(duration) && known(bitrate));
  return named && !EITHER_ENDINGS.includes(extname(path).toLowerCase());
}

function keeperFacts(
  { path, record }: ComparedFile,
  tags: AudioTags,
  { keepIn, playlistsOf }: Pick<DuplicateSettings, 'keepIn' | 'playlistsOf'>,
): KeeperFacts {
  return {
    folder: keepIn.some((folder) => isInside(path, folder)),
    lossless: tags.lossless ?? LOSSLESS_ENDINGS.includes(extname(path).toLowerCase()),
    bitrate: known(record.bitrate) ?? tags.bitrate,
    cues: isUserWork(record, 'cues') ? (record.cues?.length ?? 0) : 0,
    grid: isUserWork(record, 'tempos'),
    tags: new Set([...textList(record.mytags), ...textList(record.tags)]).size,
    playlists: playlistsOf?.(path),
    rating: known(record.rating),
  };
}

function known(value: number | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
