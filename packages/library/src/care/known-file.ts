import type { TrackRecord } from '@rbassist/core';

/** A state of a file: when it was written and how large it is. */
interface FastSignature {
  signature: string;
  mtimeNs: bigint;
  size: number;
}

/** What a record knows of its file that another file can be held against. */
export interface KnownFile {
  /** The last state of it, where one is known: the Python rbassist knew none. */
  last: FastSignature | undefined;
  /** Fast signatures of its states, the last included. */
  signatures: ReadonlySet<string>;
  /** SHA-1 of its bytes, in hex. */
  sha1: string | undefined;
  durationS: number | undefined;
  artist: string;
  title: string;
}

const FAST = /^(\d+)_(\d+)$/;
const SHA1 = /^[0-9a-f]{40}$/;

/** Reads what a record knows of its file. */
export function knownFile(record: TrackRecord): KnownFile {
  const { sig_bpmkey: measured, duration } = record;
  const stored = [
    record.embedding_signature,
    record.embedding_next?.embedding_signature,
    record.analysis_signature,
    record.sig_bpmkey_fast,
    record.error?.signature,
    measured,
  ];
  const states = stored.map(parseFast).filter((state) => state !== undefined);
  return {
    last: states.reduce<FastSignature | undefined>((a, b) => (a && a.mtimeNs >= b.mtimeNs ? a : b), undefined),
    signatures: new Set(states.map(({ signature }) => signature)),
    sha1: typeof measured === 'string' && SHA1.test(measured) ? measured : undefined,
    durationS: typeof duration === 'number' && duration > 0 ? duration : undefined,
    artist: foldText(record.artist),
    title: foldText(record.title),
  };
}

/** Words as they are compared: without case, Unicode form and blanks at the ends. */
export function foldText(text: unknown): string {
  return typeof text === 'string' ? text.normalize('NFC').trim().toLowerCase() : '';
}

function parseFast(signature: unknown): FastSignature | undefined {
  const [, mtime, size] = (typeof signature === 'string' && FAST.exec(signature)) || [];
  return mtime === undefined
    ? undefined
    : { signature: `${mtime}_${size}`, mtimeNs: BigInt(mtime), size: Number(size) };
}
