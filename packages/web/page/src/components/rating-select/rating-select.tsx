import { text } from '../../text/en.ts';

const STARS = [1, 2, 3, 4, 5];

interface RatingSelectProps {
  /** Least stars; 0 for any rating. */
  stars: number;
  className?: string;
  onChange: (stars: number) => void;
}

/** Chooses the stars that a track has at least. */
export function RatingSelect({ stars, className, onChange }: RatingSelectProps) {
  return (
    <select
      aria-label={text.filters.names.rating}
      className={className}
      value={stars}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      <option value={0}>{text.filters.any.rating}</option>
      {STARS.map((each) => (
        <option key={each} value={each}>
          {text.filters.stars(each)}
        </option>
      ))}
    </select>
  );
}
