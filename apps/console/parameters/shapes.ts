/** Parameters of a fund, as the API answers them. */
import type { AnswerCoordinates } from '../api/shapes.js';

export interface Entry {
  readonly from: string;
  /** Last day; null without an end. */
  readonly to: string | null;
  readonly value: unknown;
  readonly reference: string;
  readonly status: string;
  readonly announced: string;
}

export interface Parameter extends Entry {
  readonly name: string;
  readonly unit: string;
}

export interface ParametersAnswer extends AnswerCoordinates {
  readonly scheme: string;
  readonly parameters: readonly Parameter[];
}

export interface ParameterTimeline {
  readonly name: string;
  readonly unit: string;
  readonly entries: readonly Entry[];
  /** `entry`: its place among the entries; null for a gap. */
  readonly inForce: readonly { readonly from: string; readonly to: string | null; readonly entry: number | null }[];
}

export interface TimelineAnswer extends AnswerCoordinates {
  readonly parameters: readonly ParameterTimeline[];
}
