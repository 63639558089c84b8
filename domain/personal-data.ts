import * as t from 'io-ts';
import { DataSubjectId } from './ids.js';

/** A value about a person. Once the person's key is destroyed it reads as `Erased`, for ever and everywhere. */
export type PersonalData<A> = Present<A> | Erased;
type Present<A> = { readonly _tag: 'Present'; readonly subject: DataSubjectId; readonly value: A };
export type Erased = { readonly _tag: 'Erased'; readonly subject: DataSubjectId };

export const present = <A>(subject: DataSubjectId, value: A): PersonalData<A> => ({ _tag: 'Present', subject, value });
export const erased = (subject: DataSubjectId): Erased => ({ _tag: 'Erased', subject });

/** Marks a personal field. The envelope finds these codecs and encrypts what they hold. */
export class PersonalDataType<A> extends t.Type<PersonalData<A>, unknown, unknown> {
  readonly _tag = 'PersonalDataType' as const;
}

export const personalData = <A, O>(codec: t.Type<A, O, unknown>): PersonalDataType<A> => {
  const Present = t.strict({ _tag: t.literal('Present'), subject: DataSubjectId, value: codec });
  const Erased = t.strict({ _tag: t.literal('Erased'), subject: DataSubjectId });
  const union = t.union([Present, Erased], `PersonalData<${codec.name}>`);
  return new PersonalDataType<A>(
    union.name,
    (u): u is PersonalData<A> => union.is(u),
    (u, c) => union.validate(u, c),
    (a) => union.encode(a),
  );
};
