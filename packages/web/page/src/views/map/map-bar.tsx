import { useQuery } from '@tanstack/react-query';
import { Headphones } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../components/button/button.tsx';
import { setQuery, setsQuery } from '../../lists/set-queries.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { activeFilters, writeTrackQuery } from '../../tracks/track-query.ts';
import styles from './map-bar.module.css';
import { COLOR_VALUES, type ColorBy, type MapQuery } from './map-query.ts';
import { useMapJob } from './no-map.tsx';

interface MapBarProps {
  query: MapQuery;
  /** Points that pass the filters, and all of them. */
  passing: number;
  total: number;
  unplaced: number;
  /** Tracks of the set that have no point. */
  leftOut: number;
  playsOnHover: boolean;
  onPlaysOnHover: (on: boolean) => void;
  onChange: (changes: Partial<MapQuery>) => void;
  /** Stands before the rest. */
  children?: ReactNode;
}

/** Counts of the map, and the choice of colours and of a set. */
export function MapBar(props: MapBarProps) {
  const { query, passing, total, unplaced, leftOut, playsOnHover, onPlaysOnHover, onChange, children } = props;
  const { data: sets = [] } = useQuery(setsQuery);
  const { error } = useQuery({ ...setQuery(query.set), enabled: query.set !== '' });
  const isUnknown = error instanceof ApiProblem && error.status === 404;
  const { start, isMaking } = useMapJob();
  return (
    <div className={styles.bar}>
      {children}
      <label className={styles.choice}>
        <span className={styles.label}>{text.map.colorBy}</span>
        <select value={query.by} onChange={(event) => onChange({ by: event.target.value as ColorBy })}>
          {COLOR_VALUES.map((by) => (
            <option key={by} value={by}>
              {text.map.values[by]}
            </option>
          ))}
        </select>
      </label>
      {(sets.length > 0 || query.set !== '') && (
        <label className={styles.choice}>
          <span className={styles.label}>{text.map.set}</span>
          <select value={query.set} onChange={(event) => onChange({ set: event.target.value })}>
            <option value="">{text.map.noSet}</option>
            {[...sets.map(({ name }) => name), ...(isUnknown ? [query.set] : [])].map((name) => (
              <option key={name} value={name}>
                {shownText(name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Button
        className={styles.hover}
        look="quiet"
        aria-pressed={playsOnHover}
        onClick={() => onPlaysOnHover(!playsOnHover)}
      >
        <Headphones size={14} aria-hidden="true" />
        {text.map.playOnHover}
      </Button>
      <span className={styles.gap} />
      <p role="status" className="number">
        {text.map.shown(passing, total)}
        {leftOut > 0 && ` · ${text.map.setLeftOut(leftOut)}`}
        {error && (
          <>
            {' · '}
            <bdi>{isUnknown ? text.map.unknownSet(shownText(query.set)) : shownText(error.message)}</bdi>
          </>
        )}
      </p>
      {activeFilters(query.filters).length > 0 && (
        <Link href={`/?${writeTrackQuery(query.filters)}`}>{text.lists.showTracks}</Link>
      )}
      {unplaced > 0 && (
        <p className={styles.unplaced}>
          {text.map.unplaced(unplaced)}
          <Button disabled={isMaking} onClick={start}>
            {text.map.place}
          </Button>
        </p>
      )}
    </div>
  );
}
