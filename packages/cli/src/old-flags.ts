import { type Output, tell } from './output.ts';

/** Where a model runs, as the Python rbassist asks. */
export const DEVICE_FLAG = {
  device: {
    choices: ['auto', 'cpu', 'cuda', 'rocm', 'mps'],
    default: 'auto',
    describe: 'Where a model runs; spectral-v1 runs on the CPU',
  },
} as const;

/** Says that a device was asked for which the built-in embedder has no use for. */
export function tellOfDevice(device: string, output: Output): void {
  if (device !== 'auto' && device !== 'cpu')
    tell(output, `spectral-v1 runs on the CPU; --device ${device} makes no difference.`);
}
