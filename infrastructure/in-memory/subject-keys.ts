import { randomBytes, randomUUID } from 'node:crypto';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { DataSubjectId } from '../../domain/ids.js';

export const makeInMemorySubjectKeys = (): SubjectKeys => {
  const subjects = new Map<string, DataSubjectId>();
  const keys = new Map<DataSubjectId, Buffer>();

  return {
    subjectOf: async (source, record) => {
      const person = JSON.stringify([source, record]);
      const known = subjects.get(person);
      if (known !== undefined) return known;
      const subject = randomUUID() as DataSubjectId;
      subjects.set(person, subject);
      keys.set(subject, randomBytes(32));
      return subject;
    },
    keysOf: async (wanted) =>
      new Map(
        wanted.flatMap((subject) => {
          const key = keys.get(subject);
          return key === undefined ? [] : [[subject, key] as const];
        }),
      ),
    destroy: async (subject) => {
      keys.delete(subject);
    },
  };
};
