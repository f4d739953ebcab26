import { useMutation, useQuery } from '@tanstack/react-query';
import type { TagProblem } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import styles from './tag-problems.module.css';
import { problemsQuery, solveProblems } from './tags-queries.ts';

/** Contradictions among tags and suggestions, each with the click that solves it. */
export function TagProblems() {
  const { data, error, isPending } = useQuery(problemsQuery);
  const { mutate: solve, isPending: busy } = useMutation(solveProblems);
  if (error) {
    return (
      <p role="alert" className={styles.problems}>
        {error.message}
      </p>
    );
  }
  if (isPending) return <p className={styles.problems}>{text.shell.loading}</p>;
  const { problems, total } = data;
  return (
    <div className={styles.problems}>
      <p role="status">{total === 0 ? text.tags.noProblems : text.tags.problems(total)}</p>
      {problems.length > 1 && (
        <Button disabled={busy} onClick={() => solve(problems)}>
          {text.tags.solveAll(problems.length)}
        </Button>
      )}
      <ul className={styles.list}>
        {problems.map((problem) => (
          <li key={`${problem.kind} ${problem.track?.id} ${problem.tags[0]}`} className={styles.problem}>
            <Problem problem={problem} busy={busy} onSolve={(solved) => solve([solved])} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ProblemProps {
  problem: TagProblem;
  busy: boolean;
  onSolve: (problem: TagProblem) => void;
}

function Problem({ problem, busy, onSolve }: ProblemProps) {
  const { kind, track, tags } = problem;
  const names = tags.map(shownText);
  const said = text.tags.problemOf[kind](names.join(', '), shownText(track?.title));
  return (
    <>
      <bdi className={styles.said}>{said}</bdi>
      {kind === 'spellings' ? (
        tags.map((tag) => (
          <Button
            key={tag}
            disabled={busy}
            onClick={() => onSolve({ ...problem, tags: [tag, ...tags.filter((other) => other !== tag)] })}
          >
            <bdi>{text.tags.spellAs(shownText(tag))}</bdi>
          </Button>
        ))
      ) : (
        <Button disabled={busy} aria-label={text.tags.dropNamed(names.join(', '))} onClick={() => onSolve(problem)}>
          {text.tags.drop}
        </Button>
      )}
    </>
  );
}
