import * as t from 'io-ts';
import { message } from '../event.js';
import { Count, NonEmptyString, nullable, Timestamp } from '../primitives.js';
import { SegmentName } from './name.js';
import { Rule } from './rule.js';

/** Versions of a segment count from 1; retiring it is one of them. A version holds from `occurredAt` on. */
const segment = { name: SegmentName, occurredAt: Timestamp, version: Count };
const definition = { description: nullable(NonEmptyString), rule: Rule };

export const SegmentDefined = message('SegmentDefined', { ...segment, ...definition });
export const SegmentRedefined = message('SegmentRedefined', { ...segment, ...definition });
export const SegmentRetired = message('SegmentRetired', segment);

export const SegmentEvent = t.union([SegmentDefined, SegmentRedefined, SegmentRetired], 'SegmentEvent');
export type SegmentEvent = t.TypeOf<typeof SegmentEvent>;
