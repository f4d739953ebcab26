/** One of the two tracks of a mix. Times are seconds of the track. */
export interface MixSide {
  readonly bpm: number | null;
  /** Start of the mix in this track: mix-out of the first, mix-in of the second. */
  readonly pointS: number;
  readonly durationS: number;
}

/** Times of two tracks. `…AtS` are seconds from the start of what is played, `…FromS` seconds of a track. */
export interface MixPlan {
  /** Playing rate of the second track, which makes its tempo that of the first. */
  readonly rate: number;
  /** Change of the second track's pitch that the rate brings, in semitones. */
  readonly semitones: number;
  readonly outFromS: number;
  readonly inFromS: number;
  readonly inAtS: number;
  /** Time at which the low end changes from the first track to the second. */
  readonly swapAtS: number;
  /** Time at which the first track is gone. */
  readonly outEndsAtS: number;
  readonly endsAtS: number;
  /** Seconds of a beat while both play. */
  readonly beatS: number;
}

const BEATS_PER_BAR = 4;
/** Bars of the first track alone before the mix, and of the second one after it. */
const LEAD_BARS = 8;
const TAIL_BARS = 8;
/** A pre-listen is shorter than the mix may be. */
const MOST_MIX_BARS = 16;
const USUAL_BPM = 120;

/** Returns the rate that brings one tempo to another, or to its half or double if that is nearer. */
export function matchedRate(fromBpm: number | null, toBpm: number | null): number {
  if (!fromBpm || !toBpm) return 1;
  const ratio = toBpm / fromBpm;
  return ratio / 2 ** Math.round(Math.log2(ratio));
}

/**
 * Plans how two tracks are heard in time: eight bars of the first, the mix, eight bars of the second.
 *
 * @param bars - Bars for which both tracks have room.
 */
export function planMix(out: MixSide, into: MixSide, bars: number | null): MixPlan {
  const beatS = 60 / (out.bpm ?? into.bpm ?? USUAL_BPM);
  const barS = BEATS_PER_BAR * beatS;
  const rate = matchedRate(into.bpm, out.bpm);
  const leadBars = Math.max(0, Math.min(LEAD_BARS, Math.floor(out.pointS / barS)));
  const roomS = Math.min(out.durationS - out.pointS, (into.durationS - into.pointS) / rate);
  const mixBars = Math.max(1, Math.min(bars ?? LEAD_BARS, MOST_MIX_BARS, Math.floor(roomS / barS)));
  const inAtS = leadBars * barS;
  const outEndsAtS = inAtS + mixBars * barS;
  const inLeftS = (into.durationS - into.pointS) / rate;
  return {
    rate,
    semitones: 12 * Math.log2(rate),
    outFromS: out.pointS - inAtS,
    inFromS: into.pointS,
    inAtS,
    swapAtS: inAtS + (mixBars * barS) / 2,
    outEndsAtS,
    endsAtS: Math.min(outEndsAtS + TAIL_BARS * barS, inAtS + Math.max(inLeftS, mixBars * barS)),
    beatS,
  };
}

/** Returns where the second track is, in seconds of it, at a time of the mix. */
export function inPositionS({ inFromS, inAtS, rate }: MixPlan, atS: number, nudgeS: number): number {
  return inFromS + (atS - inAtS) * rate + nudgeS * rate;
}

/** Gains of a crossfade with equal power, in even steps: the sum of their squares is always 1. */
export function equalPower(steps: number): { out: Float32Array; in: Float32Array } {
  const angle = (_: unknown, i: number) => (i / (steps - 1)) * (Math.PI / 2);
  const angles = Array.from({ length: steps }, angle);
  return { out: Float32Array.from(angles, Math.cos), in: Float32Array.from(angles, Math.sin) };
}
