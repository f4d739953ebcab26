/**
 * Start of a coded file: what its encoder put there, and what the decoder cut. DJ programs cut other amounts, so their
 * times differ.
 *
 * Headers of an MP3: `none` has no tag Xing or Info, `info` has one without a LAME tag, `lame-bad-crc` has a LAME tag
 * whose CRC-16 is wrong, `lame` has a valid one, `vbri` has Fraunhofer's tag. `aac` is AAC with priming samples.
 */
export interface EncoderDelay {
  header: (typeof ENCODER_HEADERS)[number];
  /**
   * Samples that the decoder cut from the start. Negative if it decoded the frame with the tag, which holds no sound.
   */
  cut_samples: number;
  /** Samples of one coded frame. */
  frame_samples: number;
  /** Hertz. */
  sample_rate: number;
}

/** Values of `EncoderDelay.header`. */
export const ENCODER_HEADERS = ['none', 'info', 'lame-bad-crc', 'lame', 'vbri', 'aac'] as const;
