import * as t from 'io-ts';
import { DataSubjectId } from '../../domain/ids.js';
import { type Erased, erased, type PersonalData, present } from '../../domain/personal-data.js';
import { open, seal } from '../crypto/aes-gcm.js';

/** A personal field as the log keeps it: readable only while its subject has a key. */
export const SealedField = t.strict(
  { _tag: t.literal('Sealed'), subject: DataSubjectId, sealed: t.string },
  'SealedField',
);
export type SealedField = t.TypeOf<typeof SealedField>;

export type Keys = ReadonlyMap<DataSubjectId, Buffer>;

const PresentField = t.strict({ _tag: t.literal('Present'), subject: DataSubjectId, value: t.unknown });
export type PresentField = t.TypeOf<typeof PresentField>;
export const isPresentField = (field: unknown): field is PresentField => PresentField.is(field);

/** Ties the bytes to their place: neither another event, nor another field, nor another person can pass them off as its own. */
const contextOf = (eventId: string, pointer: string, subject: DataSubjectId): string =>
  JSON.stringify([eventId, pointer, subject]);

/** Seals for the subject; a subject without a key was erased, and what still arrives about them is not kept. */
export const sealField = (
  keys: Keys,
  eventId: string,
  pointer: string,
  { subject, value }: PresentField,
): SealedField | Erased => {
  const key = keys.get(subject);
  if (key === undefined) return erased(subject);
  const sealed = seal(key, Buffer.from(JSON.stringify(value)), contextOf(eventId, pointer, subject));
  return { _tag: 'Sealed', subject, sealed: sealed.toString('base64') };
};

/** `undefined` where the bytes are not what was sealed here for this subject. */
export const openField = (
  keys: Keys,
  eventId: string,
  pointer: string,
  { subject, sealed }: SealedField,
): PersonalData<unknown> | undefined => {
  const key = keys.get(subject);
  if (key === undefined) return erased(subject);
  const plaintext = open(key, Buffer.from(sealed, 'base64'), contextOf(eventId, pointer, subject));
  return plaintext === undefined ? undefined : present(subject, JSON.parse(plaintext.toString()));
};
