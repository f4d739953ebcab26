import type { TempoSegment } from '@rbassist/core';
import { createTrackAnalyzer } from '../track/track-analyzer.ts';

/** Tempo and metre of samples at 22,050 Hz; NaN without a tempo. */
export interface MeasuredTempo {
  bpm: number;
  metre: string | undefined;
  tempos: readonly TempoSegment[];
}

/** Creates a function that measures one signal after another, and one that ends it. */
export async function createTempoMeter() {
  const analyzer = await createTrackAnalyzer({ parts: ['tempo'] });
  return {
    measured(samples: Float32Array): MeasuredTempo {
      const extractor = analyzer.start({ sampleRate: 22_050, channelCount: 1 });
      extractor.push([samples]);
      const { bpm, tempos = [] } = extractor.finish();
      return { bpm: bpm ?? Number.NaN, metre: tempos[0]?.metro, tempos };
    },
    close: () => analyzer.close(),
  };
}
