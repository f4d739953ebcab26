export { type OrderOptions, orderTracks } from './order-tracks.ts';
export { PATH_DEFAULTS, type PathOptions, type PathPlan, pathBetween } from './path-between.ts';
export { PLAN_DEFAULTS } from './plan-request.ts';
export { planSet } from './plan-set.ts';
export { CURVE_NAMES, type CurveName, ENERGY_CURVES, type SetCurve } from './set-curve.ts';
export type { BrokenConstraint, PlanInput, PlanOptions, SetPlan } from './set-plan.ts';
export type { TransitionRules } from './transition-rules.ts';
