export { CUE_WRITINGS, type CueWriting, type LeftOutMark, MARK_LIMITS } from './position-marks.ts';
