import type { MappingVersion } from '../../domain/mapping/state.js';

/** What the bodies of connections mean whose shape somebody else chose. */
export type Mappings = {
  /** Every version there was, the oldest first; the last is in use. Rejects where they cannot be read. */
  readonly mappingsOf: (source: string, connection: string) => Promise<ReadonlyArray<MappingVersion>>;
};
