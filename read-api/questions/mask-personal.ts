import * as t from 'io-ts';
import { personalData } from '../../domain/personal-data.js';

const Personal = personalData(t.unknown);

type Masking = 'masked' | 'shown';

/** Event data as JSON to be read by people: erased stays erased, and what is present is shown or masked. */
export const maskPersonal =
  (masking: Masking) =>
  (data: unknown): unknown => {
    if (Array.isArray(data)) return data.map(maskPersonal(masking));
    if (typeof data !== 'object' || data === null) return data;
    if (Personal.is(data)) {
      if (data._tag === 'Erased') return { erased: true };
      return masking === 'masked' ? { masked: true } : { value: data.value, subject: data.subject };
    }
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, maskPersonal(masking)(value)]));
  };
