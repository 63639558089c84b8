import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import * as E from 'fp-ts/lib/Either.js';
import { Counter, Gauge } from 'prom-client';
import type { ReaderStatus } from '../../projections/following/reader-status.js';
import type { MeasuredProgress, ReadSide } from '../deps.js';

type Options = Pick<ReadSide, 'progress'> & {
  readonly eventStore: Pick<ReadSide['eventStore'], 'readHead'>;
  readonly readers?: () => ReadonlyArray<ReaderStatus>;
};

const STATES: ReadonlyArray<ReaderStatus['state']> = ['starting', 'running', 'waiting', 'stopped', 'lost'];

/** Of all that is measured at a time, one look; nothing where the database is out of reach. */
const shared = (progress: ReadSide['progress']): ReadSide['progress'] => {
  let asked: Promise<ReadonlyArray<MeasuredProgress>> | undefined;
  return () => {
    asked ??= progress()
      .catch(() => [])
      .finally(() => {
        asked = undefined;
      });
    return asked;
  };
};

type Measured = {
  readonly name: string;
  readonly help: string;
  readonly read: (progress: MeasuredProgress) => number | undefined;
};

const lagSeconds = ({ lagSeconds: lag }: MeasuredProgress) => lag;
const lagEvents = ({ behind }: MeasuredProgress) => behind?.events;
const lagIsEstimated = ({ behind }: MeasuredProgress) => behind && Number(behind.isEstimate);
const positionOf = ({ position }: MeasuredProgress) => position && Number(position.commit);

const ofReaders: ReadonlyArray<Measured> = [
  { name: 'lag_seconds', help: 'How many seconds it trails the log.', read: lagSeconds },
  { name: 'lag_events', help: 'How many events of the log it has yet to take in.', read: lagEvents },
  { name: 'lag_events_estimated', help: 'Whether some of those are told from bytes.', read: lagIsEstimated },
  { name: 'position', help: 'Where in the log it stands.', read: positionOf },
  {
    name: 'parked_streams',
    help: 'Streams it has put aside until they are repaired.',
    read: ({ parked }) => parked,
  },
];

const isProjection = ({ version }: MeasuredProgress): boolean => version !== undefined;

/** How far each projection and reactor has come, and what those that run in this process do. */
export const projectionMetrics = fp(
  async (app: FastifyInstance, { progress, eventStore, readers }: Options) => {
    const registers = [app.metricsRegistry];
    const look = shared(progress);

    const measure = (
      prefix: string,
      label: string,
      isOne: (of: MeasuredProgress) => boolean,
      { name, help, read }: Measured,
    ) =>
      new Gauge({
        name: `treering_${prefix}_${name}`,
        help,
        labelNames: [label],
        registers,
        async collect() {
          const all = await look();
          this.reset();
          for (const one of all.filter(isOne)) {
            const value = read(one);
            if (value !== undefined) this.set({ [label]: one.name }, value);
          }
        },
      });
    for (const one of ofReaders) measure('projection', 'read_model', isProjection, one);
    for (const one of ofReaders) measure('reactor', 'reactor', (of) => !isProjection(of), one);

    new Counter({
      name: 'treering_projection_events_total',
      help: 'Events of the log it has taken in since the start of the log.',
      labelNames: ['read_model'],
      registers,
      async collect() {
        const all = await look();
        this.reset();
        for (const { name, events } of all.filter(isProjection))
          if (events !== undefined) this.inc({ read_model: name }, events);
      },
    });
    new Gauge({
      name: 'treering_log_head_position',
      help: 'Where the log ends.',
      registers,
      async collect() {
        const head = await eventStore.readHead()();
        this.reset();
        this.set(E.isRight(head) ? Number(head.right?.commit ?? 0) : Number.NaN);
      },
    });
    if (readers === undefined) return;
    new Gauge({
      name: 'treering_reader_partitions',
      help: 'Partitions that this process reads, by projection or reactor and how its reader does.',
      labelNames: ['reader', 'state'],
      registers,
      collect() {
        const all = readers();
        this.reset();
        for (const name of new Set(all.map((reader) => reader.name))) {
          for (const state of STATES) this.set({ reader: name, state }, 0);
        }
        for (const { name, state, partitions } of all) this.inc({ reader: name, state }, partitions);
      },
    });
  },
  { name: 'projection-metrics', dependencies: ['metrics'] },
);
