/** Holds the place of lines that are being read. */
export const Skeleton = ({ lines, label }: { readonly lines: number; readonly label: string }) => (
  <div class="skeleton" role="status" aria-label={label}>
    {Array.from({ length: lines }, (_, line) => (
      <span key={line} />
    ))}
  </div>
);
