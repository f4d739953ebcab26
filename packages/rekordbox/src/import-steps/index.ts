export { type ImportStep, type ImportStepsRequest, importSteps, type StepSource } from './import-steps.ts';
