/** How bars are counted. */
export interface Metre {
  /** As written, `6/8`. */
  name: string;
  /** Beats of a bar as they are tapped: two in 6/8, seven quick ones in 7/8. */
  beats: number;
  /** Notes of the smallest usual length in a beat: sixteenths, or the sixths of a dotted beat. */
  division: 2 | 4 | 6;
}

export const COMMON: Metre = { name: '4/4', beats: 4, division: 4 };
export const WALTZ: Metre = { name: '3/4', beats: 3, division: 4 };
export const FIVE: Metre = { name: '5/4', beats: 5, division: 4 };
export const SEVEN: Metre = { name: '7/8', beats: 7, division: 2 };
export const SIX_EIGHT: Metre = { name: '6/8', beats: 2, division: 6 };
export const TWELVE_EIGHT: Metre = { name: '12/8', beats: 4, division: 6 };
