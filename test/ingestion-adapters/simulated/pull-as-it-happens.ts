import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import type { Feed } from '../../../ingestion-adapters/feed.js';
import { holdConnection } from '../../../ingestion-adapters/held-connection.js';
import { makeAskVendor } from '../../../ingestion-adapters/pulling/ask-vendor.js';
import { type RunDeps, runFeed } from '../../../ingestion-adapters/pulling/run-feed.js';
import { HOUR, MINUTE } from '../../../simulator/calendar.js';
import type { Random } from '../../../simulator/prng.js';
import type { SimulatedClock } from './clock.js';
import { faultyNetwork } from './faulty-network.js';
import type { SimulatedVendor } from './simulated-vendor.js';

const MOST_TRIES = 500;
/** Of the pages that were kept, so many are the last thing a process did. */
const DEATHS = 0.03;

type Life = {
  readonly vendor: SimulatedVendor;
  readonly clock: SimulatedClock;
  readonly random: Random;
  readonly cursors: RunDeps['cursors'];
  /** When much happens at once, in order; it is pulled meanwhile. */
  readonly busyTimes: ReadonlyArray<number>;
  /** After each round of all feeds. */
  readonly afterRound: () => Promise<void>;
};

const inAnyOrder = <A>(random: Random, all: ReadonlyArray<A>): ReadonlyArray<A> =>
  all
    .map((a) => ({ a, place: random.uniform() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ a }) => a);

/**
 * Pulls all feeds every few hours while what the vendor holds goes on changing, until `endsAt`, and then until nothing is
 * new. Runs that fail are tried again; a process that dies leaves what it kept to the next.
 */
export const pullAsItHappens = async (
  { vendor, clock, random, cursors, busyTimes, afterRound }: Life,
  endsAt: number,
): Promise<Readonly<Record<string, number>>> => {
  let alive = new AbortController();
  const kill = () => alive.abort(new Error('killed'));
  const network = faultyNetwork(vendor, clock, random, kill);
  let line = makeAskVendor({ http: network.http, time: clock });

  const restart = () => {
    alive = new AbortController();
    line = makeAskVendor({ http: network.http, time: clock });
    clock.pass(random.int(1_000, 10 * MINUTE));
  };
  const onPage = () => {
    if (random.chance(DEATHS)) kill();
  };

  const runOnce = async (feed: Feed): Promise<boolean> => {
    const { signal } = alive;
    const deps = { cursors, ask: line.ask(signal), now: clock.now, onPage, signal };
    const run = await runFeed(deps, holdConnection(makeInMemoryConnections(), vendor.connection()), feed);
    if (signal.aborted) restart();
    switch (run._tag) {
      case 'Completed':
        return true;
      case 'Stopped':
        return false;
      case 'Lost':
        throw new Error(`${feed.name} was lost to another process, and there is none`);
      case 'Failed':
        if (run.refused && !vendor.renew()) throw new Error(`${feed.name} was refused: ${run.reason}`);
        clock.pass(random.int(1, 10) * MINUTE);
        return false;
    }
  };

  const round = async () => {
    for (const feed of inAnyOrder(random, vendor.feeds)) {
      let tries = 0;
      while (!(await runOnce(feed))) {
        if (++tries > MOST_TRIES) throw new Error(`${feed.name} does not come to an end`);
      }
    }
    await afterRound();
  };

  while (clock.now().getTime() < endsAt) {
    await round();
    const now = clock.now().getTime();
    const busyAt = busyTimes.find((at) => at > now) ?? Number.POSITIVE_INFINITY;
    clock.moveTo(Math.min(now + random.int(2, 120) * HOUR, busyAt + random.int(0, MINUTE)));
  }
  for (let last = 0; last < 3; last++) {
    clock.pass(6 * HOUR);
    await round();
  }
  return network.seen;
};
