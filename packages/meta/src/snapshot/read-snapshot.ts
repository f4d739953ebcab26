import { stateOf, withFile } from '../files/file-state.ts';
import { loadOffsets } from './offset-cache.ts';
import { scanSnapshot } from './scan-snapshot.ts';
import { contentId, emptySnapshot, ReplacedError, type Snapshot } from './snapshot.ts';

/**
 * Reads a meta.json. Uses the offset cache if it matches the file's current state, otherwise scans the file. Returns an
 * empty snapshot if the file does not exist.
 *
 * @param forceReread Always scans the file, for example because the offset cache was wrong.
 * @throws the system's error if the file can't be read; {@link ReplacedError} if another program is writing to it.
 */
export function readSnapshot(path: string, forceReread = false): Snapshot {
  const snapshot = withFile(path, (descriptor): Snapshot => {
    const state = stateOf(descriptor);
    const cached = forceReread ? undefined : loadOffsets(path, state);
    if (cached) return { path, state, fromCache: true, ...cached };
    const { bytes, crc, ...contents } = scanSnapshot(descriptor);
    if (stateOf(descriptor) !== state) throw new ReplacedError('another program is writing to it');
    return { path, state, content: contentId(bytes, crc), ...contents };
  });
  return snapshot ?? emptySnapshot(path);
}
