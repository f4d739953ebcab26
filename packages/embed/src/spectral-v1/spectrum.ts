import type { Frames } from './frames.ts';
import { CONTRAST_BANDS, CONTRAST_EDGES_HZ } from './octave-contrast.ts';
import type { Slot } from './slot.ts';
import { SHAPES } from './spectral-shape.ts';
import { meanAndDeviation } from './statistics.ts';

const SHAPE_DESCRIPTIONS: Record<(typeof SHAPES)[number], string> = {
  centroid: 'centre of gravity of the spectrum, in octaves above the first FFT bin',
  spread: 'width of the spectrum around its centroid, in octaves of FFT bins',
  rolloff: 'frequency below which 90 % of the power is, in octaves above the first FFT bin',
  fullness: 'fullness of the spectrum: 0 for a flat spectrum, negative for single lines',
};
/** Minimum values, to keep the logarithm of a silent frame finite. */
const SHAPE_FLOORS: Record<(typeof SHAPES)[number], number> = {
  centroid: 1,
  spread: 1,
  rolloff: 1,
  fullness: 2 ** -10,
};
const CROSSING_FLOOR = 1e-3;

/** Slots for the position of the sound in the spectrum and for its tonality. */
export const spectrumSlots: readonly Slot[] = [
  ...SHAPES.flatMap((shape): Slot[] => [
    { name: `${shape}_mean`, group: 'spectrum', unit: 'octaves', description: `Mean ${SHAPE_DESCRIPTIONS[shape]}` },
    {
      name: `${shape}_deviation`,
      group: 'spectrum',
      unit: 'octaves',
      description: `Standard deviation over time of the ${shape}`,
    },
  ]),
  {
    name: 'zero_crossings',
    group: 'spectrum',
    unit: 'octaves',
    description: 'Logarithm to base 2 of the share of samples where the signal changes sign',
  },
  ...Array.from(
    { length: CONTRAST_BANDS },
    (_, band): Slot => ({
      name: `contrast_${CONTRAST_EDGES_HZ[band]}hz`,
      group: 'spectrum',
      unit: 'dB',
      description: `Mean level of the strongest bin from ${CONTRAST_EDGES_HZ[band]} to ${CONTRAST_EDGES_HZ[band + 1]} Hz above the mean of the band`,
    }),
  ),
];

export function describeSpectrum({ shapes, contrast, level }: Frames): number[] {
  const logarithms = shapes.map((value, i) => Math.log2(Math.max(value, SHAPE_FLOORS[SHAPES[i % SHAPES.length]])));
  return [
    ...SHAPES.flatMap((_, shape) => {
      const { mean, deviation } = meanAndDeviation(logarithms, shape, SHAPES.length);
      return [mean, deviation];
    }),
    Math.log2(level.zeroCrossings + CROSSING_FLOOR),
    ...Array.from({ length: CONTRAST_BANDS }, (_, band) => meanAndDeviation(contrast, band, CONTRAST_BANDS).mean),
  ];
}
