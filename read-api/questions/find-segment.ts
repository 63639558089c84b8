import * as E from 'fp-ts/lib/Either.js';
import type { SegmentVersion } from '../../domain/segment/state.js';
import type { Segment as StoredSegment } from '../../projections/segments/queries.js';
import type { FoundSegment, Segment, SegmentList } from '../answers/segments.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';

const shownVersion = ({ version, since, definition }: SegmentVersion) => ({
  version,
  since,
  description: definition?.description ?? null,
  rule: definition?.rule ?? null,
});

const shown = ({ name, versions }: StoredSegment): ReadonlyArray<Segment> => {
  const last = versions.at(-1);
  return last === undefined
    ? []
    : [{ name, retired: last.definition === null, ...shownVersion(last), versions: versions.map(shownVersion) }];
};

/** Every segment that was ever defined, by name. */
export const listSegments = ({ segments }: Pick<ReadSide, 'segments'>): Answer<SegmentList> =>
  queried(async () => {
    const { segments: all, freshness } = await segments.list();
    return { items: all.flatMap(shown), freshness };
  });

export const findSegment =
  ({ segments }: Pick<ReadSide, 'segments'>) =>
  (name: string): Answer<FoundSegment> =>
  async () => {
    const { segment, freshness } = await segments.find(name);
    const [found] = segment === undefined ? [] : shown(segment);
    return found === undefined ? E.left({ _tag: 'SegmentNotFound', name }) : E.right({ segment: found, freshness });
  };
