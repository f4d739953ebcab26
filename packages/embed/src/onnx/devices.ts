import { oneOf, optionRules } from '@rbassist/core';

/** Devices for a model: `cuda` (NVIDIA), `dml` (DirectML on Windows), `coreml` (Mac), `webgpu` (any graphics card). */
export const DEVICES = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;

/** One of {@link DEVICES}: a device of onnxruntime-node. */
export type NativeDevice = (typeof DEVICES)[number];

/** Device that a model runs on. `wasm` is the processor too, through WebAssembly; only built-in models run on it. */
export type Device = NativeDevice | 'wasm';

/** A device, or `auto`: CUDA or DirectML if it works, otherwise the processor. */
export type DeviceChoice = NativeDevice | 'auto';

export const DEVICE_RULES = { device: oneOf(['auto', ...DEVICES]), threads: optionRules.positiveInteger } as const;
