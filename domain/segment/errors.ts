import type { SegmentName } from './name.js';

export type SegmentRefusal = {
  readonly _tag: 'SegmentUnknown' | 'SegmentAlreadyDefined';
  readonly name: SegmentName;
};
