/** Formats a share, 0..1, in whole percent: "83 %". */
export function formatPercent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
