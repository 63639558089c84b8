import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type Described = { readonly 'aria-invalid': boolean; readonly 'aria-describedby': string | undefined };

type ComplaintProps = { readonly id: string; readonly complaints: ReadonlyArray<string> };

const Complaint = ({ id, complaints }: ComplaintProps) =>
  complaints.length === 0 ? null : (
    <p class="complaint" id={id}>
      {complaints.join('; ')}
    </p>
  );

const describedBy = (id: string, { length }: ReadonlyArray<string>): Described => ({
  'aria-invalid': length > 0,
  'aria-describedby': length > 0 ? id : undefined,
});

type Props = {
  readonly label: string;
  readonly complaints: ReadonlyArray<string>;
  readonly children: (described: Described & { readonly id: string }) => ComponentChildren;
};

/** A field with its name, and what is wrong with it. */
export const Field = ({ label, complaints, children }: Props) => {
  const id = useId();
  return (
    <div class="field">
      <label htmlFor={id}>
        <span>{label}</span>
      </label>
      {children({ id, ...describedBy(`${id}-wrong`, complaints) })}
      <Complaint id={`${id}-wrong`} complaints={complaints} />
    </div>
  );
};

type ChoicesProps = {
  readonly legend: string;
  readonly complaints: ReadonlyArray<string>;
  readonly options: ReadonlyArray<string>;
  readonly words: (option: string) => string;
  readonly chosen: ReadonlyArray<string>;
  readonly ask: (chosen: ReadonlyArray<string>) => void;
};

/** Any of several; those chosen that are no option any more can still be taken away. */
export const Choices = ({ legend, complaints, options, words, chosen, ask }: ChoicesProps) => {
  const id = useId();
  return (
    <fieldset class="choices" {...describedBy(id, complaints)}>
      <legend>{legend}</legend>
      {[...new Set([...options, ...chosen])].map((option) => (
        <label class="check" key={option}>
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            onChange={(event) =>
              ask(event.currentTarget.checked ? [...chosen, option] : chosen.filter((other) => other !== option))
            }
          />
          {words(option)}
        </label>
      ))}
      <Complaint id={id} complaints={complaints} />
    </fieldset>
  );
};
