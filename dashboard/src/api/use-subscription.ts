import { useEffect, useRef } from 'preact/hooks';
import { useApi } from './context.js';
import type { Document } from './document.js';

/** Hears every message of a subscription for as long as the component is shown and `active`. */
export const useSubscription = <A, V extends Record<string, unknown>>(
  document: Document<A, V>,
  variables: V,
  next: (data: A) => void,
  active = true,
): void => {
  const { live } = useApi();
  const asked = JSON.stringify(variables);
  const hear = useRef(next);
  hear.current = next;
  useEffect(
    () => (active ? live.subscribe(document, JSON.parse(asked) as V, (data) => hear.current(data)) : undefined),
    [live, document, asked, active],
  );
};
