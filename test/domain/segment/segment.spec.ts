import { describe, expect, it } from 'vitest';
import { segmentAggregate } from '../../../domain/segment/aggregate.js';
import { SegmentCommand } from '../../../domain/segment/commands.js';
import { SegmentEvent } from '../../../domain/segment/events.js';
import { initialSegment, versionsOf } from '../../../domain/segment/state.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const at = '2026-03-01T09:30:00.000Z';
const onPlan = (value: string) => ({ description: null, rule: { field: 'plan', op: '=', value } });
const said = (type: string, version: number, plan?: string) =>
  valid(SegmentEvent)({
    type,
    data: { name: 'key-accounts', occurredAt: at, version, ...(plan === undefined ? {} : onPlan(plan)) },
  });
const asked = (type: string, plan?: string) =>
  valid(SegmentCommand)({
    type,
    data: { name: 'key-accounts', occurredAt: at, ...(plan === undefined ? {} : onPlan(plan)) },
  });
const given = givenDecider(segmentAggregate);
const defined = said('SegmentDefined', 1, 'pro');
const retired = said('SegmentRetired', 2);

describe('a segment', () => {
  it('is defined once, and counts its versions from 1', () => {
    given([]).when(asked('DefineSegment', 'pro')).then([defined]);
    given([defined]).when(asked('DefineSegment', 'pro')).thenNothing();
    given([defined]).when(asked('DefineSegment', 'team')).thenRefused('SegmentAlreadyDefined');
  });

  it('is redefined while it is there, and what holds already is no new version', () => {
    given([defined])
      .when(asked('RedefineSegment', 'team'))
      .then([said('SegmentRedefined', 2, 'team')]);
    given([defined]).when(asked('RedefineSegment', 'pro')).thenNothing();
    given([]).when(asked('RedefineSegment', 'pro')).thenRefused('SegmentUnknown');
    given([defined, retired]).when(asked('RedefineSegment', 'pro')).thenRefused('SegmentUnknown');
  });

  it('is retired once, and its name may be given again', () => {
    given([defined]).when(asked('RetireSegment')).then([retired]);
    given([defined, retired]).when(asked('RetireSegment')).thenNothing();
    given([]).when(asked('RetireSegment')).thenRefused('SegmentUnknown');
    given([defined, retired])
      .when(asked('DefineSegment', 'pro'))
      .then([said('SegmentDefined', 3, 'pro')]);
  });

  it('folds to the same versions in any order', () => {
    foldsTheSameInAnyOrder(SegmentEvent, segmentAggregate);
    const versions = versionsOf([retired, defined].reduce(segmentAggregate.evolve, initialSegment));
    expect(versions.map(({ version, definition }) => [version, definition === null])).toEqual([
      [1, false],
      [2, true],
    ]);
  });
});
