import { queryClient } from '../api/query-client.ts';
import type { Track } from '../api/types.ts';
import { nearestBarS } from '../tracks/grid-lines.ts';
import { trackQuery } from '../tracks/queries.ts';
import type { MixSounds } from './mix-graph.ts';
import { inPositionS, type MixPlan, type MixSide, planMix } from './plan-mix.ts';
import { fetchWavPart } from './wav-part.ts';

/** A mix of two tracks to play. Points are seconds of each track; null where nothing is known. */
export interface MixRequest {
  readonly from: string;
  readonly to: string;
  readonly outS: number | null;
  readonly inS: number | null;
  readonly bars: number | null;
}

/** Points to mix two tracks, as the API gives them. */
interface MixPoints {
  readonly mixOut?: { readonly timeS: number } | null;
  readonly mixIn?: { readonly timeS: number } | null;
  readonly mixBars?: number | null;
}

/** Returns the mix of two tracks at their points. */
export function mixAt(from: string, to: string, { mixOut, mixIn, mixBars }: MixPoints): MixRequest {
  return { from, to, outS: mixOut?.timeS ?? null, inS: mixIn?.timeS ?? null, bars: mixBars ?? null };
}

/** A mix that can begin at once. */
export interface PreparedMix {
  readonly plan: MixPlan;
  readonly sounds: MixSounds;
}

/** Seconds of the second track around its part that are fetched too, so that it can be moved. */
const ROOM_S = 16;
/** A track without a mix-out point is left this many seconds before its end. */
const BEFORE_END_S = 60;

/** Plans a mix, and fetches what it needs of both tracks. */
export async function prepareMix(request: MixRequest, signal: AbortSignal): Promise<PreparedMix> {
  const ask = (id: string) => queryClient.ensureQueryData(trackQuery(id));
  const [from, to] = await Promise.all([ask(request.from), ask(request.to)]);
  const fromEndS = Math.max(0, (from.duration ?? 0) - BEFORE_END_S);
  const plan = planMix(sideOf(from, request.outS ?? fromEndS), sideOf(to, request.inS ?? 0), request.bars);
  const inStartS = Math.max(0, plan.inFromS - ROOM_S);
  const inEndS = inPositionS(plan.anchors(0), plan.endsAtS) + ROOM_S;
  const [out, into] = await Promise.all([
    fetchWavPart(wavAddress(from.id), plan.outFromS, plan.outFromS + plan.outEndsAtS, signal),
    fetchWavPart(wavAddress(to.id), inStartS, inEndS, signal),
  ]);
  return { plan, sounds: { out, in: into, inStartS } };
}

function sideOf({ bpm, tempos, duration }: Track, pointS: number): MixSide {
  const grid = tempos.value ?? [];
  return {
    bpm: bpm.value,
    tempos: grid,
    pointS: Math.max(0, nearestBarS(grid, pointS)),
    durationS: duration ?? Number.POSITIVE_INFINITY,
  };
}

function wavAddress(id: string): string {
  return `/api/tracks/${id}/audio?as=wav`;
}
