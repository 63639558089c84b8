import type { ComponentChildren } from 'preact';

type Props = {
  /** What was asked for before anything is saved, once there is an answer. */
  readonly preview: ComponentChildren;
  readonly trying: boolean;
  readonly tryWords: string;
  /** Called once the browser finds nothing wrong with the form. */
  readonly tryIt: () => void;
  readonly saving: boolean;
  readonly close: () => void;
};

/** The end of a form whose content can be tried before it is saved. */
export const FormEnd = ({ preview, trying, tryWords, tryIt, saving, close }: Props) => (
  <>
    <div role="status" aria-busy={trying} class="preview">
      {preview}
    </div>
    <div class="actions">
      <button type="submit" disabled={saving}>
        Save
      </button>
      <button
        type="button"
        class="quiet"
        disabled={trying}
        onClick={(event) => event.currentTarget.form?.reportValidity() && tryIt()}
      >
        {tryWords}
      </button>
      <button type="button" class="quiet" onClick={close}>
        Cancel
      </button>
    </div>
  </>
);
