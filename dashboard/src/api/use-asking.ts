import { useState } from 'preact/hooks';
import type { Failure } from './answer.js';
import { useApi } from './context.js';
import type { Document } from './document.js';

/** Asks each time that it is told to, and keeps the last answer; what goes wrong is told. */
export const useAsking = <A, V>(document: Document<A, V>, tell: (failure: Failure | undefined) => void) => {
  const { query } = useApi();
  const [answer, setAnswer] = useState<A>();
  const [asking, setAsking] = useState(false);
  const ask = async (variables: V): Promise<void> => {
    setAsking(true);
    const answered = await query(document, variables);
    setAsking(false);
    setAnswer(answered.ok ? answered.data : undefined);
    tell(answered.ok ? undefined : answered.failure);
  };
  return { answer, asking, ask };
};
