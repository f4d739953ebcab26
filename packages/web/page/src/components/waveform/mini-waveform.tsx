import { useMemo } from 'react';
import { Waveform } from './waveform.tsx';

/** Draws the small waveform of a row, which the API gives in base64. */
export function MiniWaveform({ bytes, className }: { bytes: string; className?: string }) {
  const bands = useMemo(() => Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)), [bytes]);
  return <Waveform bands={bands} className={className} />;
}
