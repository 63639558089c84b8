import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { chooseSettings } from '../../../../ml/learning/boosting/choose-settings.js';
import { boostingDefaults } from '../../../../ml/learning/boosting/settings.js';
import { drawnExamples, numbers } from '../made-up-examples.js';

const settings = { ...boostingDefaults, rounds: 60, rate: 0.1, columnShare: 1 };
const columns = numbers('x', 'y');

it('trees with room for what columns say together are chosen where they say it', () => {
  const examples = drawnExamples(1, 1500, columns, ([x = 0, y = 0]) => (x * y > 0 ? 1 : 0));
  const chosen = chooseSettings(
    examples,
    [
      { ...settings, leaves: 2 },
      { ...settings, leaves: 8 },
    ],
    1,
  );
  expect(chosen).toMatchObject(E.right({ leaves: 8 }));
});

it('few rounds are chosen where there is nothing to learn, and all of them where there is', () => {
  const roundsOf = (labelOf: (x: number, uniform: () => number) => boolean) => {
    const examples = drawnExamples(2, 1500, columns, ([x = 0], uniform) => (labelOf(x, uniform) ? 1 : 0));
    const chosen = chooseSettings(examples, [settings], 1);
    return E.isRight(chosen) ? chosen.right.rounds : Number.NaN;
  };
  expect(roundsOf((_, uniform) => uniform() < 0.5)).toBeLessThan(15);
  expect(roundsOf((x) => x > 0)).toBe(60);
});

it('nothing is chosen of what cannot be learned', () => {
  const examples = drawnExamples(3, 100, columns, () => 1);
  expect(chooseSettings(examples, [settings], 1)).toEqual(E.left({ _tag: 'OneClassOnly', label: 1 }));
  expect(chooseSettings(examples, [], 1)).toMatchObject({ left: { _tag: 'BadSetting', given: 0 } });
});
