import * as t from 'io-ts';
import { message } from '../event.js';
import { NonEmptyString, nullable, Timestamp } from '../primitives.js';
import { SegmentName } from './name.js';
import { Rule } from './rule.js';

const segment = { name: SegmentName, occurredAt: Timestamp };
const definition = { description: nullable(NonEmptyString), rule: Rule };

export const SegmentCommand = t.union(
  [
    message('DefineSegment', { ...segment, ...definition }),
    message('RedefineSegment', { ...segment, ...definition }),
    message('RetireSegment', segment),
  ],
  'SegmentCommand',
);
export type SegmentCommand = t.TypeOf<typeof SegmentCommand>;
