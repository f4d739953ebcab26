import { oneOf, optionRules } from '@rbassist/core';

/**
 * Devices a model can run on: `cuda` is NVIDIA, `dml` DirectML on Windows, `coreml` a Mac, `webgpu` any graphics card.
 */
export const DEVICES = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;

/** One of {@link DEVICES}. */
export type Device = (typeof DEVICES)[number];

/** A device, or `auto`: CUDA or DirectML if it works here, else the processor. */
export type DeviceChoice = Device | 'auto';

/** Rules of the options that choose where a model runs. */
export const DEVICE_RULES = { device: oneOf(['auto', ...DEVICES]), threads: optionRules.positiveInteger } as const;
