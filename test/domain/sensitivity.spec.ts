import { describe, expect, it } from 'vitest';
import { Timestamp } from '../../domain/primitives.js';
import { sensitivityAggregate } from '../../domain/sensitivity/aggregate.js';
import { sensitivityFor } from '../../domain/sensitivity/sensitivity-for.js';
import { evolve, initialSensitivity } from '../../domain/sensitivity/state.js';
import { fact } from '../support/fact.js';
import { givenDecider } from '../support/given.js';
import { valid } from '../support/valid.js';

const at = (hour: number) => `2026-03-01T${hour}:00:00.000Z`;
const set = (
  version: number,
  metric: string | null,
  segment: string | null,
  falseAlarmsPerYear: number | null,
  hour = 9 + version,
) => fact('SensitivitySet', { occurredAt: at(hour), version, metric, segment, falseAlarmsPerYear });
const { version: _, ...asked } = set(1, 'events', 'smb', 4, 12).data;
const command = { type: 'SetSensitivity' as const, data: asked };

describe('how closely the detector looks', () => {
  const decided = givenDecider(sensitivityAggregate);

  it('is said, each time as another version', () => {
    decided([])
      .when(command)
      .then([set(1, 'events', 'smb', 4, 12)]);
    decided([set(1, 'events', null, 2)])
      .when(command)
      .then([set(2, 'events', 'smb', 4, 12)]);
  });

  it('is not said again', () => {
    decided([set(1, 'events', 'smb', 4)])
      .when(command)
      .thenNothing();
    const back = { ...command, data: { ...asked, falseAlarmsPerYear: null } };
    decided([]).when(back).thenNothing();
    decided([set(1, 'events', 'smb', 4)])
      .when(back)
      .then([set(2, 'events', 'smb', null, 12)]);
  });

  it('holds as it was said last, though clocks differ', () => {
    const later = valid(Timestamp)('2026-03-01T15:00:00.001Z');
    decided([set(1, 'events', 'smb', 2, 15)])
      .when(command)
      .then([{ type: 'SensitivitySet', data: { ...asked, occurredAt: later, version: 2 } }]);
  });

  it.each([
    ['nothing that was said', [], ['smb'], 1],
    ['everything', [set(1, null, null, 2)], ['smb'], 2],
    ['the metric', [set(1, null, null, 2), set(2, 'events', null, 3)], ['smb'], 3],
    ['the segment', [set(1, 'events', null, 3), set(2, null, 'smb', 4)], ['smb'], 4],
    ['another segment', [set(1, null, 'smb', 4)], ['enterprise'], 1],
    ['the metric of the segment', [set(1, null, 'smb', 9), set(2, 'events', 'smb', 0)], ['smb'], 0],
    ['the closest of several', [set(1, null, 'smb', 4), set(2, null, 'new', 5)], ['smb', 'new'], 5],
    ['what was taken back', [set(1, 'events', null, 3), set(2, 'events', null, null)], ['smb'], 1],
  ])('is by %s', (_name, facts, segments, expected) => {
    for (const history of [facts, facts.toReversed()]) {
      const state = history.reduce(evolve, initialSensitivity);
      expect(sensitivityFor(state, 'events', new Set(segments))).toBe(expected);
    }
  });
});
