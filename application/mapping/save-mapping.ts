import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { canonical } from '../../domain/canonical.js';
import type { ConnectionUnknown } from '../../domain/connection/errors.js';
import type { DecodeError, Violation } from '../../domain/errors.js';
import { mappingAggregate } from '../../domain/mapping/aggregate.js';
import type { Timestamp } from '../../domain/primitives.js';
import { findOrBroken } from '../connections/find-or-broken.js';
import { deterministicId } from '../deterministic-id.js';
import { handleCommand } from '../handle-command.js';
import type { StreamFailure } from '../handle-in-stream.js';
import { type ConnectionBroken, type Connections, isConnectionBroken } from '../ports/connections.js';
import type { AppendTooLarge, EventStore } from '../ports/event-store.js';
import { readDefinition } from './definition-problems.js';
import { readMappings } from './mappings-in-log.js';
import { type TriedRecord, tryMapping } from './try-mapping.js';

export type MappingToSave = {
  readonly source: string;
  readonly name: string;
  readonly definition: unknown;
  /** A body as the sender sends it. */
  readonly sample: unknown;
  /** Only say what would come of it. */
  readonly dryRun: boolean;
  readonly actor: string;
};

export type SavedMapping = {
  /** The one in use from now on; of a dry run, the one in use, 0 for none. */
  readonly version: number;
  readonly dryRun: boolean;
  readonly records: ReadonlyArray<TriedRecord>;
};

type Deps = {
  readonly connections: Pick<Connections, 'find'>;
  readonly log: Pick<EventStore, 'readStream' | 'append'>;
  readonly clock: () => Timestamp;
};

const refused = (violations: ReadonlyArray<Violation>) =>
  E.left<DecodeError>({ _tag: 'DecodeError', source: 'mapping', violations });

/** Saves a mapping that makes sense, and of the sample something; says what is wrong with any other. Rejects where a store does not answer. */
export const saveMapping =
  ({ connections, log, clock }: Deps) =>
  ({
    source,
    name,
    definition,
    sample,
    dryRun,
    actor,
  }: MappingToSave): TaskEither<
    ConnectionUnknown | ConnectionBroken | DecodeError | AppendTooLarge | StreamFailure,
    SavedMapping
  > =>
  async () => {
    const connection = await findOrBroken(connections, source, name);
    if (isConnectionBroken(connection)) return E.left(connection);
    if (connection === undefined) return E.left({ _tag: 'ConnectionUnknown', source, connection: name });
    const read = readDefinition(definition);
    if (E.isLeft(read))
      return refused(read.left.map(({ pointer, message }) => ({ pointer: `/definition${pointer}`, message })));
    const { records, violations } = tryMapping(read.right, sample, connection.settings.timeZone);
    if (violations.length > 0) return refused(violations);
    if (!dryRun) {
      const occurredAt = clock();
      const data = { source, connection: name, occurredAt, definition: read.right };
      const fact = ['mapping', source, name, occurredAt, canonical(read.right)];
      const context = { fact, correlationId: deterministicId(...fact), causationId: null, actor, source: null };
      const handled = await handleCommand(log)(mappingAggregate)({ type: 'SaveMapping', data }, context)();
      if (E.isLeft(handled))
        return E.left(handled.left._tag === 'CommandRefused' ? handled.left.refusal : handled.left);
    }
    return pipe(
      await readMappings(log)(source, name)(),
      E.map((versions) => ({ version: versions.at(-1)?.version ?? 0, dryRun, records })),
    );
  };
