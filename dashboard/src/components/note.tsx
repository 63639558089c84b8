import type { ComponentChildren } from 'preact';
import type { Failure } from '../api/answer.js';

/** Where there is nothing to show, says why. */
export const Note = ({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) => (
  <div class="note">
    <strong>{title}</strong>
    {children}
  </div>
);

type Props = { readonly failure: Failure; readonly retry: () => void };

export const FailureNote = ({ failure, retry }: Props) => (
  <div class="note failed" role="alert">
    <strong>{failure.kind === 'forbidden' ? 'Your role may not read this' : 'This could not be read'}</strong>
    <span>{failure.message}</span>
    {failure.kind !== 'forbidden' && (
      <button type="button" class="quiet" onClick={retry}>
        Try again
      </button>
    )}
  </div>
);
