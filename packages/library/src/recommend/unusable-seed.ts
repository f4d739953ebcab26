import { NotFoundError, type Remedy, type TrackRecord } from '@rbassist/core';
import { failureRemedies } from '../failures/failure-remedies.ts';
import { isReplacedVector } from '../vectors/stored-vector.ts';

/** Builds the error for a track that can't be a seed, with remedies. */
export function unusableSeed(path: string, record: TrackRecord): NotFoundError {
  const notFound = (message: string, remedies: readonly Remedy[]) => new NotFoundError(message, [], { remedies });
  if (record.staged) {
    // another program may have written any type here
    const keeper: unknown = record.staged.keeper;
    const hint = typeof keeper === 'string' ? ` Use the kept copy: ${keeper}.` : '';
    return new NotFoundError(`${path} is a staged duplicate.${hint}`, typeof keeper === 'string' ? [keeper] : []);
  }
  if (record.missing) {
    return notFound(`The last scan did not find ${path}.`, [{ action: 'connect-drive', path }, { action: 'repair' }]);
  }
  const foreign = foreignReason(path, record);
  const message = `${path} has no vector in the index.${foreign}`;
  const rescan: Remedy = { action: 'rescan', paths: [path] };
  const { error } = record;
  if (error) {
    const reason = error.message.startsWith(path) ? error.message : `${message} ${error.message}`;
    return notFound(reason, failureRemedies(path, error));
  }
  const isLeftOut = record.embedding && foreign === '';
  return notFound(message, isLeftOut ? [{ action: 'rebuild-index', incremental: true }, rescan] : [rescan]);
}

function foreignReason(path: string, record: TrackRecord): string {
  if (isReplacedVector(path, record)) return ' Another program replaced it.';
  const { embedding, embedding_source: source } = record;
  return embedding && source && source !== 'baseline' ? ` Another program made it from ${source}.` : '';
}
