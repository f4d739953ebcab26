import { useId, useState } from 'react';
import styles from './slider.module.css';

interface SliderProps {
  name: string;
  value: number;
  /** Told when the slider is let go, and at every key. */
  onChange: (value: number) => void;
  /** Told at every step while it is dragged. */
  onDrag?: (value: number) => void;
}

/** A value from 0 to 1, shown in percent. */
export function Slider({ name, value, onChange, onDrag }: SliderProps) {
  const id = useId();
  const [dragged, setDragged] = useState<number>();
  const shown = dragged ?? value;
  const drag = (to: number) => {
    setDragged(to);
    onDrag?.(to);
  };
  const settle = () => {
    if (dragged !== undefined && dragged !== value) onChange(dragged);
    setDragged(undefined);
  };
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={0.01}
        value={shown}
        onChange={(event) => drag(event.target.valueAsNumber)}
        onPointerUp={settle}
        onKeyUp={settle}
        onBlur={settle}
      />
      <span className="number">{Math.round(shown * 100)}</span>
    </div>
  );
}
