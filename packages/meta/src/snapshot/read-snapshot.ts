import { stateOf, withFile } from '../files/file-state.ts';
import { loadOffsets } from './offset-cache.ts';
import { scanSnapshot } from './scan-snapshot.ts';
import { contentId, emptySnapshot, ReplacedError, type Snapshot } from './snapshot.ts';

/**
 * Reads a meta.json: from the offset cache where that belongs to the file's current state, otherwise by scanning it.
 * A file that does not exist gives an empty snapshot.
 *
 * @param forceReread Scan the file in any case, because the offset cache has turned out to be wrong.
 * @throws the system's error when it can't be read, {@link ReplacedError} when another program wrote to it meanwhile.
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
