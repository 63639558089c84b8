import { writeSync } from 'node:fs';
import { EventStoreDBClient, jsonEvent, type ResolvedEvent } from '@eventstore/db-client';
import { startEventNode } from '../../../../infrastructure/event-node/start.js';

// Appends without end, and lets two consumers ack, park and retry what they get, until it is killed. It says what was appended
// before, and what was acked after it happened, so that what is said is a part of what is true.

const [file = '', stream = '', group = '', round = ''] = process.argv.slice(2);
const node = await startEventNode({ file });
const client = EventStoreDBClient.connectionString(node.connectionString);
const say = (fact: object) => writeSync(1, `${JSON.stringify(fact)}\n`);

const consume = (name: string) => {
  const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize: 20 });
  let count = 0;
  subscription.on('data', async (resolved: ResolvedEvent) => {
    count += 1;
    const revision = Number(resolved.event?.revision);
    say({ _tag: 'delivered', revision });
    if (revision % 10 === 3) await subscription.nack('park', `${name} parks it`, resolved);
    else if (count % 7 === 0) await subscription.nack('retry', `${name} does not want it`, resolved);
    else await subscription.ack(resolved);
  });
};
consume('one');
consume('two');

for (let batch = 0; ; batch += 1) {
  const events = Array.from({ length: 5 }, (_, index) => jsonEvent({ type: 'Counted', data: { round, batch, index } }));
  const { nextExpectedRevision } = await client.appendToStream(stream, events);
  say({ _tag: 'appended', revision: Number(nextExpectedRevision) });
}
