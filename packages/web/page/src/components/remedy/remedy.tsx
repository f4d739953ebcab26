import { useMutation } from '@tanstack/react-query';
import type { Remedy as RemedyData } from '../../api/problem.ts';
import { startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { Button } from '../button/button.tsx';

interface RemedyProps {
  remedy: RemedyData;
  /** Called when the job of the remedy has started. */
  onStart?: () => void;
}

/** A remedy: a button if rbassist can do it, else a sentence. */
export function Remedy({ remedy: { action, job }, onStart }: RemedyProps) {
  const { mutate, isPending, isSuccess } = useMutation(startJob);
  const words = text.remedies[action];
  if (words === undefined) return null;
  if (job === undefined) return <p>{words}</p>;
  return (
    <Button disabled={isPending || isSuccess} onClick={() => mutate(job, { onSuccess: onStart })}>
      {words}
    </Button>
  );
}
