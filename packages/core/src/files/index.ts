export { copyWholeFile, type WholeCopy } from './copy-whole-file.ts';
export { dataFolderError, diskProblem } from './disk-error.ts';
export { exists } from './exists.ts';
export { fileIdentity } from './file-identity.ts';
export { FileKindError } from './file-kind-error.ts';
export type { FastSignature, SignatureMode } from './file-signature.ts';
export { fastSignature, fileSignature, isContentSignature, parseFastSignature } from './file-signature.ts';
export { homeFolder } from './home-folder.ts';
export { isFolder } from './is-folder.ts';
export { isSameFile } from './is-same-file.ts';
export { linkTarget, refuseDanglingLink } from './link-target.ts';
export { listFolder } from './list-folder.ts';
export { withEnding } from './long-names.ts';
export { makeFolder } from './make-folder.ts';
export { findPath, normalPath, type PathMatch, pathKey } from './path-key.ts';
export type { PathSystem } from './path-system.ts';
export {
  fileNameOf,
  fileStem,
  folderNameOf,
  isInside,
  isNative,
  parentFolder,
  pathSystem,
  portableName,
} from './path-system.ts';
export { type ProcessLock, type ProcessLockOptions, takeProcessLock } from './process-lock.ts';
export { readProblem } from './read-problem.ts';
export { openRegularFile, openRegularFileSync, readRegularFile, readRegularFileSync } from './regular-file.ts';
export { abandonedFiles, removeAbandonedFiles, replaceFile, replaceFileBy } from './replace-file.ts';
export { requireFree } from './require-free.ts';
export { isSealedLine, SEAL_LENGTH, sealLine } from './sealed-line.ts';
export { STAGING_LOG } from './staging-log-name.ts';
