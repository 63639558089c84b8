import type { SegmentName } from './name.js';

export const segmentStream = (name: SegmentName): string => `segment-${name}`;
