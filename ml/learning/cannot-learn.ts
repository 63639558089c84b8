/** Why nothing is learned from examples. */
export type CannotLearn =
  | { readonly _tag: 'TooFewRows'; readonly needed: number; readonly given: number }
  /** Every label is the same class. */
  | { readonly _tag: 'OneClassOnly'; readonly label: number }
  /** No column has two values to tell rows apart by. */
  | { readonly _tag: 'NothingVaries' }
  /** A label that the objective cannot have: missing, infinite, no class, negative where amounts are positive. */
  | { readonly _tag: 'BadLabel'; readonly row: number; readonly label: number }
  /** A weight that is negative, missing or infinite, or weights that sum to nothing. */
  | { readonly _tag: 'BadWeight'; readonly row: number; readonly weight: number }
  /** Arrays of other lengths than rows and columns say. */
  | { readonly _tag: 'BadShape'; readonly expected: number; readonly given: number }
  | { readonly _tag: 'BadSetting'; readonly setting: string; readonly given: number }
  /** Asked to stop, or the thread that learned came to its end. */
  | { readonly _tag: 'Interrupted'; readonly reason: 'cancelled' | 'thread lost' };

/** Why features cannot be scored by a model: these columns of it are not among them, or are of another kind. */
export type OtherColumns = { readonly _tag: 'OtherColumns'; readonly columns: ReadonlyArray<string> };

/** Why bytes are not read as a model. */
export type CannotRead =
  | { readonly _tag: 'NotAModel'; readonly reason: string }
  /** Written by a version whose form is not known. */
  | { readonly _tag: 'OtherVersion'; readonly version: number };
