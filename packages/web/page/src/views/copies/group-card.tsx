import { Pause, Play, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { Link } from 'wouter';
import { Button, IconButton } from '../../components/button/button.tsx';
import { text } from '../../text/en.ts';
import { formatBytes, formatDuration, shownText } from '../../text/format.ts';
import { type Choices, decisionOf, filesOf, keepFile, toggleCopy, toggleGroup } from './choices.ts';
import type { CopyFile, CopyGroup, FoundCopies } from './copies-queries.ts';
import styles from './group-card.module.css';
import { differencesOf, formatOf, letterOf, splitPath } from './group-differences.ts';
import { useCopyPlayer } from './use-copy-player.ts';

interface GroupCardProps {
  group: CopyGroup;
  /** Facts of the search. */
  found: Pick<FoundCopies, 'mode' | 'handsOver'>;
  /** True if the copies move; false if they are only copied. */
  moves: boolean;
  choices: Choices;
  onChoose: (choices: Choices) => void;
  /** Marks files as no copies of each other. */
  onMark: (files: string[]) => void;
}

/** Copies of one recording: which one is kept and why, what differs, and what parts with the others. */
export const GroupCard = memo(function GroupCard(props: GroupCardProps) {
  const { group, found, moves, choices, onChoose, onMark } = props;
  const { keep, copies } = decisionOf(group, choices);
  const files = filesOf(group);
  const kept = files.find(({ id }) => id === keep) ?? group.keeper;
  const title = titleOf(group);
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <bdi>{title}</bdi>
          <bdi className={styles.artist}>{shownText(group.keeper.artist)}</bdi>
        </h2>
        <Certainty group={group} mode={found.mode} />
        <span className={styles.muted}>
          {text.copies.differIn(differencesOf(group).map((name) => text.copies.differences[name]))}
        </span>
        <Button
          look="quiet"
          aria-label={copies.length > 0 ? text.copies.leaveNamed(title) : text.copies.stageNamed(title)}
          onClick={() => onChoose(toggleGroup(group, choices))}
        >
          {copies.length > 0 ? text.copies.leave : text.copies.stage}
        </Button>
      </div>
      <ul className={styles.files} data-alone={copies.length === 0 || undefined}>
        {files.map((file, place) => (
          <FileRow
            key={file.id}
            {...{ group, file, place, kept, moves, choices, onChoose, onMark }}
            goes={copies.includes(file.id)}
            handsOver={found.handsOver}
          />
        ))}
      </ul>
    </>
  );
});

/** Name of a group. */
export function titleOf({ keeper }: CopyGroup): string {
  return shownText(keeper.title) || shownText(splitPath(keeper.path)[1]) || text.copies.unnamed;
}

function Certainty({ group: { copies }, mode }: { group: CopyGroup; mode: FoundCopies['mode'] }) {
  const words = text.copies.sure[mode];
  if (copies.every(({ sure }) => sure)) return <span className={styles.sure}>{words}</span>;
  const difference = Math.max(...copies.map((copy) => copy.difference ?? 0));
  const reason = mode === 'acoustic' ? text.copies.differs(100 * difference) : text.copies.soundLater;
  return (
    <span className={styles.unsure}>
      <abbr title={`${words}. ${reason} ${text.copies.unsure}`}>{text.copies.check}</abbr>
      <span>{mode === 'acoustic' ? reason : words}</span>
    </span>
  );
}

interface FileRowProps extends Omit<GroupCardProps, 'found'> {
  file: CopyFile;
  place: number;
  kept: CopyFile;
  goes: boolean;
  handsOver: readonly string[];
}

