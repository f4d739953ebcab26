import { text } from '../../text/en.ts';
import { ENERGY_STEPS } from '../../tracks/energy-steps.ts';
import styles from './filters-panel.module.css';

/** A fifth of the energies. */
export function EnergyFilter({ energy, onChange }: { energy: string; onChange: (energy: string) => void }) {
  const isStep = ENERGY_STEPS.some(({ range }) => range === energy);
  return (
    <select
      aria-label={text.filters.names.energy}
      className={styles.wide}
      value={energy}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{text.filters.anyEnergy}</option>
      {ENERGY_STEPS.map(({ from, to, range }) => (
        <option key={range} value={range}>
          {text.filters.energySteps(from, to)}
        </option>
      ))}
      {energy !== '' && !isStep && <option value={energy}>{text.filters.chosenEnergy}</option>}
    </select>
  );
}
