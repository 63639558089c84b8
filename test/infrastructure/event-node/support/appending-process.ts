import { writeSync } from 'node:fs';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEventNode } from '../../../../infrastructure/event-node/start.js';

// Appends without end, and says each append that was acknowledged, until it is killed.

const [file = '', round = '', ...projections] = process.argv.slice(2);
const node = await startEventNode({ file });
const client = EventStoreDBClient.connectionString(node.connectionString);
for (const projection of projections) await client.enableProjection(projection);

const appendTo = async (stream: string): Promise<void> => {
  for (let batch = 0; ; batch += 1) {
    const size = 1 + ((batch * 7) % 5);
    const events = Array.from({ length: size }, (_, index) =>
      jsonEvent({ type: 'Counted', data: { round, batch, index, size } }),
    );
    const { nextExpectedRevision } = await client.appendToStream(stream, events);
    writeSync(1, `${JSON.stringify({ stream, round, batch, last: Number(nextExpectedRevision) })}\n`);
  }
};

await Promise.all(Array.from({ length: 8 }, (_, number) => appendTo(`crash-${number}`)));
