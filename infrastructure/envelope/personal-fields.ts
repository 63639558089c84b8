import * as t from 'io-ts';
import { PersonalDataType } from '../../domain/personal-data.js';

/** Stands for every index of an array and every key of a record. */
export const EACH = Symbol('each');
export type FieldPath = ReadonlyArray<string | typeof EACH>;

const below = (key: string | typeof EACH, codec: t.Mixed): ReadonlyArray<FieldPath> =>
  personalFieldsOf(codec).map((path) => [key, ...path]);

const unique = (paths: ReadonlyArray<FieldPath>): ReadonlyArray<FieldPath> =>
  paths.filter((path, i) => {
    const same = (other: FieldPath) => other.length === path.length && other.every((key, j) => key === path[j]);
    return paths.findIndex(same) === i;
  });

/** Where values of this codec hold personal data. Throws on a recursive codec: its fields could not be listed, and so not be sealed. */
export const personalFieldsOf = (codec: t.Mixed): ReadonlyArray<FieldPath> => {
  if (codec instanceof PersonalDataType) return [[]];
  if (codec instanceof t.InterfaceType || codec instanceof t.PartialType || codec instanceof t.StrictType) {
    return Object.entries<t.Mixed>(codec.props).flatMap(([key, field]) => below(key, field));
  }
  if (codec instanceof t.ExactType || codec instanceof t.RefinementType || codec instanceof t.ReadonlyType) {
    return personalFieldsOf(codec.type);
  }
  if (codec instanceof t.UnionType || codec instanceof t.IntersectionType) {
    return unique(codec.types.flatMap(personalFieldsOf));
  }
  if (codec instanceof t.ArrayType || codec instanceof t.ReadonlyArrayType) return below(EACH, codec.type);
  if (codec instanceof t.TupleType) {
    return codec.types.flatMap((item: t.Mixed, i: number) => below(`${i}`, item));
  }
  if (codec instanceof t.DictionaryType) return below(EACH, codec.codomain);
  if (codec instanceof t.RecursiveType) throw new TypeError(`The recursive codec ${codec.name} cannot be in an event.`);
  return [];
};
