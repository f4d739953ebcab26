import { Waveform } from './waveform.tsx';
import { useMemo } from 'react';

/** Draws the small waveform of a row, which the API gives in base64. */
export function MiniWaveform({ bytes }: { bytes: string }) {
  const bands = useMemo(() => Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)), [bytes]);
  return <Waveform bands={bands} />;
}
