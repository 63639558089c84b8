import type { Connection, ConnectionBroken } from './connections.js';

/** One thing that was looked at, and what is wrong with it, in words for whoever set the connection up. Holds no secret. */
export type ConnectionCheck = { readonly check: string; readonly ok: boolean; readonly says: string };

/** Looks at a connection, and asks its vendor for access where that can be done. Never rejects for what the vendor answers. */
export type TestConnection = (connection: Connection | ConnectionBroken) => Promise<ReadonlyArray<ConnectionCheck>>;
