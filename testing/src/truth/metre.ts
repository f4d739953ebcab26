export interface Metre {
  name: string;
  /** Beats per bar as a listener taps them: two in 6/8, seven fast ones in 7/8. */
  beats: number;
  /** Smallest usual notes per beat: sixteenths, or sixths of a dotted beat. */
  division: 2 | 4 | 6;
}

export const COMMON: Metre = { name: '4/4', beats: 4, division: 4 };
export const WALTZ: Metre = { name: '3/4', beats: 3, division: 4 };
export const FIVE: Metre = { name: '5/4', beats: 5, division: 4 };
export const SEVEN: Metre = { name: '7/8', beats: 7, division: 2 };
export const SIX_EIGHT: Metre = { name: '6/8', beats: 2, division: 6 };
export const TWELVE_EIGHT: Metre = { name: '12/8', beats: 4, division: 6 };
