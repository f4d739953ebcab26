import { ENERGY_CURVES, type EnergyCurve } from '../../lists/set-queries.ts';
import { text } from '../../text/en.ts';

interface EnergySelectProps {
  value: EnergyCurve | '';
  onChange: (curve: EnergyCurve | '') => void;
}

/** Chooses the energy over a set. */
export function EnergySelect({ value, onChange }: EnergySelectProps) {
  return (
    <select
      aria-label={text.sets.curve}
      value={value}
      onChange={(event) => onChange(event.target.value as EnergyCurve | '')}
    >
      <option value="">{text.sets.anyCurve}</option>
      {ENERGY_CURVES.map((each) => (
        <option key={each} value={each}>
          {text.sets.curves[each]}
        </option>
      ))}
    </select>
  );
}
