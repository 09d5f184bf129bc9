/**
 * What verification finds: of what kind, where, and the code of what does not fit, with its figures. A code is declared where it is
 * looked for, as refusals' are (`declare module`); its sentence stands in `libs/words`, total by type.
 */

// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Findings {}

export type FoundCode = keyof Findings;

/** What does not fit, with its figures. */
export type Found = { [C in FoundCode]: { readonly code: C } & Findings[C] }[FoundCode];

/** `unreadable`: the engine itself cannot read it any more. `missing`: it was acknowledged, and is not in the journal. */
export type FindingKind = 'altered' | 'removed' | 'inserted' | 'reordered' | 'unreadable' | 'missing';

export interface Finding {
  readonly kind: FindingKind;
  /** Undefined where the damage belongs to no stream that can still be told. */
  readonly stream?: string;
  readonly revision?: number;
  readonly position?: number;
  /** Last of the positions that are missing, where that is known. */
  readonly to?: number;
  readonly eventId?: string;
  readonly found: Found;
}
