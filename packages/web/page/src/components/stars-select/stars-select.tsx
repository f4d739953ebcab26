import { text } from '../../text/en.ts';

const STARS = [0, 1, 2, 3, 4, 5];

interface StarsSelectProps {
  label: string;
  /** 1 to 5; none is not rated. */
  stars?: number | null;
  /** Gets 0 when the stars are taken back. */
  onChange: (stars: number) => void;
}

/** A person's stars for a mix. */
export function StarsSelect({ label, stars, onChange }: StarsSelectProps) {
  return (
    <select aria-label={label} value={stars ?? 0} onChange={(event) => onChange(Number(event.target.value))}>
      {STARS.map((count) => (
        <option key={count} value={count}>
          {count === 0 ? text.mix.notRated : '★'.repeat(count)}
        </option>
      ))}
    </select>
  );
}
