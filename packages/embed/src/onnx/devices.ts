import { oneOf, optionRules } from '@rbassist/core';

/** Devices for a model: `cuda` (NVIDIA), `dml` (DirectML on Windows), `coreml` (Mac), `webgpu` (any graphics card). */
export const DEVICES = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;

/** One of {@link DEVICES}. */
export type Device = (typeof DEVICES)[number];

/** A device, or `auto`: CUDA or DirectML if it works, otherwise the processor. */
export type DeviceChoice = Device | 'auto';

export const DEVICE_RULES = { device: oneOf(['auto', ...DEVICES]), threads: optionRules.positiveInteger } as const;
