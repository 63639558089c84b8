import { SQL } from '@event-driven-io/dumbo';
import {
  getPostgreSQLEventStore,
  type PostgresReadEvent,
  postgreSQLRawBatchSQLProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { EventOf } from '../../domain/catalogue.js';
import { simulatedFacts } from './facts.js';
import { additionsBy } from './usage-table.js';

type UsageRecorded = EventOf<'UsageRecorded'>;

/** Of 100, 1,000 and 5,000 events a batch, the one it is fastest with. */
const BATCH = 1_000;

const recordedOf = ({ type, data, metadata }: PostgresReadEvent<UsageRecorded>): RecordedEvent => ({
  id: metadata.messageId,
  streamName: metadata.streamName,
  revision: metadata.streamPosition,
  position: { commit: metadata.globalPosition, prepare: metadata.globalPosition },
  recordedAt: new Date(0),
  event: { type, data },
  metadata: { correlationId: 'bench', causationId: null, actor: 'bench:replay', source: null },
});

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, number) => total + number, 0);

/** Written as its documentation shows: SQL for what a batch of events changes, here one statement a row. */
const usageProjection = postgreSQLRawBatchSQLProjection<UsageRecorded>({
  name: 'usage',
  canHandle: ['UsageRecorded'],
  init: () => SQL`
    create table if not exists usage (
      account_id text, metric text, month text, feature text,
      sums double precision[], counts double precision[], total double precision, total_count double precision,
      primary key (account_id, metric, month, feature)
    )`,
  evolve: (events) =>
    additionsBy((events as Array<PostgresReadEvent<UsageRecorded>>).map(recordedOf)).map(
      ({ key: [account, metric, month, feature], sums, counts }) => SQL`
        insert into usage as t values (${account}, ${metric}, ${month}, ${feature},
          ${`{${sums.join(',')}}`}::double precision[], ${`{${counts.join(',')}}`}::double precision[],
          ${sum(sums)}, ${sum(counts)})
        on conflict (account_id, metric, month, feature) do update set
          sums = array(select held + added from unnest(t.sums, excluded.sums) as s(held, added)),
          counts = array(select held + added from unnest(t.counts, excluded.counts) as s(held, added)),
          total = t.total + excluded.total, total_count = t.total_count + excluded.total_count`,
    ),
});

/** Appends the simulated facts to an Emmett store in this database, and returns how many there are. */
export const fillEmmett = async (url: string, size: number, seed: number): Promise<number> => {
  const store = getPostgreSQLEventStore(url);
  try {
    await store.schema.migrate();
    let written = 0;
    for (const { stream, facts } of simulatedFacts(size, seed)) {
      await store.appendToStream(
        stream,
        facts.map(({ type, data }) => ({ type, data })),
      );
      written += facts.length;
    }
    return written;
  } finally {
    await store.close();
  }
};

/** Seconds until Emmett has folded every event of its store into the table `usage`, starting from nothing. */
export const intoEmmettTable = async (url: string): Promise<number> => {
  const consumer = rebuildPostgreSQLProjections({
    connectionString: url,
    projections: [usageProjection],
    pulling: { batchSize: BATCH, pullingFrequencyInMs: 1 },
  });
  const startedAt = performance.now();
  await consumer.start();
  const seconds = (performance.now() - startedAt) / 1000;
  await consumer.close();
  return seconds;
};
