import * as E from 'fp-ts/lib/Either.js';
import { deterministicId } from '../../application/deterministic-id.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { simulatedFacts } from './facts.js';

const IN_FLIGHT = 16;

/** Appends the simulated facts, and returns how many there are. */
export const fill = async ({ append }: EventStore, size: number, seed: number): Promise<number> => {
  const metadata = { correlationId: 'bench', causationId: null, actor: 'bench:replay', source: null };
  let written = 0;
  let waiting: Array<Promise<void>> = [];
  for (const { stream, facts } of simulatedFacts(size, seed)) {
    const events = facts.map((event, i) => ({
      id: deterministicId(stream, `${i}`, event.data.occurredAt),
      event,
      metadata,
    }));
    waiting.push(
      append(stream, 'any', events)().then((appended) => {
        if (E.isLeft(appended)) throw new Error(`the log refused ${stream}: ${appended.left._tag}`);
      }),
    );
    written += events.length;
    if (waiting.length < IN_FLIGHT) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
  return written;
};
