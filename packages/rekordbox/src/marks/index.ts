export type { PositionMark } from './position-mark.ts';
export {
  CUE_WRITINGS,
  type CueWriting,
  type LeftOutMark,
  MARK_LIMITS,
  type PositionMarks,
  positionMarks,
} from './position-marks.ts';
