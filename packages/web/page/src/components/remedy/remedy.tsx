import { useMutation } from '@tanstack/react-query';
import type { Remedy as RemedyData } from '../../api/problem.ts';
import type { JobRequest } from '../../api/types.ts';
import { startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { Button } from '../button/button.tsx';

/** Returns the job that carries out a remedy, for these tracks; undefined if a person must do it. */
export function jobOf({ action, ...details }: RemedyData, tracks?: string[]): JobRequest | undefined {
  switch (action) {
    case 'rescan':
      return { kind: 'scan', tracks, retryFailed: details.retryFailed === true, reEmbed: details.reEmbed === true };
    case 'retry':
      return { kind: 'scan', tracks, retryFailed: true };
    case 'rebuild-index':
      return { kind: 'index', incremental: details.incremental === true };
    case 'check':
      return { kind: 'check' };
    case 'repair':
      return { kind: 'repair' };
    case 'prune':
      return { kind: 'prune' };
    case 'suggest-from-sound':
      return { kind: 'suggest-tags', from: 'sound' };
    default:
      return undefined;
  }
}

/** A remedy: a button if rbassist can do it, else a sentence. */
export function Remedy({ remedy, tracks }: { remedy: RemedyData; tracks?: string[] }) {
  const { mutate, isPending, isSuccess } = useMutation(startJob);
  const words = text.remedies[remedy.action];
  if (words === undefined) return null;
  const job = jobOf(remedy, tracks);
  if (job === undefined) return <p>{words}</p>;
  return (
    <Button disabled={isPending || isSuccess} onClick={() => mutate(job)}>
      {words}
    </Button>
  );
}
