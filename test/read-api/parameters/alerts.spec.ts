import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { decodeError } from '../../../domain/errors.js';
import { TargetInput } from '../../../read-api/parameters/alert-channels.js';
import { AlertRuleInput } from '../../../read-api/parameters/alert-rules.js';

const wrongIn = (codec: Pick<t.Mixed, 'decode'>, body: unknown): ReadonlyArray<string> => {
  const decoded = codec.decode(body);
  return E.isRight(decoded) ? [] : decodeError('body', decoded.left).violations.map(({ pointer }) => pointer);
};

describe('whom a channel reaches', () => {
  const url = 'https://hooks.example/services/s3cret';

  it.each([
    [{}, ['/kind']],
    [{ kind: 'pager' }, ['/kind']],
    [{ kind: 'webhook', url: 'ftp://example.com' }, ['/url']],
    [{ kind: 'webhook', url: 'https://name:password@example.com' }, ['/url']],
    [{ kind: 'webhook', url, secret: 'whsec_c2hvcnQ=' }, ['/secret']],
    [{ kind: 'slack', url, secret: 'whsec_c2hvcnQ=' }, ['/secret']],
    [{ kind: 'mail', to: [] }, ['/to']],
    [{ kind: 'mail', to: ['duty@example.com', 'boss, lead@example.com'] }, ['/to']],
  ])('is none: %j', (body, pointers) => {
    expect(wrongIn(TargetInput, body)).toEqual(pointers);
  });

  it.each([
    { kind: 'webhook', url },
    { kind: 'webhook', url, secret: 'whsec_YSBzZWNyZXQgb2YgZW5vdWdoIGJ5dGVz' },
    { kind: 'slack', url },
    { kind: 'mail', to: ['duty@example.com'] },
  ])('is one: %j', (body) => {
    expect(wrongIn(TargetInput, body)).toEqual([]);
  });
});

describe('a rule', () => {
  const minimal = {
    name: 'Critical',
    watch: { what: 'health-band', bands: ['critical'] },
    plan: { channels: ['desk'] },
  };
  const plan = (more: object) => ({ ...minimal, plan: { ...minimal.plan, ...more } });
  const watch = (watched: object) => ({ ...minimal, watch: watched });
  const quiet = { timeZone: 'Europe/Berlin', from: '22:00', to: '07:00', weekdays: ['mon'] };
  const always = { ...quiet, from: '00:00', to: '00:00' };
  it.each([
    ['another band', watch({ what: 'health-band', bands: ['purple'] }), ['/watch/bands']],
    ['no band', watch({ what: 'health-band', bands: [] }), ['/watch/bands']],
    ['another kind of anomaly', watch({ what: 'anomaly', kinds: ['odd'] }), ['/watch/kinds']],
    ['a misspelt field', watch({ what: 'anomaly', kind: ['point'] }), ['/watch/kind']],
    ['a fall of nothing', watch({ what: 'health-fall', points: 0, days: 0 }), ['/watch/points', '/watch/days']],
    ['a mean', watch({ what: 'metric', metric: 'csat', is: 'below', limit: 1, days: 7 }), ['/watch/metric']],
    ['no channel', plan({ channels: [] }), ['/plan/channels']],
    [
      'an escalation at once',
      plan({ escalation: { afterMinutes: 0, channels: ['desk'] } }),
      ['/plan/escalation/afterMinutes'],
    ],
    [
      'a zone nobody knows',
      plan({ quietHours: { ...quiet, timeZone: 'Mars/Olympus' } }),
      ['/plan/quietHours/timeZone'],
    ],
    [
      'quiet that never ends',
      plan({ quietHours: { ...always, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] } }),
      ['/plan/quietHours'],
    ],
  ])('may not have %s', (_, body, pointers) => {
    expect(wrongIn(AlertRuleInput, body)).toEqual(pointers);
  });

  it('may be quiet, escalated, and say little', () => {
    const whole = plan({ quietHours: quiet, escalation: { afterMinutes: 30, channels: ['desk'] } });
    expect(wrongIn(AlertRuleInput, whole)).toEqual([]);
    expect(
      wrongIn(AlertRuleInput, watch({ what: 'metric', metric: 'events', is: 'below', limit: 5, days: 7 })),
    ).toEqual([]);
    expect(AlertRuleInput.decode(watch({ what: 'anomaly' }))).toEqual(
      E.right({
        ...minimal,
        watch: { what: 'anomaly', metrics: [], kinds: [], minimumSeverity: 0 },
        accounts: {},
        plan: { channels: ['desk'], escalation: null, quietHours: null },
      }),
    );
  });
});
