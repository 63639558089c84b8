import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, latest } from '../latest.js';
import { type CalendarDate, dayOf, type NonEmptyString, type Timestamp } from '../primitives.js';
import type { SegmentEvent } from './events.js';
import type { Rule } from './rule.js';

export type Definition = { readonly description: NonEmptyString | null; readonly rule: Rule };

/** Every version a segment has had; `null` for being retired. */
export type SegmentState = { readonly versions: Keyed<Dated<Definition | null>> };

export const initialSegment: SegmentState = { versions: {} };

const saidIn = (event: SegmentEvent): Definition | null =>
  event.type === 'SegmentRetired' ? null : { description: event.data.description, rule: event.data.rule };

export const evolve = ({ versions }: SegmentState, event: SegmentEvent): SegmentState => {
  const { version, occurredAt } = event.data;
  const key = `${version}`;
  return { versions: put(versions, key, latest(lookUp(versions, key), { value: saidIn(event), at: occurredAt })) };
};

export type SegmentVersion = {
  readonly version: number;
  readonly since: Timestamp;
  /** `null` where it was retired. */
  readonly definition: Definition | null;
};

/** The oldest first. */
export const versionsOf = ({ versions }: SegmentState): ReadonlyArray<SegmentVersion> =>
  Object.entries(versions)
    .map(([version, { value, at }]) => ({ version: Number(version), since: at, definition: value }))
    .toSorted((a, b) => a.version - b.version);

/** The version that held at the end of a day. */
export const versionOn = (versions: ReadonlyArray<SegmentVersion>, day: CalendarDate): SegmentVersion | undefined =>
  versions.findLast(({ since }) => dayOf(since) <= day);
