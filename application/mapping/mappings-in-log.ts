import * as E from 'fp-ts/lib/Either.js';
import type { MappingEvent } from '../../domain/mapping/events.js';
import { evolve, initialMapping, versionsOf } from '../../domain/mapping/state.js';
import { mappingStream } from '../../domain/mapping/stream.js';
import type { EventStore } from '../ports/event-store.js';
import type { Mappings } from '../ports/mappings.js';

/** The mappings as the log has them at the moment they are asked for. */
export const mappingsInLog = ({ readStream }: Pick<EventStore, 'readStream'>): Mappings => ({
  mappingsOf: async (source, connection) => {
    const history = await readStream(mappingStream(source, connection))();
    if (E.isLeft(history)) throw new Error(`The mapping of ${source}/${connection}: ${history.left._tag}.`);
    const events = history.right.flatMap(({ event }) => (event.type === 'MappingSaved' ? [event] : []));
    return versionsOf(
      events.reduce<typeof initialMapping>((state, event: MappingEvent) => evolve(state, event), initialMapping),
    );
  },
});
