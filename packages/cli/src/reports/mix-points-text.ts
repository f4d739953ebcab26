import type { MixPoint, MixPoints } from '@rbassist/core';

const PLACES: Readonly<Record<Exclude<MixPoint['reason'], 'cue'>, string>> = {
  outro: 'outro',
  breakdown: 'breakdown',
  intro: 'intro',
  'first-bar': 'first bar',
  end: 'near the end',
};

/** Says where to leave a track and where to enter the next one; undefined if nothing is known. */
export function mixPointsText({ out, in: into, bars }: MixPoints): string | undefined {
  const places = [out && `Mix out at ${placeText(out)}`, into && `${out ? 'in' : 'Mix in'} at ${placeText(into)}`];
  const text = places.filter(Boolean).join(', ');
  if (text === '') return undefined;
  return bars === undefined ? `${text}.` : `${text}. Room to mix: ${bars} bars.`;
}

function placeText({ timeS, reason, cue }: MixPoint): string {
  const place = reason === 'cue' ? (cue === undefined ? 'your cue' : `your cue "${cue}"`) : PLACES[reason];
  return `${clockText(timeS)} (${place})`;
}

/** Returns seconds as a player shows them, e.g. "4:07" or "1:02:03". */
export function clockText(seconds: number): string {
  const whole = Math.floor(seconds);
  const pad = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${pad(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(whole % 60)}`;
}
