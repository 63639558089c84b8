import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { AccountId } from '../../../domain/ids.js';
import { HealthTrajectoryPredicted } from '../../../domain/prediction/events.js';
import { addDays, CalendarDate, dayOf } from '../../../domain/primitives.js';
import { accountHistory } from '../../../ml/features/account-history.js';
import { type Entry, seriesFrom } from '../../../ml/features/daily-entries.js';
import { actions } from '../../../ml/health-trajectory/actions.js';
import { answerTrajectories } from '../../../ml/health-trajectory/answer-trajectories.js';
import type { MeasuredAction } from '../../../ml/health-trajectory/measured-actions.js';
import { trainTrajectory } from '../../../ml/health-trajectory/model.js';
import { recommendedAction } from '../../../ml/health-trajectory/recommended-action.js';
import { AHEAD_WEEKS } from '../../../ml/health-trajectory/weeks.js';
import { valid } from '../../support/valid.js';
import { numbers } from '../learning/made-up-examples.js';
import { madeUpTrajectories } from './made-up-trajectories.js';

const first = valid(CalendarDate)('2024-01-01');
const until = addDays(first, 400);
const on = (place: number): CalendarDate => addDays(first, place);

/** Used every day, with one engagement on day 100 and four from day 210 on; open cases are none after day 320. */
const entries: ReadonlyArray<Entry> = [
  ...Array.from({ length: 401 }, (_, i) => ({ name: 'events', day: on(i), value: 10 + (i % 7) })),
  ...[100, 210, 212, 214, 216].map((place) => ({ name: 'engagements', day: on(place), value: 1 })),
  { name: 'seats', day: on(0), value: 20 },
  { name: 'seats', day: on(300), value: 25 },
  { name: 'features_adopted', day: on(250), value: 1 },
  { name: 'active_users', day: on(0), value: 5 },
];
const history = accountHistory({ facts: [], series: [seriesFrom(entries, until)] }, until);
const seen = { history, spans: [], until };

const action = (name: string) => {
  const found = actions.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('an action', () => {
  it.each([
    ['engage the customer', 200, true, 1],
    ['engage the customer', 217, false, 0],
    ['engage the customer', 300, true, 0],
    ['introduce a feature', 230, true, 1],
    ['introduce a feature', 260, true, 0],
    ['adjust seats', 290, true, 1],
    ['adjust seats', 310, true, 0],
    ['solve open cases', 290, false, 1],
    ['win a champion', 290, true, 0],
  ] as const)('to %s on day %i makes sense: %s, and was done soon after: %i', (name, place, applies, done) => {
    expect(action(name).applies(history, on(place))).toBe(applies);
    expect(action(name).done(seen, on(place))).toBe(done);
  });

  it('is not known to be done or not before its time is over', () => {
    for (const each of actions) expect(each.done(seen, on(390))).toBeNaN();
  });
});

const measured = (name: string, value: number, low: number): MeasuredAction => ({
  name,
  score: { value, low, high: 2 * value - low, pValue: 0.01, cases: 80, groups: 40 },
  leaves: 'too few treated',
});

describe('the recommended action', () => {
  it('is the one with the largest effect of those that make sense and were seen to help', () => {
    const evidence = [
      measured('solve open cases', 9, 5),
      measured('win a champion', 6, -1),
      measured('engage the customer', 2, 1),
      measured('introduce a feature', 3, 1),
    ];
    expect(recommendedAction(evidence, history, on(300))).toEqual({
      ...{ name: 'introduce a feature', effect: 3, low: 1, high: 5, cases: 80 },
    });
  });

  it('is none where nothing was seen to help, or customers left for it', () => {
    const harming = { ...measured('engage the customer', 2, 1), leaves: measured('', 0.1, 0.02).score };
    const untold: MeasuredAction = { name: 'win a champion', score: 'too few treated', leaves: 'too few treated' };
    expect(recommendedAction([harming, untold], history, on(300))).toBeNull();
  });
});

describe('the answer about an account', () => {
  const model = trainTrajectory(madeUpTrajectories(5, 90, 110), 1);
  if (E.isLeft(model)) throw new Error(model.left._tag);
  const features = { columns: numbers('level'), rows: 2, values: Float64Array.of(20, 20) };
  const day = on(380);

  it('is a prediction as the log takes it, and none where there is no score to go on from', () => {
    const early = addDays(first, -10);
    const told = answerTrajectories(model.right, features, [
      { history, day },
      { history, day: early },
    ]);
    if (E.isLeft(told)) throw new Error(told.left._tag);
    const [answer, none] = told.right;
    expect(none).toBeNull();
    expect(answer?.path).toHaveLength(AHEAD_WEEKS);
    expect(answer?.path.at(-1)?.day).toBe(addDays(day, 182));
    const data = HealthTrajectoryPredicted.type.props.data.decode({
      ...{ accountId: valid(AccountId)('a'), day, occurredAt: `${day}T12:00:00.000Z`, model: 'health-trajectory' },
      ...{ modelVersion: 'v1', featureDigest: 'd', ...answer },
    });
    expect(E.isRight(data)).toBe(true);
    expect(dayOf(answer?.crossings[0]?.day as never) > day).toBe(true);
  });

  it('takes the chance to leave for what is feared, where a model tells it', () => {
    const evidence = { ...model.right, responses: [{ from: 0, to: 36_500, score: measured('', 2, 1).score }] };
    const windowOf = (probability: number) => {
      const told = answerTrajectories(evidence, { ...features, rows: 1, values: Float64Array.of(20) }, [
        { history, day, churn: [{ days: 180, probability }] },
      ]);
      return E.isRight(told) ? told.right[0]?.window : undefined;
    };
    expect(windowOf(0.3)?.from).toBe(day);
    expect(windowOf(0.001)).toBeNull();
  });
});