function FileRow(props: FileRowProps) {
  const { group, file, place, kept, goes, moves, handsOver, choices, onChoose, onMark } = props;
  const player = useCopyPlayer();
  const letter = letterOf(place);
  const [folder, name] = splitPath(file.path);
  const isKept = file === kept;
  const sounds = player.isPlaying(file.id);
  return (
    <li className={styles.file} data-kept={isKept || undefined} data-goes={goes || undefined}>
      <label className={styles.keep} title={file.canKeep ? undefined : text.copies.damagedStays}>
        <input
          type="radio"
          name={`keep-${group.keeper.id}`}
          aria-label={text.copies.keep(letter)}
          checked={isKept}
          disabled={!file.canKeep}
          onChange={() => onChoose(keepFile(group, choices, file.id))}
        />
        <span aria-hidden="true">{text.copies.keeps}</span>
      </label>
      <IconButton
        label={sounds ? text.copies.pause(letter) : text.copies.play(letter)}
        data-sounds={sounds || undefined}
        onClick={() => player.toggle(group, file)}
      >
        {sounds ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
        <span className={styles.letter}>{letter}</span>
      </IconButton>
      <div className={styles.name}>
        <Link href={`/track/${file.id}`}>
          <bdi>{shownText(name)}</bdi>
        </Link>
        <bdi className={styles.folder}>{shownText(folder)}</bdi>
      </div>
      <Facts file={file} />
      <div className={styles.fate}>
        {!isKept && (
          <label className={styles.going}>
            <input
              type="checkbox"
              aria-label={text.copies.letGo(letter)}
              checked={goes}
              onChange={() => onChoose(toggleCopy(group, choices, file.id))}
            />
            <span aria-hidden="true">{goes ? text.copies.goes : text.copies.stays}</span>
          </label>
        )}
        {file !== group.keeper && (
          <Button
            look="quiet"
            aria-label={text.copies.notACopyNamed(letter)}
            onClick={() => onMark([group.keeper.id, file.id])}
          >
            {text.copies.notACopy}
          </Button>
        )}
      </div>
      {goes && <Reason {...{ group, file, kept, handsOver, moves }} />}
    </li>
  );
}

function Facts({ file: { path, bytes, duration, sampleRate, facts } }: { file: CopyFile }) {
  const { intact, lossless, bitrate, cues, grid, tags, rating } = facts;
  const words = [
    formatOf(path),
    lossless && text.copies.lossless,
    !lossless && bitrate && text.copies.kbps(bitrate),
    sampleRate && text.copies.khz(sampleRate),
    formatDuration(duration),
    formatBytes(bytes),
  ];
  const work = [
    cues > 0 && text.copies.cues(cues),
    grid && text.copies.grid,
    tags > 0 && text.copies.tags(tags),
    rating && text.list.stars(rating),
  ];
  return (
    <div className={`${styles.facts} number`}>
      {!intact && <strong className={styles.damaged}>{text.copies.damaged}</strong>}
      <span>{words.filter(Boolean).join(' · ')}</span>
      <span className={styles.work}>{work.filter(Boolean).join(' · ')}</span>
    </div>
  );
}

/** Why a copy goes, and what becomes of a person's work on it. */
function Reason({
  group,
  file,
  kept,
  handsOver,
  moves,
}: Pick<FileRowProps, 'group' | 'file' | 'kept' | 'handsOver' | 'moves'>) {
  const found = group.copies.find(({ id }) => id === file.id);
  const reason =
    kept !== group.keeper || found === undefined
      ? text.copies.yours
      : found.keptFor === null
        ? text.copies.path
        : text.copies.keptFor[found.keptFor];
  const lacks = file.work.filter((kind) => !kept.work.includes(kind));
  const words = (kinds: readonly string[]) => kinds.map((kind) => text.copies.work[kind] ?? kind);
  const taken = moves ? lacks.filter((kind) => handsOver.includes(kind)) : [];
  const parts = lacks.filter((kind) => !taken.includes(kind));
  return (
    <p className={styles.reason}>
      <span>{text.copies.because(reason)}</span>
      {parts.length > 0 && (
        <strong className={styles.parts}>
          <TriangleAlert size={13} aria-hidden="true" />
          {text.copies.parts(words(parts))}
        </strong>
      )}
      {taken.length > 0 && <span>{text.copies.takesOver(words(taken))}</span>}
    </p>
  );
}
