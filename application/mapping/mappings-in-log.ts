import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  evolve,
  initialMapping,
  type MappingState,
  type MappingVersion,
  versionsOf,
} from '../../domain/mapping/state.js';
import { mappingStream } from '../../domain/mapping/stream.js';
import type { EventStore, LogUnavailable, UnreadableStream } from '../ports/event-store.js';
import type { Mappings } from '../ports/mappings.js';

/** Every mapping of a connection as the log has them at this moment, the oldest first. */
export const readMappings =
  ({ readStream }: Pick<EventStore, 'readStream'>) =>
  (
    source: string,
    connection: string,
  ): TE.TaskEither<LogUnavailable | UnreadableStream, ReadonlyArray<MappingVersion>> =>
    pipe(
      readStream(mappingStream(source, connection)),
      TE.map((history) =>
        history.reduce<MappingState>(
          (state, { event }) => (event.type === 'MappingSaved' ? evolve(state, event) : state),
          initialMapping,
        ),
      ),
      TE.map(versionsOf),
    );

export const mappingsInLog = (log: Pick<EventStore, 'readStream'>): Mappings => ({
  mappingsOf: async (source, connection) => {
    const versions = await readMappings(log)(source, connection)();
    if (E.isRight(versions)) return versions.right;
    throw new Error(`The mapping of ${source}/${connection} cannot be read: ${versions.left._tag}.`);
  },
});
