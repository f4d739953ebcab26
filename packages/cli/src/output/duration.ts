import { formatCount } from './count.ts';

/** Returns seconds as text, for example "45s", "3m 20s", "2h 05m" or "5,123h". */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  const pad = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}m ${pad(whole % 60)}s`;
  const hours = Math.floor(minutes / 60);
  return hours < 100 ? `${hours}h ${pad(minutes % 60)}m` : `${formatCount(hours)}h`;
}
