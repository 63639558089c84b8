/** The rings of a tree, as in `icon.svg`. */
export const Rings = () => (
  <svg class="rings" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M28 17.6A12 12 0 1 1 20.6 5" />
    <path d="M23.6 15A7.6 7.6 0 1 1 15 8.6" />
    <circle cx="16" cy="16.2" r="2.6" />
  </svg>
);

export const Brand = () => (
  <a class="brand" href="/" aria-label="Treering, to the accounts">
    <Rings />
    <span>Treering</span>
  </a>
);
