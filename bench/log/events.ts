import { type JSONEventData, type JSONEventType, jsonEvent } from '@eventstore/db-client';

export type Measured = JSONEventType<'Measured', { readonly sentAt: number; readonly text: string }>;

/** Events with `size` characters of text, which nothing can compress. Same seed, same events. */
export const seededEvents = (seed: number, size: number): ((sentAt?: number) => JSONEventData<Measured>) => {
  let state = seed | 1;
  const next = () => {
    // Xorshift32 (Marsaglia 2003).
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0).toString(36).padStart(7, '0');
  };
  return (sentAt = 0) => {
    let text = '';
    while (text.length < size) text += next();
    return jsonEvent<Measured>({ type: 'Measured', data: { sentAt, text: text.slice(0, size) } });
  };
};
