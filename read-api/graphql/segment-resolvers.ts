import * as t from 'io-ts';
import { CalendarDate } from '../../domain/primitives.js';
import { SegmentName } from '../../domain/segment/name.js';
import type { ReadSide } from '../deps.js';
import { KnownOn } from '../parameters/clocks.js';
import { Cursor, PageSize } from '../parameters/common.js';
import { Description, Rule, Version } from '../parameters/segments.js';
import type { Principal } from '../principal.js';
import type { Answer } from '../questions/ask.js';
import type { Asker } from '../questions/change-connections.js';
import { changeSegment } from '../questions/change-segment.js';
import { findSegment, listSegments } from '../questions/find-segment.js';
import { readModelsOf } from '../questions/read-models.js';
import { segmentMembers, tryRule } from '../questions/segment-members.js';
import { NoArguments } from './arguments.js';
import { asking } from './context.js';

const ByName = t.strict({ name: SegmentName });
const Definition = t.exact(
  t.intersection([t.type({ name: SegmentName, rule: Rule }), t.partial({ description: Description })]),
);
const Members = t.exact(
  t.intersection([
    t.type({ name: SegmentName }),
    t.partial({ asOf: CalendarDate, knownAt: KnownOn, version: Version, first: PageSize, after: Cursor }),
  ]),
);
const Tried = t.exact(t.intersection([t.type({ rule: Rule }), t.partial({ asOf: CalendarDate, knownAt: KnownOn })]));

const changing = <Q, A>(codec: t.Type<Q, unknown, unknown>, ask: (asked: Q, by: Asker) => Answer<A>) =>
  asking('change:segments', [], codec, (asked: Q, _parent: unknown, { subject }: Principal) => ask(asked, { subject }));

/** The same questions and changes as over REST. */
export const segmentResolvers = (readSide: ReadSide) => {
  const change = changeSegment(readSide);
  const { segments: readModels } = readModelsOf;
  return {
    queries: {
      segments: asking('read:accounts', readModels, NoArguments, () => listSegments(readSide)),
      segment: asking('read:accounts', readModels, ByName, ({ name }) => findSegment(readSide)(name)),
      segmentAccounts: asking('read:accounts', readModels, Members, ({ name, first, after, ...asked }) =>
        segmentMembers(readSide)(name, { ...asked, ...(first && { limit: first }), ...(after && { cursor: after }) }),
      ),
      tryRule: asking('change:segments', readModels, Tried, ({ rule, knownAt, asOf }) =>
        tryRule(readSide)(rule, knownAt, asOf),
      ),
    },
    mutations: {
      defineSegment: changing(Definition, ({ name, ...said }, by) => change.define(name, said, by)),
      redefineSegment: changing(Definition, ({ name, ...said }, by) => change.redefine(name, said, by)),
      retireSegment: changing(ByName, ({ name }, by) => change.retire(name, by)),
    },
  };
};
