import { useQuery } from '@tanstack/react-query';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { goesWithQuery } from '../../tracks/queries.ts';
import { PlayButton } from '../play-button/play-button.tsx';
import styles from './goes-with.module.css';
import { mixReasons } from './mix-reasons.ts';

/** The tracks that go best with a track, each with its reasons, and a button to hear where it comes in. */
export function GoesWith({ id }: { id: string }) {
  const { data, error } = useQuery(goesWithQuery(id));
  if (error) return <p className={styles.muted}>{error.message}</p>;
  return (
    <ul className={styles.list}>
      {data?.items.map((item) => {
        const title = shownText(item.title);
        return (
          <li key={item.id} className={styles.item}>
            <PlayButton track={item} label={text.panel.playMix(title)} fromS={item.mixIn?.timeS ?? 0} />
            <div className={styles.about}>
              <bdi>{title}</bdi>
              <bdi className={styles.muted}>{shownText(item.artist)}</bdi>
              <span className={styles.reasons}>
                {mixReasons(item.reasons).map(({ text: said, effect }) => (
                  <span key={said} data-effect={effect}>
                    {said}
                  </span>
                ))}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
