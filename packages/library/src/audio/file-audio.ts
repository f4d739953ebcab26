import { stat } from 'node:fs/promises';
import { fastSignature, openRegularFile, TrackError } from '@rbassist/core';
import type { TrackAudio } from './track-audio.ts';

const PIECE_BYTES = 1 << 16;

/** A file that browsers play as it is. Throws the system's error if it can't be looked up. */
export async function fileAudio(path: string, type: string): Promise<TrackAudio> {
  const stats = await stat(path, { bigint: true });
  const version = fastSignature(stats);
  return {
    type,
    size: Number(stats.size),
    version,
    async *read({ first, last }, signal) {
      const handle = await openRegularFile(path, Number.POSITIVE_INFINITY);
      try {
        if (fastSignature(await handle.stat({ bigint: true })) !== version) throw changedError(path);
        for (let at = first; at <= last; ) {
          signal?.throwIfAborted();
          const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, last + 1 - at));
          const { bytesRead } = await handle.read(piece, 0, piece.length, at);
          if (bytesRead === 0) throw changedError(path);
          yield piece.subarray(0, bytesRead);
          at += bytesRead;
        }
      } finally {
        await handle.close();
      }
    },
  };
}

function changedError(path: string): TrackError {
  return new TrackError('unreadable', path, `${path} changed while rbassist read it.`, {
    remedies: [{ action: 'retry' }],
  });
}
