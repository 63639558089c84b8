import type { DataSubjectId } from '../../domain/ids.js';

/** One 256-bit key a data subject. A subject without a key has been erased, and never gets another. */
export type SubjectKeys = {
  /** The random subject id of the person behind a vendor's record; made, with its key, when first asked for. */
  readonly subjectOf: (source: string, record: string) => Promise<DataSubjectId>;
  /** The keys of those subjects that still have one. */
  readonly keysOf: (subjects: ReadonlyArray<DataSubjectId>) => Promise<ReadonlyMap<DataSubjectId, Buffer>>;
  /** Destroys the key: everything encrypted with it reads as erased from now on. */
  readonly destroy: (subject: DataSubjectId) => Promise<void>;
};
