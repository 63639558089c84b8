import type { Position } from '../../application/position.js';
import type { ReaderReport } from '../following/report.js';
import type { GenerationId } from '../generation.js';

/** What an operator who waits wants to know. Holds nothing personal. */
export type RebuildReport =
  | ReaderReport
  /** `from`: where an earlier run of the same rebuild stopped. */
  | { readonly _tag: 'Began'; readonly generation: GenerationId; readonly from: Position | undefined }
  | { readonly _tag: 'Folded'; readonly events: number; readonly position: Position; readonly head: Position }
  | { readonly _tag: 'WaitingForLive'; readonly readModel: string }
  | { readonly _tag: 'Comparing'; readonly readModel: string; readonly table: string }
  | { readonly _tag: 'GoingLive'; readonly generation: GenerationId };
