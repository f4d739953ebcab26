import { extname } from 'node:path';

/** Extensions that videos also have, so that the contents decide. */
const SHARED_WITH_VIDEO: readonly string[] = ['.mp4', '.3gp', '.3g2', '.webm'];
const VIDEO_EXTENSIONS: readonly string[] = '.avi .flv .m2ts .m4v .mkv .mov .mpeg .mpg .ogv .ts .vob .wmv'.split(' ');

/** Extensions of audio files in lower case. The case of a file's name does not matter. */
export const AUDIO_EXTENSIONS: readonly string[] = [
  '.wav',
  '.wave',
  '.bwf',
  '.rf64',
  '.flac',
  '.mp3',
  '.mp2',
  '.mpga',
  '.m4a',
  '.m4b',
  '.aiff',
  '.aif',
  '.aifc',
  '.ogg',
  '.oga',
  '.opus',
  '.aac',
  '.alac',
  '.wma',
  '.asf',
  '.mka',
  '.weba',
  '.w64',
  '.caf',
  '.au',
  '.snd',
  '.spx',
  '.wv',
  '.ape',
  '.mpc',
  '.tta',
  '.dsf',
  '.dff',
  '.ac3',
  '.dts',
  '.amr',
  ...SHARED_WITH_VIDEO,
];

/** The first stream of a Native Instruments stem file is the mix. */
const STEM = /\.stem\.mp4$/i;
const UNFINISHED = /\.(?:crdownload|part|partial|download|opdownload|aria2|!ut|!qb|bc!)$/i;
/** Metadata files that macOS writes next to files on foreign disks. */
const APPLE_DOUBLE = /^\._/;
/** A dot that hides a file. Names such as "...Baby One More Time" and ".38 Special" are not hidden. */
const HIDDEN = /^\.[^.\d\s]/;
/** Folders of trash, damaged files and sync programs. */
const SYSTEM_FOLDER = new RegExp(
  `^(?:${[
    '\\$recycle\\.bin',
    'recycler',
    '[#@]recycle',
    '@eadir',
    '@sharebin',
    '@tmp',
    '#snapshot',
    '\\.trash(?:es|-\\d+)?',
    'system volume information',
    'found\\.\\d{3}',
    'lost\\+found',
    'lost\\.dir',
    '\\$extend',
    '__macosx',
    '\\.appledouble',
    '\\.spotlight-v100',
    '\\.fseventsd',
    '\\.temporaryitems',
    '\\.documentrevisions-v100',
    '\\.git',
    '\\.stfolder',
    '\\.stversions',
    '\\.sync',
    '\\.dropbox\\.cache',
  ].join('|')})$`,
  'i',
);

export function isAudioName(name: string): boolean {
  return AUDIO_EXTENSIONS.includes(extname(name).toLowerCase());
}

export function isVideoName(name: string): boolean {
  return VIDEO_EXTENSIONS.includes(extname(name).toLowerCase());
}

export function mayBeVideo(name: string): boolean {
  return SHARED_WITH_VIDEO.includes(extname(name).toLowerCase()) && !STEM.test(name);
}

export function isSystemFolder(name: string): boolean {
  return SYSTEM_FOLDER.test(name);
}

export function isHiddenName(name: string): boolean {
  return HIDDEN.test(name);
}

export function isAppleDouble(name: string): boolean {
  return APPLE_DOUBLE.test(name);
}

export function isUnfinishedName(name: string): boolean {
  return UNFINISHED.test(name);
}
