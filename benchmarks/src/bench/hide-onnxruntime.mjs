/** Loads before a measured command. Makes onnxruntime-node fail to load, as on a machine that lacks it. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'onnxruntime-node') throw new Error('This benchmark hides onnxruntime-node.');
    return next(specifier, context);
  },
});
