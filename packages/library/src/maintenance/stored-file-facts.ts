import {
  type FastSignature,
  isContentSignature,
  parseFastSignature,
  storedSignatures,
  type TrackRecord,
} from '@rbassist/core';

export interface StoredFileFacts {
  /** Latest fast signature; the Python rbassist stored none. */
  last: FastSignature | undefined;
  /** All stored fast signatures, including `last`. */
  signatures: ReadonlySet<string>;
  sha1: string | undefined;
  durationS: number | undefined;
  artist: string;
  title: string;
}

export function storedFileFacts(record: TrackRecord): StoredFileFacts {
  const { duration } = record;
  const stored = storedSignatures(record);
  const states = stored.map(parseFastSignature).filter((state) => state !== undefined);
  return {
    last: states.reduce<FastSignature | undefined>((a, b) => (a && a.mtimeNs >= b.mtimeNs ? a : b), undefined),
    signatures: new Set(states.map(({ signature }) => signature)),
    sha1: stored.find(isContentSignature),
    durationS: typeof duration === 'number' && duration > 0 ? duration : undefined,
    artist: foldText(record.artist),
    title: foldText(record.title),
  };
}

/** Ignores case, Unicode form and spaces at both ends. */
export function foldText(text: unknown): string {
  return typeof text === 'string' ? text.normalize('NFC').trim().toLowerCase() : '';
}
