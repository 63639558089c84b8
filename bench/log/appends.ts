import { startThreads } from './threads.js';

export type Appends = {
  readonly clients: number;
  readonly batch: number;
  readonly inFlight: number;
  readonly events: number;
};

/** Events a second, of all clients together, from when the first began to when the last ended. */
export const appendRate = async (
  connectionString: string,
  { clients, batch, inFlight, events }: Appends,
  { seed, size }: { readonly seed: number; readonly size: number },
): Promise<number> => {
  const each = Math.ceil(events / clients / batch) * batch;
  const { begin, answers } = await startThreads(
    connectionString,
    Array.from({ length: clients }, (_, number) => ({
      do: 'append' as const,
      stream: `appended-${clients}-${batch}-${inFlight}-${number}`,
      seed: seed + number,
      size,
      events: each,
      batch,
      inFlight,
    })),
  );
  begin();
  const times = (await answers()).flatMap((answer) => (answer._tag === 'Appended' ? [answer] : []));
  const startedAt = Math.min(...times.map((time) => time.startedAt));
  const endedAt = Math.max(...times.map((time) => time.endedAt));
  return (each * clients * 1000) / (endedAt - startedAt);
};
