type Props = { readonly label: string; readonly value: string; readonly hand: (value: string) => void };

/** What is typed, handed on when it is done with. */
export const Typed = ({ label, value, hand }: Props) => (
  <label>
    <span>{label}</span>
    <input type="search" value={value} onChange={(event) => hand(event.currentTarget.value.trim())} />
  </label>
);
