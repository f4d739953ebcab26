export type { PlanInput, PlanOptions, SetCurve, SetPlan, TransitionRules } from './set-plan.ts';
