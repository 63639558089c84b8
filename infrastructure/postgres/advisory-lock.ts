/** What one process at a time does in a database, whatever number of them there are. */
const locks = {
  'read model tables': 7_301_946_025,
  leases: 7_301_946_026,
  'ingestion tables': 7_301_946_027,
  'subject keys table': 7_301_946_028,
  'pull leases': 7_301_946_029,
  'alerting tables': 7_301_946_030,
  'feature tables': 7_301_946_041,
  'model artifacts table': 7_301_946_042,
};

export type LockName = keyof typeof locks;

/** A statement that waits for the lock; the transaction keeps it to its end. */
export const takeLock = (name: LockName): string => `select pg_advisory_xact_lock(${locks[name]})`;
