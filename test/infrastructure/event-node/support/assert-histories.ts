import fc from 'fast-check';
import { expect } from 'vitest';
import { beginHistory, type Clock, steppedClock } from './history.js';
import { type RunningNode, runningNode } from './running-node.js';
import { anyHistory } from './steps.js';

const HISTORIES_ON_A_NODE = 50;

/** Runs seeded histories on a node and in the model, which must answer alike. `EVENT_NODE_HISTORIES` makes them more. */
export const assertHistories = async (defaults: {
  readonly seed: number;
  readonly histories: number;
}): Promise<void> => {
  const numRuns = Number(process.env.EVENT_NODE_HISTORIES ?? defaults.histories);
  const seed = Number(process.env.EVENT_NODE_SEED ?? defaults.seed);
  const clock: Clock = steppedClock(Date.UTC(2026, 0, 1));
  let node: RunningNode | undefined;
  let runs = 0;
  try {
    await fc.assert(
      fc.asyncProperty(anyHistory, async (steps) => {
        if (runs % HISTORIES_ON_A_NODE === 0) {
          await node?.stop();
          node = undefined;
        }
        runs += 1;
        node ??= await runningNode({ now: clock.now });
        const history = await beginHistory(node, clock);
        for (const step of steps) {
          const { node: onNode, model } = await history.take(step);
          expect(onNode).toEqual(model);
        }
        const { node: onNode, model } = await history.everything();
        expect(onNode).toEqual(model);
        const positions = await history.positions();
        expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
      }),
      { seed, numRuns },
    );
  } finally {
    await node?.stop();
  }
};
